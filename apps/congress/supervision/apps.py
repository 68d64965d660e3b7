from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "apps.congress.supervision"
    label = "supervision"
    verbose_name = "督办"
