from django.apps import AppConfig


class StreetDeliberationsConfig(AppConfig):
    name = "apps.systems.street_deliberations"
    label = "street_deliberations"
    verbose_name = "街道议事代表会议"
