from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "apps.congress.elections"
    label = "elections"
    verbose_name = "选举"
