"""Which towns and streets a plan is for, and which organ leads a task there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area, AreaKind, Unit, UnitKind
from apps.systems.reform_tasks.models import Lead, Places

PLACE_KINDS = (AreaKind.TOWN, AreaKind.STREET)
OFFICE_KINDS = (AreaKind.DISTRICT, *PLACE_KINDS)
ORGANS: Mapping[str, Sequence[UnitKind]] = {
    Lead.PARTY: (UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_WORK_COMMITTEE),
    Lead.CONGRESS: (UnitKind.PRESIDIUM, UnitKind.STREET_WORKING_COMMITTEE),
    Lead.EXECUTIVE: (UnitKind.GOVERNMENT, UnitKind.STREET_OFFICE),
}
MEANT = {Places.ALL: PLACE_KINDS, Places.TOWNS: (AreaKind.TOWN,), Places.STREETS: (AreaKind.STREET,)}


def office_of(actor: Actor) -> Area:
    """The area of the acting role."""
    return Area.objects.get(path=actor.area_path)


def places_of(office: Area, on: date) -> list[Area]:
    """The towns and streets of a district; a town or street itself."""
    return list(Area.objects.on(on).filter(path__startswith=office.path, kind__in=PLACE_KINDS).order_by("path"))


def is_meant(place: Area, places: str) -> bool:
    """Whether a task for these `Places` is for this place."""
    return place.kind in MEANT[Places(places)]


def leading_organs(places: Iterable[Area], on: date) -> dict[tuple[int, str], Unit]:
    """(area, Lead) -> the organ that leads there; one query."""
    kinds = {kind: lead for lead, kinds in ORGANS.items() for kind in kinds}
    units = Unit.objects.on(on).filter(area__in=list(places), kind__in=kinds).select_related("area")
    found: dict[tuple[int, str], Unit] = {}
    for unit in units.order_by("pk"):
        found.setdefault((unit.area_id, kinds[UnitKind(unit.kind)]), unit)
    return found


def party_organ(office: Area, on: date) -> Unit | None:
    """党委 or 街道党工委 of the office, which approves its plan."""
    return leading_organs([office], on).get((office.pk, Lead.PARTY))
