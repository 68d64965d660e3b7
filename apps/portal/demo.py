"""Evenings gone by of the demo district: as if its present numbers had grown over a year; and last month's brief."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import PLACES, Area
from apps.portal.models import KeptLines, MeasureSnapshot
from apps.portal.selectors.board import counted_everywhere
from apps.portal.services.reports import report_ask, report_make
from apps.portal.services.snapshots import lines_now

EVENING = time(23, 10)
YEAR = 365
MISSED = 9
"""So many days ago nothing was kept: a gap as an outage leaves it."""


def load(at: datetime) -> None:
    today = local_day(at)
    counted = counted_everywhere(today, list(Area.objects.on(today).filter(kind__in=PLACES)))
    rows = [
        MeasureSnapshot(
            measure=slug, area=place, on=day, value=_then(value, today - day), own=_then(own[slug], today - day),
            taken_at=_evening(day),
        )
        for day in _evenings(today)
        for place, numbers, own in counted
        for slug, value in numbers.items()
    ]  # fmt: skip
    MeasureSnapshot.objects.bulk_create(rows, batch_size=5000)
    last = today.replace(day=1) - timedelta(days=1)
    KeptLines.objects.bulk_create(
        KeptLines(measure=row.measure, area=row.area, on=last, lines=row.lines) for row in lines_now(counted, today)
    )
    if counted:
        _brief(counted[0][0], last, at)


def _brief(area: Area, day: date, at: datetime) -> None:
    """The finished brief of a month, of the uppermost place."""
    by = Actor(name="平台", role="leader", area_path=area.path)
    report = report_ask(kind="month", area=area, day=day, by=by, at=at)
    report_make(report=report, at=at)


def _evenings(today: date) -> Iterator[date]:
    """The last of each month of a year, and each of the last thirty days but one."""
    for day in (today - timedelta(days=back) for back in range(YEAR, 0, -1)):
        is_last = day.day == monthrange(day.year, day.month)[1]
        back = (today - day).days
        if is_last or (back <= 30 and back != MISSED):
            yield day


def _then(value: int, ago: timedelta) -> int:
    """A half a year ago three quarters of what there is."""
    return value - value * ago.days // (2 * YEAR)


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, EVENING))
