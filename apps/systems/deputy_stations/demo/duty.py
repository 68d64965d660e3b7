"""Rotas of three stations: held and missed, coming with a request to exchange, a draft; a duty of today."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Person
from apps.office.documents.demo import demo_actor, demo_sign
from apps.systems.deputy_stations.models import DutySlot, Rota, Station
from apps.systems.deputy_stations.selectors.duty import clash_of, colleagues
from apps.systems.deputy_stations.services.exchanges import exchange_ask, exchange_by_office
from apps.systems.deputy_stations.services.rotas import RotaDraft, notice_draft, rota_create, rota_publish
from apps.systems.deputy_stations.services.slots import (
    SlotDraft,
    slot_add,
    slot_check_in_by_code,
    slot_check_in_by_staff,
    slots_sweep,
)

DAY = timedelta(days=1)
HOME, STREET, VILLAGE = "青禾镇代表之家", "滨江街道代表之家", "新民村代表活动站"
STAFF = {HOME: "qinghe", STREET: "binjiang", VILLAGE: "qinghe"}
PAST, COMING = (130, 5), 90
MISSED = 4
"""Every so many duties nobody comes."""


def load(at: datetime) -> None:
    """The stations with their deputies must be there."""
    stations = {station.name: station for station in Station.objects.filter(name__in=STAFF).select_related("area")}
    for name, station in stations.items():
        if colleagues(station, local_day(at)).exists():
            _past(station, demo_actor(STAFF[name], at), at)
    slots_sweep(at=at)
    if HOME in stations:
        _coming(stations[HOME], at)
        _today(stations[HOME], at)
    if STREET in stations and colleagues(stations[STREET], local_day(at)).exists():
        _dealt(stations[STREET], demo_actor(STAFF[STREET], at), at, local_day(at) + 10 * DAY, COMING)


def _dealt(station: Station, by: Actor, made: datetime, first: object, days: int, cycle: str = "monthly") -> Rota:
    day = "第一个星期二" if cycle == "monthly" else "星期二"
    each = min(2, colleagues(station, local_day(made)).count())
    draft = RotaDraft(first, first + days * DAY, cycle, day, "9:00-11:00", each)  # type: ignore[arg-type, operator]
    return rota_create(station=station, draft=draft, by=by, at=made)


def _past(station: Station, by: Actor, at: datetime) -> None:
    """Published in time; most came."""
    made = at - (PAST[0] + 10) * DAY
    rota = _dealt(station, by, made, local_day(at) - PAST[0] * DAY, PAST[0] - PAST[1])
    rota_publish(rota=rota, by=by, at=made + timedelta(hours=2))
    for number, slot in enumerate(_slots(rota), start=1):
        if number % MISSED and slot.starts_at < at:
            _check_in(slot, by, number)


def _check_in(slot: DutySlot, by: Actor, number: int) -> None:
    moment = slot.starts_at - timedelta(minutes=number % 20)
    if number % 3:
        code = slot.station.code
        slot_check_in_by_code(slot=slot, code=code, by=deputy_actor(slot.deputy), at=moment)
    else:
        slot_check_in_by_staff(slot=slot, by=by, at=moment)


def _coming(station: Station, at: datetime) -> None:
    """Two weeks, each Tuesday; the notice is signed; one deputy asks a colleague, the office has moved another."""
    by = demo_actor(STAFF[HOME], at)
    made = at - 8 * DAY
    rota = rota_publish(
        rota=_dealt(station, by, made, local_day(at) + DAY, COMING, "weekly"), reason="", by=by, at=made
    )
    demo_sign(notice_draft(rota=rota, by=by, at=made), by, ("daibiao1", "zhenwei"), made + timedelta(hours=2))
    slots = _slots(rota)
    _ask(station, slots, at - DAY)
    later = slots[-1]
    free = colleagues(station, local_day(later.starts_at)).exclude(pk__in=[slot.deputy_id for slot in slots[-2:]])
    if to := free.first():
        exchange_by_office(slot=later, to=to, reason="原定代表当日参加培训", by=by, at=at - DAY)


def _ask(station: Station, slots: list[DutySlot], at: datetime) -> None:
    """Somebody asks a deputy who has an account, so that it can be tried."""
    for slot in slots:
        others = colleagues(station, local_day(slot.starts_at)).filter(user__isnull=False).exclude(pk=slot.deputy_id)
        for to in others:
            if not clash_of([to.pk], (slot.starts_at, slot.ends_at)):
                exchange_ask(slot=slot, of=to, reason="当日外出开会", by=deputy_actor(slot.deputy), at=at)
                return


def _today(station: Station, at: datetime) -> None:
    """A duty of today for a deputy with an account: it can be checked in."""
    person = colleagues(station, local_day(at)).filter(user__isnull=False).last()
    begins, ends = (timezone.make_aware(datetime.combine(local_day(at), moment)) for moment in (time(8, 30), time(20)))
    if person is not None and not clash_of([person.pk], (begins, ends)):
        draft = SlotDraft(person, begins, ends, "民生实事项目意见征集")
        slot_add(station=station, draft=draft, by=demo_actor(STAFF[HOME], at), at=at - 2 * DAY)


def _slots(rota: Rota) -> list[DutySlot]:
    rows = rota.slots.select_related("deputy", "station__area", "rota")  # type: ignore[attr-defined]
    return list(rows.order_by("starts_at", "pk"))


def deputy_actor(person: Person) -> Actor:
    """A deputy acting for themselves, with an account or without."""
    return Actor(person.name, DEPUTY, user_id=person.user_id, person_id=person.pk, role_title="代表")
