from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "apps.congress.minutes"
    label = "minutes"
    verbose_name = "会议记录与纪要"
