from django.apps import AppConfig
from django.core.checks import register

from apps.office.notifications.checks import channel_issues


class NotificationsConfig(AppConfig):
    name = "apps.office.notifications"
    label = "notifications"
    verbose_name = "通知"

    def ready(self) -> None:
        register(channel_issues)
