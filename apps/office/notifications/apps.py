from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.office.notifications"
    label = "notifications"
    verbose_name = "通知"
