"""Keeping the measures of an evening, and of long ago only month ends."""

from collections.abc import Iterator
from datetime import date, datetime

import pgtrigger
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import TruncMonth

from apps.foundation.core import registry
from apps.foundation.core.dates import local_day, months_after
from apps.foundation.organisations.models import PLACES, Area
from apps.portal.models import KeptLines, MeasureSnapshot
from apps.portal.rules.reports import EXTRACT
from apps.portal.selectors.board import Counted, counted_everywhere

BATCH = 5000
DAILY_MONTHS = 3
"""So long every evening stays: charts of days show a month. Reports and charts of months need month ends alone."""


@transaction.atomic
def measures_keep(*, at: datetime) -> int:
    """Keep every measure of every place as it is now, once a day; how many numbers there are of today.

    Only of today: what a past evening was like cannot be counted any more, so a missed one stays a gap.
    """
    on = local_day(at)
    counted = counted_everywhere(on, list(Area.objects.on(on).filter(kind__in=PLACES)))
    rows = [
        MeasureSnapshot(measure=slug, area=place, on=on, value=value, own=own[slug], taken_at=at)
        for place, numbers, own in counted
        for slug, value in numbers.items()
    ]
    MeasureSnapshot.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    KeptLines.objects.bulk_create(lines_of_day(counted, on), BATCH, ignore_conflicts=True)
    return len(rows)


def lines_of_day(counted: list[Counted], on: date) -> Iterator[KeptLines]:
    """The first lines of every list that is red somewhere; one short query each."""
    listed = [one for one in registry.measures().values() if one.alarm and one.rows]
    for place, numbers, _ in counted:
        for measure in listed:
            if numbers[measure.slug] and measure.rows:
                lines = [measure.line(row) for row in measure.rows(place.path, on)[:EXTRACT]]
                yield KeptLines(measure=measure.slug, area=place, on=on, lines=lines)


@transaction.atomic
def evenings_thin(*, at: datetime) -> int:
    """Of months long past keep each place's last evening alone; how many numbers went."""
    before = months_after(local_day(at).replace(day=1), -DAILY_MONTHS)
    gone = 0
    with pgtrigger.ignore("portal.MeasureSnapshot:read_only", "portal.KeptLines:read_only"):
        for area, month_ends in _month_ends(before).items():
            rows = MeasureSnapshot.objects.filter(area=area, on__lt=before).exclude(on__in=month_ends)
            gone += rows.delete()[0]
            KeptLines.objects.filter(area=area, on__lt=before).exclude(on__in=month_ends).delete()
    return gone


def _month_ends(before: date) -> dict[int, list[date]]:
    """Area -> the last evening that was kept of it in each month."""
    rows = MeasureSnapshot.objects.filter(on__lt=before).order_by().annotate(month=TruncMonth("on"))
    found: dict[int, list[date]] = {}
    for area, _, last in rows.values_list("area", "month").annotate(Max("on")):
        found.setdefault(area, []).append(last)
    return found
