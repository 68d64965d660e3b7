"""Who is told of something: those who answer for units, and the congress staff of an area."""

from collections.abc import Iterable
from datetime import date

from apps.foundation.core.actors import HANDLER, STAFF
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import RoleAssignment


def handlers_of(unit_ids: Iterable[int], on: date) -> list[int]:
    """Person ids of those who answer for the units."""
    held = RoleAssignment.objects.on(on).filter(role=HANDLER, unit__in=list(unit_ids))
    return list(held.values_list("person_id", flat=True).order_by("person_id").distinct())


def staff_of(area: Area, on: date) -> list[int]:
    """Person ids of the area's own congress staff."""
    held = RoleAssignment.objects.on(on).filter(role=STAFF, area=area)
    return list(held.values_list("person_id", flat=True).order_by("person_id").distinct())
