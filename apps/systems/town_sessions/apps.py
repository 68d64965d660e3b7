from django.apps import AppConfig


class TownSessionsConfig(AppConfig):
    name = "apps.systems.town_sessions"
    label = "town_sessions"
    verbose_name = "镇人大季会制"
