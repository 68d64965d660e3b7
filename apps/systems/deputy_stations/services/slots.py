"""值班: added, changed, cancelled, checked in, missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState, require_ready, required
from apps.foundation.core.once import made_once
from apps.foundation.people.models import DutyKind, Person
from apps.foundation.people.services.duty import duty_event_record
from apps.systems.deputy_stations.models import (
    DutyExchange,
    DutySlot,
    ExchangeState,
    Rota,
    RotaState,
    SlotState,
    Station,
)
from apps.systems.deputy_stations.rules import duty
from apps.systems.deputy_stations.rules.duty_policies import CHECK_IN_MINUTES, LATE_DAYS
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.services import telling_duty
from apps.systems.deputy_stations.services.people import people_held, require_free
from apps.systems.deputy_stations.services.records import record, station_locked

BY_CODE, BY_STAFF, AFTERWARDS = "站码签到", "联络员登记", "补登"


@dataclass(frozen=True, slots=True)
class SlotDraft:
    deputy: Person
    starts_at: datetime
    ends_at: datetime
    topic: str = ""


@transaction.atomic
def slot_add(
    *, station: Station, draft: SlotDraft, rota: Rota | None = None, key: UUID | None = None, by: Actor, at: datetime
) -> DutySlot:
    """One more duty, on a rota or by itself. Raises Conflict where the deputy serves elsewhere."""
    station = station_locked(station.pk)
    person = people_held([draft.deputy.pk])[draft.deputy.pk]
    said = {"station": station, "deputy": person, "starts_at": draft.starts_at, "ends_at": draft.ends_at}
    if known := DutySlot.objects.filter(public_id=key, **said).first() if key else None:
        return known
    _require_plausible(station, draft, at)
    require_free(person, (draft.starts_at, draft.ends_at))
    slot, _ = made_once(DutySlot, key, said=said, rota=rota, topic=draft.topic.strip())
    _touch(slot)
    record("deputy_stations.slot.added", slot, by, name=person.name, when=selectors.when(slot))
    if _is_public(slot):
        telling_duty.tell_slot("stations.slot_added", slot, [person.pk], by=by, at=at)
    return slot


@transaction.atomic
def slot_change(*, slot: DutySlot, draft: SlotDraft, stand: str, by: Actor, at: datetime) -> DutySlot:
    """Another time, another topic and, while the rota is a draft, another deputy; later that is an exchange.

    Raises Conflict where somebody changed it since `stand` was read, or the deputy serves elsewhere.
    """
    slot = slot_locked(slot.pk)
    duty.slot_move(slot.state, "change")
    if stand != selectors.stand_of(slot):
        raise Conflict("这次值班刚被他人修改过,没有保存。您填写的内容仍在本页,请另开窗口查看最新安排后再保存。")
    if draft.deputy.pk != slot.deputy_id and _is_public(slot):
        raise WrongState("值班表已经公布,换人请用“换班”,并写明原因。")
    person = people_held([draft.deputy.pk, slot.deputy_id])[draft.deputy.pk]
    _require_plausible(slot.station, draft, at)
    require_free(person, (draft.starts_at, draft.ends_at), but=[slot.pk])
    before, moved = selectors.when(slot), (slot.starts_at, slot.ends_at) != (draft.starts_at, draft.ends_at)
    slot.deputy, slot.starts_at, slot.ends_at = person, draft.starts_at, draft.ends_at
    slot.topic = draft.topic.strip()
    slot.save(update_fields=["deputy", "starts_at", "ends_at", "topic"])
    _touch(slot)
    record("deputy_stations.slot.changed", slot, by, name=person.name, before=before, when=selectors.when(slot))
    if moved and _is_public(slot):
        telling_duty.tell_slot("stations.slot_changed", slot, [person.pk], by=by, at=at, before=before)
    return slot


@transaction.atomic
def slot_remove(*, slot: DutySlot, reason: str = "", by: Actor, at: datetime) -> DutySlot:
    """Taken off a draft, or cancelled with a reason once it is public: then the deputy is told."""
    slot = slot_locked(slot.pk)
    state = duty.slot_move(slot.state, "cancel")
    if not _is_public(slot):
        record("deputy_stations.slot.removed", slot, by, name=slot.deputy.name, when=selectors.when(slot))
        _touch(slot)
        slot.delete()
        return slot
    if slot.starts_at <= at:
        raise WrongState("接待时间已到,不能取消;代表没有到站的,结束后自动记为未到站。")
    slot.reason = required(reason, "请写明取消的原因。")
    slot.state = state
    slot.save(update_fields=["state", "reason"])
    _lapse(slot, at)
    record("deputy_stations.slot.cancelled", slot, by, reason=slot.reason, name=slot.deputy.name,
           when=selectors.when(slot))  # fmt: skip
    telling_duty.tell_slot("stations.slot_cancelled", slot, [slot.deputy_id], by=by, at=at)
    return slot


@transaction.atomic
def slot_check_in_by_code(*, slot: DutySlot, code: str, by: Actor, at: datetime) -> DutySlot:
    """The deputy reads the code at the station's door; a second time changes nothing."""
    slot = slot_locked(slot.pk)
    if slot.deputy_id != by.person_id:
        raise NotAllowed("这不是您的值班。代人签到的,请由家站联络员登记。")
    if slot.state == SlotState.HELD:
        return slot
    if code.strip().upper() != slot.station.code.upper():
        raise DomainError(f"站码不对。请扫描{slot.station}门口的二维码,或者输入二维码下面的站码。")
    opens = int(selectors.value_here(slot.station, CHECK_IN_MINUTES, local_day(at)))
    require_ready(duty.issues_before_check_in((slot.starts_at, slot.ends_at), opens, at))
    return _hold(slot, BY_CODE, "", by, at)


@transaction.atomic
def slot_check_in_by_staff(*, slot: DutySlot, reason: str = "", by: Actor, at: datetime) -> DutySlot:
    """By the liaison officer or the office; after the end only with a reason and for some days."""
    slot = slot_locked(slot.pk)
    if slot.state == SlotState.HELD:
        return slot
    day = local_day(at)
    if at < slot.starts_at - timedelta(minutes=int(selectors.value_here(slot.station, CHECK_IN_MINUTES, day))):
        raise WrongState("还没有到签到时间。")
    if at < slot.ends_at:
        return _hold(slot, BY_STAFF, "", by, at)
    days = int(selectors.value_here(slot.station, LATE_DAYS, day))
    if (day - local_day(slot.ends_at)).days > days:
        raise WrongState(f"接待结束已超过{days}日,不能再补登。")
    return _hold(slot, AFTERWARDS, required(reason, "接待已经结束,请写明补登的理由。"), by, at)


def _hold(slot: DutySlot, how: str, reason: str, by: Actor, at: datetime) -> DutySlot:
    if not _is_public(slot):
        raise WrongState("值班表还没有公布,不能签到。")
    slot.state = duty.slot_move(slot.state, "check_in")
    slot.checked_in_at, slot.checked_in_how, slot.reason = at, how, reason
    slot.save(update_fields=["state", "checked_in_at", "checked_in_how", "reason"])
    _lapse(slot, at)
    duty_event_record(
        person=slot.deputy, kind=DutyKind.RECEPTION, on=local_day(slot.starts_at), title=f"在{slot.station}接待群众",
        subject=slot, at=at,
    )  # fmt: skip
    record("deputy_stations.slot.checked_in", slot, by, reason=reason, name=slot.deputy.name, how=how)
    return slot


def slots_sweep(*, at: datetime) -> int:
    """Mark as missed what ended without a check-in, and let requests lapse whose duty has begun. Returns how many."""
    exchanges = DutyExchange.objects.filter(state=ExchangeState.ASKED, slot__starts_at__lte=at)
    for pk in list(exchanges.values_list("slot", flat=True)):
        _lapse_begun(pk, at)
    ended = selectors.published(DutySlot.objects.filter(state=SlotState.PLANNED, ends_at__lte=at))
    found = list(ended.order_by("pk").values_list("pk", flat=True))
    return sum(_miss(pk, at) for pk in found)


@transaction.atomic
def _lapse_begun(pk: int, at: datetime) -> None:
    slot = slot_locked(pk)
    if slot.starts_at <= at:
        _lapse(slot, at)


@transaction.atomic
def _miss(pk: int, at: datetime) -> bool:
    slot = slot_locked(pk)
    if slot.state != SlotState.PLANNED or slot.ends_at > at:
        return False
    by = Actor.system()
    slot.state = duty.slot_move(slot.state, "miss")
    slot.save(update_fields=["state"])
    record("deputy_stations.slot.missed", slot, by, name=slot.deputy.name, when=selectors.when(slot))
    telling_duty.tell_missed(slot, by=by, at=at)
    return True


def slot_locked(pk: int) -> DutySlot:
    """Its row for this transaction, after that of its station."""
    station = station_locked(DutySlot.objects.values_list("station", flat=True).get(pk=pk))
    rows = DutySlot.objects.select_for_update(of=("self",)).select_related("deputy", "rota")
    slot = rows.get(pk=pk)
    slot.station = station
    return slot


def _lapse(slot: DutySlot, at: datetime) -> None:
    """Requests for it, and those that offered it in return."""
    rows = DutyExchange.objects.filter(Q(slot=slot) | Q(for_slot=slot), state=ExchangeState.ASKED)
    rows.update(state=ExchangeState.LAPSED, answered_at=at)


def _is_public(slot: DutySlot) -> bool:
    return slot.rota is None or slot.rota.state == RotaState.PUBLISHED


def _touch(slot: DutySlot) -> None:
    """Whoever reads a draft rota before publishing is told that it changed."""
    if slot.rota is not None:
        slot.rota.revision += 1
        slot.rota.save(update_fields=["revision"])


def _require_plausible(station: Station, draft: SlotDraft, at: datetime) -> None:
    if draft.ends_at <= draft.starts_at:
        raise DomainError("结束时间要晚于开始时间。")
    if draft.starts_at <= at:
        raise DomainError("接待时间已过,请另选时间。")
    if local_day(draft.starts_at) != local_day(draft.ends_at):
        raise DomainError("一次接待不能跨日。")
    day = local_day(draft.starts_at)
    if not station.is_open_on(day):
        raise DomainError("这个家站当日没有启用或者已经撤销,不能安排值班。")
    if not station.stationed.on(day).seated(day).filter(person=draft.deputy).exists():  # type: ignore[attr-defined]
        raise DomainError(f"{draft.deputy.name}当日不在本站进站代表之列,请换一名代表。")
