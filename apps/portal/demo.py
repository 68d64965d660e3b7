"""Evenings gone by of the demo district, as if its numbers had grown over a year; and last month's brief."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import PLACES, Area
from apps.portal.models import KeptLines, MeasureSnapshot
from apps.portal.selectors.board import Counted, counted_everywhere
from apps.portal.services.reports import report_ask, report_make
from apps.portal.services.snapshots import lines_of_day

EVENING = time(23, 10)
YEAR = 365
MISSED = 9
"""So many days ago nothing was kept: a gap as an outage leaves it."""


def load(at: datetime) -> None:
    today = local_day(at)
    places = list(Area.objects.on(today).filter(kind__in=PLACES))
    counted, last = counted_everywhere(today, places), today.replace(day=1) - timedelta(days=1)
    for day in _evenings(today):
        red = counted_everywhere(day, places, alarms=True)
        MeasureSnapshot.objects.bulk_create(_rows(counted, red, day, today), batch_size=5000)
        if day == last:
            KeptLines.objects.bulk_create(lines_of_day(red, day))
    if places:
        _brief(places[0], last, at)


def _rows(counted: list[Counted], red: list[Counted], day: date, today: date) -> Iterator[MeasureSnapshot]:
    """What is red as judged by that day, the rest grown since."""
    for (place, numbers, own), (_, reds, own_reds) in zip(counted, red, strict=True):
        for slug, value in numbers.items():
            whole, part = (_then(number, today - day) for number in (value, own[slug]))
            yield MeasureSnapshot(
                measure=slug, area=place, on=day, value=reds.get(slug, whole), own=own_reds.get(slug, part),
                taken_at=_evening(day),
            )  # fmt: skip


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
