"""Which units let so many supervision sheets run out that the office should name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from apps.congress.supervision.models import SupervisionSheet
from apps.congress.supervision.policies import CRITICISM_KEY
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.policies.selectors import resolve


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit to be criticised, and how many sheets it let run out."""

    unit: Unit
    sheets: int


def sheets_needed(office: Area, on: date) -> int:
    """So many sheets that ran out lead to a notice of criticism."""
    return int(resolve(CRITICISM_KEY, area=office, on=on).value)


def suggestions(office: Area, on: date) -> Sequence[Suggestion]:
    """Units that an office should name, those with the most first."""
    late = SupervisionSheet.objects.filter(assignment__office=office).uncriticised(on)
    counted = late.order_by().values_list("unit").annotate(count=Count("pk")).order_by("-count", "unit")
    found = dict(counted.filter(count__gte=sheets_needed(office, on)))
    units = Unit.objects.in_bulk(found)
    return [Suggestion(units[key], count) for key, count in found.items()]
