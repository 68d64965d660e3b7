from django.apps import AppConfig


class DummySystemConfig(AppConfig):
    name = "tests.dummy_system"
    label = "dummy_system"
    verbose_name = "示例系统"
