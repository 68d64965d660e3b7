from django.apps import AppConfig


class DeputyStationsConfig(AppConfig):
    name = "apps.systems.deputy_stations"
    label = "deputy_stations"
    verbose_name = "代表家站"
