"""Evenings gone by of the demo district: as if its present numbers had grown over a year."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import PLACES, Area
from apps.portal.models import MeasureSnapshot
from apps.portal.selectors.board import counted_everywhere

EVENING = time(23, 10)
YEAR = 365
MISSED = 9
"""So many days ago nothing was kept: a gap as an outage leaves it."""


def load(at: datetime) -> None:
    today = local_day(at)
    places = {place.path: place for place in Area.objects.on(today).filter(kind__in=PLACES)}
    sums = counted_everywhere(today, list(places))
    rows = [
        MeasureSnapshot(
            measure=slug, area=places[path], on=day, value=_then(value, today - day), taken_at=_evening(day)
        )
        for day in _evenings(today)
        for path, numbers in sums.items()
        for slug, value in numbers.items()
    ]
    MeasureSnapshot.objects.bulk_create(rows, batch_size=5000)


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
