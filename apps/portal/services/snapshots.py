"""Keeping the measures of an evening."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import PLACES, Area
from apps.portal.models import MeasureSnapshot
from apps.portal.selectors.board import counted_everywhere

BATCH = 5000


@transaction.atomic
def measures_keep(*, at: datetime) -> int:
    """Keep every measure of every place as it is now, once a day; how many numbers there are of today.

    Only of today: what a past evening was like cannot be counted any more, so a missed one stays a gap.
    """
    on = local_day(at)
    places = list(Area.objects.on(on).filter(kind__in=PLACES))
    sums = counted_everywhere(on, [place.path for place in places])
    rows = [
        MeasureSnapshot(measure=slug, area=place, on=on, value=value, taken_at=at)
        for place in places
        for slug, value in sums[place.path].items()
    ]
    MeasureSnapshot.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    return len(rows)
