"""Who receives what is brought to a station, where else one may go, to whom it may be handed."""

from datetime import date, datetime

from django.db.models import QuerySet

from apps.congress.matters.selectors.routing import units_for
from apps.congress.matters.selectors.writing import categories_at
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, AreaKind, Unit, UnitKind
from apps.foundation.people.models import Person, Term
from apps.systems.deputy_stations.models import DutySlot, SlotState, Station, StationOpinion
from apps.systems.deputy_stations.rules.opinions import Facts, standing
from apps.systems.deputy_stations.selectors.stations import announced

VILLAGES = (AreaKind.VILLAGE, AreaKind.COMMUNITY)


def standing_of(opinion: StationOpinion, on: date) -> tuple[str, str]:
    """How far it is, in words, and the tone of a badge; the row comes `with_all`."""
    matter = opinion.matter
    words = str(matter.get_state_display()) if matter else ""
    submission = opinion.submission
    return standing(
        Facts(
            opinion.route, words, opinion.closed_at is not None, submission.withdrawn,
            submission.merged_into_id is not None, opinion.due_on,
        ),
        on,
    )  # fmt: skip


def on_duty(station: Station, at: datetime) -> DutySlot | None:
    """The announced reception that is running, else the next one; cancelled ones do not count."""
    rows = announced(DutySlot.objects.filter(station=station, ends_at__gt=at))
    return rows.exclude(state=SlotState.MISSED).select_related("deputy").order_by("starts_at", "pk").first()


def running_slot(station: Station, deputy: Person | None, at: datetime) -> DutySlot | None:
    """The announced reception of today to which what is taken down now belongs: of the deputy, where one is named."""
    rows = announced(DutySlot.objects.filter(station=station, starts_at__date=local_day(at)))
    rows = rows.filter(deputy=deputy) if deputy else rows
    slots = list(rows.order_by("starts_at", "pk"))
    return next((slot for slot in slots if slot.is_running_at(at)), slots[0] if slots and deputy else None)


def station_of_deputy(person: Person, on: date) -> Station | None:
    """Where a deputy is counted today; an open station goes before one that is closed."""
    rows = Station.objects.filter(stationed__person=person, stationed__is_main=True)
    stations = list(rows.filter(stationed__in=_current(person, on)).select_related("area").distinct())
    return next((one for one in stations if one.is_open_on(on)), stations[0] if stations else None)


def _current(person: Person, on: date) -> QuerySet:
    return person.stationings.on(on).seated(on)  # type: ignore[attr-defined]


def stations_to_receive_at(actor: Actor, on: date) -> QuerySet[Station]:
    """Open stations at which the acting person may take something down."""
    rows = Station.objects.visible_to(actor).open_on(on)  # type: ignore[attr-defined]
    return rows.select_related("area", "unit").order_by("area__path", "name")


def term_of(office: Area) -> Term | None:
    """The running term of the congress or deliberation meeting that answers for a town or street."""
    rows = Term.objects.filter(body__area=office, ended_on__isnull=True).select_related("body__area")
    return rows.exclude(body__kind=UnitKind.STANDING_COMMITTEE).order_by("-number").first()


def categories_of(station: Station, on: date) -> list[str]:
    return categories_at(station.area, on)


def village_units(office: Area, on: date) -> QuerySet[Unit]:
    """Villages and communities of a town or street that may be given something to do."""
    return units_for(office, on).filter(area__kind__in=VILLAGES)
