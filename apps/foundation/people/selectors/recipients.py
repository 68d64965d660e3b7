"""Who is told of something: those who answer for units, the congress staff and the leaders of an area."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from apps.foundation.core.actors import HANDLER, LEADER, STAFF
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import RoleAssignment


def handlers_of(unit_ids: Iterable[int], on: date) -> list[int]:
    """Person ids of those who answer for the units."""
    return sorted(set().union(*handlers_by_unit(unit_ids, on).values()))


def staff_of(area: Area, on: date) -> list[int]:
    """Person ids of the area's own congress staff."""
    return sorted(staff_by_area([area.pk], on).get(area.pk, ()))


def handlers_by_unit(unit_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    """Unit id -> person ids of those who answer for it; one query."""
    held = RoleAssignment.objects.on(on).filter(role=HANDLER, unit__in=set(unit_ids))
    return _grouped(held.values_list("unit_id", "person_id"))


def answering(rows: Sequence[tuple[int | None, int]], on: date) -> list[tuple[int, ...]]:
    """For each unit and area who answers for the unit, else the staff of the area; two queries."""
    handlers = handlers_by_unit({unit for unit, _ in rows if unit}, on)
    staff = staff_by_area({area for unit, area in rows if unit not in handlers}, on)
    return [tuple(sorted(handlers.get(unit or 0) or staff.get(area, set()))) for unit, area in rows]


def staff_by_area(area_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    """Area id -> person ids of its own congress staff; one query."""
    return _by_area(STAFF, area_ids, on)


def leaders_by_area(area_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    """Area id -> person ids of its own leaders; one query."""
    return _by_area(LEADER, area_ids, on)


def _by_area(role: str, area_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    held = RoleAssignment.objects.on(on).filter(role=role, area__in=set(area_ids))
    return _grouped(held.values_list("area_id", "person_id"))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    people: dict[int, set[int]] = defaultdict(set)
    for key, person_id in pairs:
        people[key].add(person_id)
    return dict(people)
