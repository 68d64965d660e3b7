import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.foundation.audit.verification import Report, verify


class Command(BaseCommand):
    help = "核对全部办理记录与封存链:逐条重算摘要,指出第一处不符。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")
        parser.add_argument("--noted", default="", help="此前抄存的块摘要,用于发现链尾被截断")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify(at=timezone.now(), noted=options["noted"])
        self.stdout.write(json.dumps(asdict(report), ensure_ascii=False) if options["json"] else _told(report))
        if report.broken:
            raise CommandError(f"办理记录核对不符:{report.broken.sentence}", returncode=1)


def _told(report: Report) -> str:
    verdict = "发现不符" if report.broken else "核对无误"
    clock = f"\n有 {report.turned_back} 块的封存时间早于前一块:服务器时钟曾被调回。" if report.turned_back else ""
    return (
        f"{verdict}:已核对 {report.blocks} 块 {report.entries} 条;尚未封存 {report.unsealed} 条。{clock}"
        f"\n末块摘要 {report.head}(请抄存于平台之外,下次用 --noted 核对)"
    )
