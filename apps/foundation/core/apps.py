from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.foundation.core"
    label = "core"
    verbose_name = "基础"
