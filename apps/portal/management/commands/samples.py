"""Writes one of every document that can be made to build/samples, from the demo district."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from apps.foundation.core import registry


class Command(BaseCommand):
    help = "把每种可以生成的文书各写一份样张到 build/samples(用演示数据)。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("demo_load", if_empty=True)
        folder = Path(settings.BASE_DIR) / "build" / "samples"
        folder.mkdir(parents=True, exist_ok=True)
        for system in registry.systems():
            for kind in system.documents:
                for name, content in kind.samples() if kind.samples else ():
                    (folder / name).write_bytes(content)
                    self.stdout.write(f"{kind.title}:{name}")
