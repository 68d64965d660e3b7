"""Rows whose dates concern one person: found by the database, so that a page reads no more than its reader's."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from apps.foundation.core.actors import HANDLER, STAFF
from apps.foundation.core.registry import Watch
from apps.foundation.people.models import RoleAssignment


def watch_of(person_id: int, on: date, until: date) -> Watch:
    """The person with every office and unit they act for on `on`; one query."""
    held = RoleAssignment.objects.on(on).filter(person=person_id, role__in=(STAFF, HANDLER))
    found = set(held.values_list("role", "area_id", "unit_id"))
    areas = frozenset(area for role, area, _ in found if role == STAFF and area)
    units = frozenset(unit for role, _, unit in found if role == HANDLER and unit)
    return Watch(person_id, areas, units, on, until)


def asked(watch: Watch, *, due: str = "", area: str = "", unit: str = "", person: str = "", otherwise: str = "") -> Q:
    """A filter by the fields that lead to who is told: staff of `area`, who answers for `unit`, or `person`.

    `otherwise`: the area whose staff is told where nobody answers for the unit. `due`: the field of the date, where a
    row has one. Everything for everybody.
    """
    if watch.person_id is None:
        return Q()
    told = Q(pk__in=())
    if area:
        told |= Q(**{f"{area}__in": watch.area_ids})
    if unit:
        told |= Q(**{f"{unit}__in": watch.unit_ids})
    if person:
        told |= Q(**{person: watch.person_id})
    if otherwise:
        answering = RoleAssignment.objects.on(watch.since).filter(role=HANDLER, unit=OuterRef(unit))
        told |= Q(~Exists(answering), **{f"{otherwise}__in": watch.area_ids})
    return told & Q(**{f"{due}__range": (watch.since, watch.until)}) if due else told
