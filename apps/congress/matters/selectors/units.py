"""To which units a part may go on."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.matters.models import Handling
from apps.congress.matters.selectors.routing import units_for
from apps.foundation.organisations.models import Unit


def other_units(part: Handling, on: date) -> QuerySet[Unit]:
    """Units that exist, may be given the matter and have no part in it yet."""
    matter = part.matter
    have = matter.parts.standing().filter(round=matter.round).values("unit")  # type: ignore[attr-defined]
    return units_for(matter.office, on).exclude(pk__in=have)
