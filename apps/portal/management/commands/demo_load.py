"""Loads 示例区 into an empty database, so that everybody can try every page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.organisations.models import Area


class Command(BaseCommand):
    help = "载入示例区演示数据;只能载入空库,不会与本单位数据混在一起。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="库中已有数据时不报错,直接跳过")

    def handle(self, *args: Any, **options: Any) -> None:
        if Area.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("库中已有数据,演示数据只能载入空库。")
        with transaction.atomic():
            for write in registry.demo_parts():
                write(timezone.now())
        self.stdout.write("已载入示例区演示数据。")
