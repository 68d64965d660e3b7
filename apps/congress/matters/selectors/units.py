"""To which units a part may go on, and which of them work here."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.matters.models import Handling
from apps.congress.matters.selectors.routing import units_for
from apps.foundation.core.actors import HANDLER
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import RoleAssignment


def other_units(part: Handling, on: date) -> QuerySet[Unit]:
    """Units that exist, may be given the matter and have no part in it yet."""
    matter = part.matter
    have = matter.parts.standing().filter(round=matter.round).values("unit")  # type: ignore[attr-defined]
    return units_for(matter.office, on).exclude(pk__in=have)


def has_account(unit_id: int, on: date) -> bool:
    """Whether anybody answers for the unit here, or it is served on paper."""
    return RoleAssignment.objects.on(on).filter(role=HANDLER, unit=unit_id, person__user__is_active=True).exists()
