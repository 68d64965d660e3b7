"""A city of 11,000 stations in 220 towns; behind the codes of some stand whole pages, with deputies and receptions."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from apps.foundation.organisations.models import Area, AreaKind, Unit, UnitKind
from apps.foundation.people.models import Person
from apps.foundation.people.rules import initials_of, pinyin_of
from apps.systems.deputy_stations.models import DeputyPage, DutySlot, Level, Station, Stationing, StationStaff, Tier

TOWNS, WHOLE, DEPUTIES, SLOTS = 220, 40, 40, 10
SINCE = date(2024, 1, 1)


def fill(count: int, now: datetime) -> list[str]:
    """Codes of the stations with deputies, staff and receptions."""
    random = Random(2026)
    stations = _stations(count, random, now)
    whole = stations[:: max(1, count // WHOLE)][:WHOLE]
    for number, station in enumerate(whole):
        _people(station, number, now)
    return [station.code for station in whole]


def _stations(count: int, random: Random, now: datetime) -> list[Station]:
    city = Area.objects.add_root({"name": "示例市", "kind": AreaKind.CITY, "starts_on": SINCE})
    towns = [
        Area.objects.add_child(city, {"name": f"第{number}镇", "kind": AreaKind.TOWN, "starts_on": SINCE})
        for number in range(TOWNS)
    ]
    names = [(towns[number % TOWNS], f"第{number}代表活动站") for number in range(count)]
    units = Unit.objects.bulk_create(
        [Unit(area=area, kind=UnitKind.STATION, name=name, starts_on=SINCE) for area, name in names], batch_size=2000
    )
    rows = [
        Station(
            unit=unit, area=area, name=name, tier=random.choice(Tier.values), code=f"B{number:07}",
            address="人民路1号便民服务中心一楼", phone="023-88000000", hours="工作日 9:00—17:00", radius_m=1000,
            latitude=Decimal(f"{29 + random.random() * 2:.6f}"), longitude=Decimal(f"{106 + random.random() * 2:.6f}"),
            opened_on=SINCE, created_at=now,
        )
        for number, (unit, (area, name)) in enumerate(zip(units, names, strict=True))
    ]  # fmt: skip
    return Station.objects.bulk_create(rows, batch_size=2000)


def _people(station: Station, number: int, now: datetime) -> None:
    names = [f"王{chr(0x4E00 + 40 * number + place)}" for place in range(DEPUTIES)]
    people = Person.objects.bulk_create(
        [Person(area=station.area, name=name, pinyin=pinyin_of(name), initials=initials_of(name)) for name in names]
    )
    Stationing.objects.bulk_create(
        [Stationing(station=station, person=person, level=Level.TOWN, starts_on=SINCE) for person in people]
    )
    DeputyPage.objects.bulk_create(
        [DeputyPage(person=one, code=f"D{number:03}{place:04}", created_at=now) for place, one in enumerate(people)]
    )
    DutySlot.objects.bulk_create(
        [
            DutySlot(
                station=station, deputy=person, starts_at=now + timedelta(days=place + 1),
                ends_at=now + timedelta(days=place + 1, hours=2), topic="接待群众",
            )
            for place, person in enumerate(people[:SLOTS])
        ]
    )  # fmt: skip
    StationStaff.objects.create(station=station, title="head", name="周启明", starts_on=SINCE)
    StationStaff.objects.create(station=station, title="liaison", name="文小雅", starts_on=SINCE)
