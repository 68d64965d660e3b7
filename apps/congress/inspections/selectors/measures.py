"""What leaders compare of inspections: how many were held, what of their opinions waits for feedback, what is late."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from apps.congress.inspections.models import Inspection, Opinion
from apps.congress.inspections.models.opinions import OpinionQuerySet
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure

AREA = "term__body__area"


def held(path: str, on: date) -> Mapping[int, int]:
    rows = Inspection.objects.filter(starts_on__year=on.year, held_at__isnull=False)
    return by_area(rows.filter(term__body__area__path__startswith=path), AREA)


def _below(path: str) -> OpinionQuerySet:
    return Opinion.objects.filter(inspection__term__body__area__path__startswith=path)


def awaited(path: str, on: date) -> Mapping[int, int]:
    return by_area(_below(path).awaiting(), f"inspection__{AREA}")


def late_rows(path: str, on: date) -> OpinionQuerySet:
    return _below(path).late(on).with_all().order_by("reply_due_on", "pk")


def late(path: str, on: date) -> Mapping[int, int]:
    return by_area(_below(path).late(on), f"inspection__{AREA}")


def _held_listed(area: Any) -> str:
    year = timezone.localdate().year
    return list_of("inspections_list", area, held="yes", since=f"{year}-01-01", until=f"{year}-12-31")


def _late_line(row: Opinion) -> str:
    return f"{row}({row.unit.name},{chinese_date(row.reply_due_on)}到期)"  # type: ignore[attr-defined]  # annotated


MEASURES = (
    Measure(
        "inspection_opinions_late", "视察意见逾期未反馈",
        "已交办、超过反馈期限、承办单位还没有书面反馈的视察调研意见,不论哪年",
        late, lambda area: list_of("inspections_opinions", area, feedback="late"), unit="条",
        base="inspection_opinions_open", alarm=True, rows=late_rows, line=_late_line,
    ),
    Measure(
        "inspection_opinions_open", "待反馈的视察意见", "已交办、承办单位还没有书面反馈的视察调研意见,不论哪年",
        awaited, lambda area: list_of("inspections_opinions", area, feedback="open"), unit="条",
    ),
    Measure(
        "inspections_held", "今年视察调研", "今年开始、已登记开展的视察、调研、执法检查次数", held, _held_listed,
        unit="次",
    ),
)  # fmt: skip
