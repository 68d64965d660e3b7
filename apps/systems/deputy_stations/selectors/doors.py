"""What everybody may read without signing in: nothing here is personal but a deputy's name, office and receptions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, radians

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.functions import Cast

from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Mandate, MandateKind
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityState,
    DeputyPage,
    DutySlot,
    Level,
    SlotState,
    Station,
    Stationing,
    StationOpinion,
)
from apps.systems.deputy_stations.rules.stations import distance_text, metres_between
from apps.systems.deputy_stations.selectors.stations import (
    SHOWN_AHEAD,
    announced,
    duty_ahead,
    staff_on,
    stationed_on,
    tier_names,
)

NEAREST = 10


@dataclass(frozen=True, slots=True)
class Near:
    """A station and how far it is, in words."""

    station: Station
    distance: str = ""


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy as the wall of the station shows them; `code` is "" where their page is not shown."""

    name: str
    level: str
    district: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """The page behind the code at a station's door."""

    station: Station
    tier: str
    is_open: bool
    staff: Sequence[tuple[str, str]] = ()
    deputies: Sequence[Deputy] = ()
    ahead: Sequence[DutySlot] = ()
    activities: Sequence[Activity] = ()
    instead: Near | None = None


def door_of(station: Station, now: datetime) -> Door:
    """Where it is not open, only where to go instead."""
    on = local_day(now)
    tier = tier_names(station.area, on)[station.tier]
    if not station.is_open_on(on):
        return Door(station, tier, is_open=False, instead=instead_of(station, on))
    activities = station.activities.filter(state=ActivityState.PLANNED, ends_at__gt=now)  # type: ignore[attr-defined]
    return Door(
        station, tier, is_open=True, staff=[(one.get_title_display(), one.name) for one in staff_on(station, on)],
        deputies=_deputies(stationed_on(station, on).seated(on)),
        ahead=list(_with_codes(duty_ahead(station, now))[:SHOWN_AHEAD]),
        activities=list(activities.order_by("starts_at")[:5]),
    )  # fmt: skip


def _with_codes(slots: QuerySet[DutySlot]) -> QuerySet[DutySlot]:
    return slots.select_related("deputy__deputy_page")


def _deputies(rows: Iterable[Stationing]) -> list[Deputy]:
    order = list(Level.values)
    return [_deputy(one) for one in sorted(rows, key=lambda one: (order.index(one.level), one.person.pinyin))]


def _deputy(one: Stationing) -> Deputy:
    page = getattr(one.person, "deputy_page", None)
    district = one.mandate.electoral_district if one.mandate else None
    code = page.code if page and page.is_shown else ""
    return Deputy(one.person.name, one.get_level_display(), district.name if district else "", code)


def instead_of(station: Station, on: date) -> Near | None:
    """The nearest open station, without positions one of the same place."""
    others = Station.objects.open_on(on).exclude(pk=station.pk).select_related("area")
    if station.latitude is not None and station.longitude is not None:
        return next(iter(nearest(others, (float(station.latitude), float(station.longitude)), 1)), None)
    same = others.filter(area=station.area).first()
    return Near(same) if same else None


def nearest(stations: QuerySet[Station], position: tuple[float, float], limit: int = NEAREST) -> list[Near]:
    """By distance from (latitude, longitude); those without a position are left out."""
    north, east = position
    up = Cast(F("latitude"), FloatField()) - Value(north)
    across = (Cast(F("longitude"), FloatField()) - Value(east)) * Value(cos(radians(north)))
    rows = stations.filter(latitude__isnull=False).annotate(away=up * up + across * across).order_by("away", "pk")
    return [Near(one, distance_text(metres_between(position, _position(one)))) for one in rows[:limit]]


def _position(station: Station) -> tuple[float, float]:
    return float(station.latitude or 0), float(station.longitude or 0)


def places_with_stations(on: date) -> QuerySet[Area]:
    """Areas that have an open station of their own, for choosing."""
    return Area.objects.filter(pk__in=Station.objects.open_on(on).order_by().values("area")).order_by("path")


@dataclass(frozen=True, slots=True)
class DeputyDoor:
    """The page behind a deputy's code. `offices` are (level, congress, electoral district)."""

    page: DeputyPage
    offices: Sequence[tuple[str, str, str]]
    station: Station | None
    ahead: Sequence[DutySlot]
    receptions: int
    opinions: int

    @property
    def serves(self) -> bool:
        return bool(self.offices)


def deputy_door_of(page: DeputyPage, now: datetime) -> DeputyDoor:
    """Counts are of the running year."""
    on = local_day(now)
    stationings = Stationing.objects.on(on).filter(person=page.person_id).select_related("station__area")
    rows = sorted(stationings, key=lambda one: not one.is_main)
    slots = DutySlot.objects.filter(deputy=page.person_id)
    ahead = announced(slots.filter(ends_at__gt=now, state=SlotState.PLANNED)).select_related("station")
    return DeputyDoor(
        page, [*_held(page, on), *_elsewhere(rows)], rows[0].station if rows else None,
        list(ahead.order_by("starts_at")[:5]),
        slots.filter(state=SlotState.HELD, starts_at__year=on.year).count(),
        StationOpinion.objects.filter(deputy=page.person_id, received_on__year=on.year).count(),
    )  # fmt: skip


def _held(page: DeputyPage, on: date) -> list[tuple[str, str, str]]:
    seats = Mandate.objects.beside_committees().serving_on(on).filter(person=page.person_id)
    return [
        (
            "议事代表" if seat.kind == MandateKind.REPRESENTATIVE else "人大代表",
            seat.term.body.name,
            seat.electoral_district.name if seat.electoral_district else seat.recommending_unit,
        )
        for seat in seats.select_related("term__body", "electoral_district").order_by("term__body__area__path")
    ]


def _elsewhere(rows: Iterable[Stationing]) -> list[tuple[str, str, str]]:
    """Of congresses that this portal does not keep."""
    levels = {one.level: one.get_level_display() for one in rows if one.mandate_id is None}
    return [(label, "", "") for label in levels.values()]
