from django.apps import AppConfig


class PublicNoticesConfig(AppConfig):
    name = "apps.office.public_notices"
    label = "public_notices"
    verbose_name = "公示"
