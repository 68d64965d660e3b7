"""How a measure went: from the evenings that were kept, and the present moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.registry import Measure
from apps.foundation.organisations.models import Area
from apps.portal.models import MeasureSnapshot

DAYS, MONTHS = "days", "months"
SPANS = {DAYS: "近30日", MONTHS: "近12个月"}


@dataclass(frozen=True, slots=True)
class Point:
    """`value` is None where nothing was kept."""

    label: str
    value: int | None


def trend_of(area: Area, measure: Measure, on: date, now: int, span: str) -> list[Point]:
    """Every day, or the last kept evening of every month; the last point is now."""
    points = _months(area, measure, on) if span == MONTHS else _days(area, measure, on)
    return [*points, Point("现在", now)]


def _days(area: Area, measure: Measure, on: date) -> Iterator[Point]:
    since = on - timedelta(days=30)
    kept = _kept(area, measure, since, on)
    for back in range(30):
        day = since + timedelta(days=back)
        yield Point(f"{day.month}月{day.day}日", kept.get(day))


def _months(area: Area, measure: Measure, on: date) -> Iterator[Point]:
    firsts = [_month(on, back) for back in range(12, 0, -1)]
    last_of = {(day.year, day.month): value for day, value in sorted(_kept(area, measure, firsts[0], on).items())}
    for first in firsts:
        yield Point(f"{first.year}年{first.month}月", last_of.get((first.year, first.month)))


def _kept(area: Area, measure: Measure, since: date, until: date) -> dict[date, int]:
    rows = MeasureSnapshot.objects.filter(area=area, measure=measure.slug, on__gte=since, on__lt=until)
    return dict(rows.values_list("on", "value"))


def _month(on: date, back: int) -> date:
    months = 12 * on.year + on.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
