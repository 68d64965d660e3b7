from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "apps.congress.matters"
    label = "matters"
    verbose_name = "意见建议"
