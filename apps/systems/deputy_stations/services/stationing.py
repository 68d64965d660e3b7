"""编组进站: deputies are put into stations, from the seats they hold or by name, and taken out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Conflict, DomainError, WrongState, required
from apps.foundation.organisations.models import UnitKind
from apps.foundation.people.models import Mandate, Person
from apps.foundation.people.services.persons import person_create
from apps.systems.deputy_stations.models import DeputyPage, Level, Station, Stationing
from apps.systems.deputy_stations.rules.stations import new_code, some_of
from apps.systems.deputy_stations.services.records import record, station_locked

LEVELS = {
    UnitKind.DISTRICT_CONGRESS: Level.DISTRICT,
    UnitKind.TOWN_CONGRESS: Level.TOWN,
    UnitKind.DELIBERATION_MEETING: Level.REPRESENTATIVE,
}
ELSEWHERE = (Level.CITY, Level.NATION, Level.DISTRICT, Level.TOWN)
"""Levels of deputies who may be entered by name: of congresses that this portal does not keep."""


@transaction.atomic
def mandates_station(
    *, station: Station, mandates: Sequence[Mandate], is_main: bool = True, starts_on: date, by: Actor, at: datetime
) -> list[Stationing]:
    """Put the holders of seats into a station; where it is their main one, they leave the one they were in.

    Who is there already is left as they are. `mandates` come with `person` and `term.body`.
    """
    station = _open_for(station, starts_on)
    # In the order of people, so that two offices that move the same deputies wait for each other.
    people = Person.objects.select_for_update().filter(mandates__in=mandates).order_by("pk")
    held = {person.pk for person in people}
    inside = Stationing.objects.on(starts_on).filter(station=station, person__in=held)
    here = set(inside.values_list("person", flat=True))
    new: dict[int, Stationing] = {}
    for mandate in mandates:
        if mandate.person_id not in here:
            level = LEVELS[UnitKind(mandate.term.body.kind)]
            new.setdefault(mandate.person_id, _of(station, mandate.person, level, mandate, starts_on, is_main=is_main))
    return _stationed(station, list(new.values()), by, at)


@transaction.atomic
def person_station(
    *, station: Station, name: str, level: str, person: Person | None = None, is_main: bool = True, starts_on: date,
    by: Actor, at: datetime,
) -> Stationing:  # fmt: skip
    """A deputy of a congress that this portal does not keep; `person` where the roster knows them already."""
    if level not in ELSEWHERE:
        raise DomainError("议事代表请从名册中选择。")
    station = _open_for(station, starts_on)
    if person is None:
        details = {"name": required(name, "请填写代表姓名。")}
        person = person_create(area=station.area, details=details, by=by, at=at)
    else:
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if Stationing.objects.on(starts_on).filter(station=station, person=person).exists():
        raise Conflict(f"{person.name}已在{station}。")
    return _stationed(station, [_of(station, person, level, None, starts_on, is_main=is_main)], by, at)[0]


@transaction.atomic
def stationing_end(*, stationing: Stationing, until: date, reason: str, by: Actor, at: datetime) -> Stationing:
    """出站: from `until` on."""
    rows = Stationing.objects.select_for_update(of=("self",)).select_related("station__area", "person")
    stationing = rows.get(pk=stationing.pk)
    if stationing.until and stationing.until <= until:
        raise WrongState(f"{stationing.person.name}已于{chinese_date(stationing.until)}出站。")
    if until < stationing.starts_on:
        raise DomainError(f"出站日期不能早于进站日期({chinese_date(stationing.starts_on)})。")
    stationing.until = until
    stationing.save(update_fields=["until"])
    record("deputy_stations.stationing.ended", stationing, by, reason=reason, who=stationing.person.name)
    return stationing


def pages_make(*, people: Iterable[Person], at: datetime) -> None:
    """代表码 for everybody who has none yet."""
    wanted = {person.pk: person for person in people}
    known = set(DeputyPage.objects.filter(person__in=wanted).values_list("person", flat=True))
    DeputyPage.objects.bulk_create(
        [
            DeputyPage(person=person, code=new_code(), created_at=at)
            for key, person in wanted.items()
            if key not in known
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def page_change(
    *, page: DeputyPage, introduction: str, office_phone: str, is_shown: bool, by: Actor, at: datetime
) -> DeputyPage:
    """What a deputy's public page says, by the deputy or the office."""
    page = DeputyPage.objects.select_for_update(of=("self",)).select_related("person__area").get(pk=page.pk)
    page.introduction, page.office_phone, page.is_shown = introduction.strip(), office_phone.strip(), is_shown
    page.save(update_fields=["introduction", "office_phone", "is_shown"])
    audit.record(
        "deputy_stations.deputy_page.changed", on=page, by=by, area_path=page.person.area.path,
        shown="公开" if is_shown else "不公开",
    )  # fmt: skip
    return page


def _open_for(station: Station, day: date) -> Station:
    station = station_locked(station.pk)
    if station.is_closed_on(day):
        raise WrongState(f"{station}已撤销,不能再编入代表。")
    return station


def _of(
    station: Station, person: Person, level: str, mandate: Mandate | None, starts_on: date, *, is_main: bool
) -> Stationing:
    return Stationing(
        station=station, person=person, level=level, mandate=mandate, is_main=is_main, starts_on=starts_on
    )


def _stationed(station: Station, new: list[Stationing], by: Actor, at: datetime) -> list[Stationing]:
    """All of them or none; whoever it is the main station of leaves the one they were in."""
    if not new:
        return []
    _left_before([one.person for one in new if one.is_main], new[0].starts_on, by)
    names = [one.person.name for one in new]
    try:
        with transaction.atomic():
            Stationing.objects.bulk_create(new)
    except IntegrityError as error:
        later = Stationing.objects.filter(person__in=[one.person for one in new], starts_on__gt=new[0].starts_on)
        who = some_of(later.order_by("person__pinyin").values_list("person__name", flat=True).distinct())
        told = f"{who or some_of(names)}以后已安排到其他家站(或者本站)"
        raise Conflict(f"{told},请换一个日期,或者先办理出站。") from error
    pages_make(people=[one.person for one in new], at=at)
    record("deputy_stations.stationing.made", station, by, who=some_of(names), count=len(new))
    return new


def _left_before(people: list[Person], day: date, by: Actor) -> None:
    """The main stations that they were in end with that day; one that began that day never was."""
    rows = Stationing.objects.select_for_update(of=("self",)).select_related("station__area", "person")
    for before in rows.on(day).filter(person__in=people, is_main=True):
        before.until = day
        before.save(update_fields=["until"])
        record("deputy_stations.stationing.ended", before, by, reason="转入其他家站", who=before.person.name)
