"""A ledger of a station for a period, as a landscape list."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from apps.foundation.core.dates import chinese_days
from apps.office.documents.composing import register
from apps.office.documents.rules.tree import Column, Paragraph, Table, Tree
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.selectors.duty import heading_of
from apps.systems.deputy_stations.selectors.ledgers import LEDGERS, Ledger

LEDGER = "deputy_stations_ledger"
LONG = 120
"""A cell of a printed list; the spreadsheet has the whole text."""


def ledger_paper(ledger: Ledger, station: Station, first: date, last: date, on: date) -> Tree:
    columns = (Column("序号", 2), *(_column(cell.heading, cell.width) for cell in ledger.cells))
    rows = tuple(
        (str(number), *(shown(_of(row, cell.value)) for cell in ledger.cells))
        for number, row in enumerate(ledger.rows(station, first, last), start=1)
    )
    told = f"期间:{chinese_days(first, last)},共{len(rows)}条。由平台按实际发生的记录生成,{on:%Y-%m-%d}制表。"
    blocks = (Paragraph(told), Table(columns, rows) if rows else Paragraph("本期间没有记录。"))
    return register(heading_of(station, on), f"{station}{ledger.title}", blocks)


def _column(heading: str, width: int) -> Column:
    return Column(heading, width, "left" if width > 5 else "center")


def _of(row: Any, value: Any) -> Any:
    if callable(value):
        return value(row)
    for name in value.split("."):
        row = getattr(row, name) if row is not None else None
        row = row() if callable(row) else row
    return row


def shown(value: Any) -> str:
    if value in (None, ""):
        return "—"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    text = f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def samples() -> Iterator[Tree]:
    today = timezone.localdate()
    station = Station.objects.filter(slots__state="held").select_related("area").first()
    if station is not None:
        for slug in ("receptions", "activities"):
            yield ledger_paper(LEDGERS[slug], station, date(today.year, 1, 1), today, today)
