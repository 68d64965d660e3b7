"""换班: a deputy asks a colleague, who agrees or refuses; the office may exchange by itself. What is held stays."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState, required
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import DutyExchange, DutySlot, ExchangeState, RotaState
from apps.systems.deputy_stations.rules import duty
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.services import telling_duty
from apps.systems.deputy_stations.services.people import people_held, require_free
from apps.systems.deputy_stations.services.records import record
from apps.systems.deputy_stations.services.slots import slot_locked


@transaction.atomic
def exchange_ask(
    *, slot: DutySlot, of: Person, reason: str, for_slot: DutySlot | None = None, by: Actor, at: datetime
) -> DutyExchange:
    """Ask a colleague of the station to take over, perhaps for one of theirs. One request of a duty at a time."""
    slot = slot_locked(slot.pk)
    if slot.deputy_id != by.person_id:
        raise NotAllowed("只能为自己的值班申请换班。")
    for_slot = slot_locked(for_slot.pk) if for_slot else None
    people = people_held([slot.deputy_id, of.pk])
    _require_possible(slot, people[of.pk], for_slot, at)
    if open_one := selectors.open_exchange(slot):
        raise Conflict(f"已请{open_one.asked_of.name}换班,还没有答复;要另请他人的,请先撤回。")
    exchange = DutyExchange.objects.create(
        slot=slot, for_slot=for_slot, asked_by_id=slot.deputy_id, asked_of=of, asked_at=at,
        reason=required(reason, "请写明换班的原因。"),
    )  # fmt: skip
    record("deputy_stations.exchange.asked", exchange, by, reason=exchange.reason, of=of.name,
           when=selectors.when(slot))  # fmt: skip
    telling_duty.tell_asked(exchange, by=by, at=at)
    return exchange


@transaction.atomic
def exchange_answer(*, exchange: DutyExchange, agrees: bool, answer: str = "", by: Actor, at: datetime) -> DutyExchange:
    """By the colleague who was asked; a refusal says why. Raises WrongState where it was answered or has lapsed."""
    exchange, slot, for_slot = _held(exchange)
    if exchange.asked_of_id != by.person_id:
        raise NotAllowed("只有被请求换班的代表本人可以答复。")
    state = duty.exchange_move(exchange.state, "agree" if agrees else "refuse")
    exchange.answer = answer.strip() if agrees else required(answer, "请写明不能换班的原因。")
    if agrees:
        people = people_held([exchange.asked_by_id, exchange.asked_of_id])
        if slot.deputy_id != exchange.asked_by_id:
            raise WrongState("这次值班已经换给别人,不必再换。")
        _require_possible(slot, people[exchange.asked_of_id], for_slot, at)
        _swap(slot, people[exchange.asked_of_id], for_slot)
    exchange.state, exchange.answered_at = state, at
    exchange.save(update_fields=["state", "answer", "answered_at"])
    record("deputy_stations.exchange.answered", exchange, by, reason=exchange.answer, of=exchange.asked_of.name,
           result=exchange.get_state_display(), when=selectors.when(slot))  # fmt: skip
    telling_duty.tell_answered(exchange, by=by, at=at)
    return exchange


@transaction.atomic
def exchange_withdraw(*, exchange: DutyExchange, by: Actor, at: datetime) -> DutyExchange:
    """The deputy who asked takes the request back."""
    exchange, _, _ = _held(exchange)
    if exchange.asked_by_id != by.person_id:
        raise NotAllowed("只有申请人本人可以撤回。")
    exchange.state, exchange.answered_at = duty.exchange_move(exchange.state, "lapse"), at
    exchange.answer = "申请人撤回"
    exchange.save(update_fields=["state", "answer", "answered_at"])
    record("deputy_stations.exchange.withdrawn", exchange, by)
    return exchange


@transaction.atomic
def exchange_by_office(*, slot: DutySlot, to: Person, reason: str, by: Actor, at: datetime) -> DutyExchange:
    """The office or the liaison officer gives a duty to somebody else; an open request for it lapses."""
    slot = slot_locked(slot.pk)
    if slot.rota is not None and slot.rota.state == RotaState.DRAFT:
        raise WrongState("值班表还没有公布,请直接修改这次值班。")
    reason = required(reason, "请写明换班的原因。")
    people = people_held([slot.deputy_id, to.pk])
    _require_possible(slot, people[to.pk], None, at)
    slot.exchanges.filter(state=ExchangeState.ASKED).update(state=ExchangeState.LAPSED, answered_at=at)  # type: ignore[attr-defined]
    exchange = DutyExchange.objects.create(
        slot=slot, asked_by_id=slot.deputy_id, asked_of=to, reason=reason, state=ExchangeState.AGREED,
        answer=f"由{by.name}调整", asked_at=at, answered_at=at,
    )  # fmt: skip
    _swap(slot, people[to.pk], None)
    record("deputy_stations.exchange.made", exchange, by, reason=reason, before=exchange.asked_by.name, of=to.name,
           when=selectors.when(slot))  # fmt: skip
    telling_duty.tell_made(exchange, by=by, at=at)
    return exchange


def _held(exchange: DutyExchange) -> tuple[DutyExchange, DutySlot, DutySlot | None]:
    """The request with its duties, all of one station, for this transaction."""
    ids = DutyExchange.objects.values_list("slot", "for_slot").get(pk=exchange.pk)
    slot = slot_locked(ids[0])
    for_slot = slot_locked(ids[1]) if ids[1] else None
    rows = DutyExchange.objects.select_for_update(of=("self",)).select_related("asked_by", "asked_of")
    exchange = rows.get(pk=exchange.pk)
    exchange.slot, exchange.for_slot = slot, for_slot
    return exchange, slot, for_slot


def _require_possible(slot: DutySlot, to: Person, for_slot: DutySlot | None, at: datetime) -> None:
    """Both duties lie ahead, both deputies are of the station and free."""
    _require_ahead(slot, at)
    if to.pk == slot.deputy_id:
        raise DomainError("这次值班本来就由这名代表接待,请选择另一名代表。")
    day = local_day(slot.starts_at)
    if not slot.station.stationed.on(day).seated(day).filter(person=to).exists():  # type: ignore[attr-defined]
        raise DomainError(f"{to.name}当日不在本站进站代表之列,不能换班。")
    if for_slot is None:
        require_free(to, (slot.starts_at, slot.ends_at))
        return
    _require_ahead(for_slot, at)
    if for_slot.deputy_id != to.pk or for_slot.station_id != slot.station_id:
        raise DomainError(f"换回的值班要选{to.name}在本站的值班,请重新选择。")
    if duty.overlap((slot.starts_at, slot.ends_at), (for_slot.starts_at, for_slot.ends_at)):
        raise DomainError("两次值班的时间重叠,不必换班。")
    require_free(to, (slot.starts_at, slot.ends_at), but=[for_slot.pk])
    require_free(slot.deputy, (for_slot.starts_at, for_slot.ends_at), but=[slot.pk])


def _require_ahead(slot: DutySlot, at: datetime) -> None:
    duty.slot_move(slot.state, "exchange")
    if slot.starts_at <= at:
        raise WrongState("接待时间已到,换班申请已失效。")


def _swap(slot: DutySlot, to: Person, for_slot: DutySlot | None) -> None:
    if for_slot is not None:
        for_slot.deputy = slot.deputy
        for_slot.save(update_fields=["deputy"])
    slot.deputy = to
    slot.save(update_fields=["deputy"])
