from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "apps.office.files"
    label = "files"
    verbose_name = "附件"
