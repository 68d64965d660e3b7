"""Stations with their deputies and receptions."""

from datetime import datetime, timedelta
from itertools import count

from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import DutySlot, Level, Station, Stationing, Tier
from tests.factories import SINCE

_codes = count(1)


def make_station(area: Area, name: str = "青禾镇代表之家", tier: str = Tier.HOME, **values) -> Station:
    unit = Unit.objects.create(area=area, kind=UnitKind.STATION, name=name, starts_on=SINCE)
    values = {"opened_on": SINCE, "created_at": datetime.fromisoformat("2026-01-04T09:00+08:00"), **values}
    return Station.objects.create(area=area, unit=unit, name=name, tier=tier, code=f"T{next(_codes):07}", **values)


def make_stationing(station: Station, person: Person, level: str = Level.TOWN, **values) -> Stationing:
    values = {"starts_on": SINCE, "mandate": person.mandates.first(), **values}
    return Stationing.objects.create(station=station, person=person, level=level, **values)


def make_slot(station: Station, deputy: Person, starts_at: datetime, hours: int = 2, **values) -> DutySlot:
    ends_at = starts_at + timedelta(hours=hours)
    return DutySlot.objects.create(station=station, deputy=deputy, starts_at=starts_at, ends_at=ends_at, **values)
