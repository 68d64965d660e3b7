"""`manage.py recount FILE.json`: recount a poll from its totals or raw ballots, without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from apps.congress.ballots.rules.case_files import printable, recount_file


class Command(BaseCommand):
    help = "重新计票:从 JSON 文件读入票数或逐张选票,输出计票结果(不需要数据库;数据自相矛盾时退出码为 2)。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        status, output = recount_file(options["file"])
        self.stdout.write(printable(output, self.stdout.encoding))
        if status:
            raise SystemExit(status)
