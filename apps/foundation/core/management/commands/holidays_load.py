from argparse import ArgumentParser
from datetime import date
from importlib.metadata import version
from typing import Any

from chinese_calendar import constants as library
from django.core.management.base import BaseCommand, CommandError

from apps.foundation.core.models import Holiday
from apps.foundation.core.services import holidays_load

SOURCE = "国务院办公厅节假日安排通知(chinesecalendar)"
NAMES = {holiday.value: holiday.chinese for holiday in library.Holiday}


def published(year: int) -> dict[date, tuple[bool, str]]:
    """Holidays and make-up working days of a year as the library took them from the notice; empty if unknown."""
    off = {day: (False, NAMES[name]) for day, name in library.holidays.items() if day.year == year}
    worked = {day: (True, f"{NAMES[name]}调休上班") for day, name in library.workdays.items() if day.year == year}
    return off | worked


class Command(BaseCommand):
    help = "把某年的节假日和调休上班日录入节假日表;不写年份时录入程序库已收录的近年全部。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("years", nargs="*", type=int, metavar="年份")
        parser.add_argument("--missing", action="store_true", help="只录入表中还没有任何一天的年份")

    def handle(self, *args: Any, **options: Any) -> None:
        latest = max(library.holidays).year
        for year in options["years"] or range(latest - 2, latest + 1):
            if options["missing"] and Holiday.objects.filter(day__year=year).exists():
                continue
            days = published(year)
            if not days:
                last = f"chinesecalendar {version('chinesecalendar')} 收录至 {latest} 年"
                raise CommandError(f"没有 {year} 年的节假日安排({last})。请升级该库,或在管理后台逐日录入。")
            count = holidays_load(year=year, days=days, source=SOURCE)
            self.stdout.write(f"{year} 年:录入 {count} 天。")
