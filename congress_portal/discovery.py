"""Finds the systems and every app's registration, so that a new system is a folder and nothing else."""

from pathlib import Path

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

ROOT = Path(__file__).resolve().parent.parent


def apps_in(folder: Path) -> list[str]:
    """Dotted names of the apps in `folder` (each a folder with an `apps.py`), for INSTALLED_APPS."""
    package = ".".join(folder.relative_to(ROOT).parts)
    return sorted(f"{package}.{file.parent.name}" for file in folder.glob("*/apps.py"))


class DiscoveryConfig(AppConfig):
    """Calls every app's registration once, when Django has loaded all models."""

    name = "congress_portal"
    label = "congress_portal"

    def ready(self) -> None:
        autodiscover_modules("system", "tasks", "permissions", "receivers")
