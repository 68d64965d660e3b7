from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "apps.congress.inspections"
    label = "inspections"
    verbose_name = "视察调研"
