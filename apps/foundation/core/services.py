"""The holiday table, filled year by year."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from apps.foundation.core.models import Holiday


@transaction.atomic
def holidays_load(*, year: int, days: Mapping[date, tuple[bool, str]], source: str) -> int:
    """Replace what `source` said of `year` before; days that somebody entered by hand stay as they are.

    `days` maps a day to whether it is worked and the name of the holiday. Returns how many were written.
    """
    if outside := [day for day in days if day.year != year]:
        raise ValueError(f"{outside[0]} does not lie in {year}")
    Holiday.objects.filter(day__year=year, source=source).delete()
    by_hand = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    rows = [
        Holiday(day=day, works=works, name=name, source=source)
        for day, (works, name) in days.items()
        if day not in by_hand
    ]
    return len(Holiday.objects.bulk_create(rows))
