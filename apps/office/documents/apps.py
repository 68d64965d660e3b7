from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "apps.office.documents"
    label = "documents"
    verbose_name = "公文"
