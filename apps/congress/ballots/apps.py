from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "apps.congress.ballots"
    label = "ballots"
    verbose_name = "表决"
