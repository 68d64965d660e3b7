"""Finds every app's registration; called once, when Django has loaded all models."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DiscoveryConfig(AppConfig):
    name = "congress_portal"
    label = "congress_portal"

    def ready(self) -> None:
        autodiscover_modules("system", "tasks", "permissions", "receivers")
