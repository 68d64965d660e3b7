from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "apps.congress.meetings"
    label = "meetings"
    verbose_name = "会议"
