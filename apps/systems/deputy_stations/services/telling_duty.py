"""Notices that go with rotas, duties and exchanges."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.selectors import handlers_of, staff_of
from apps.office.notifications.services import notice_send
from apps.systems.deputy_stations.models import DutyExchange, DutySlot, Rota
from apps.systems.deputy_stations.selectors.duty import when
from apps.systems.deputy_stations.services.records import key_of


def tell_rota(rota: Rota, slots: Sequence[DutySlot], *, by: Actor, at: datetime) -> None:
    """Every deputy learns all their duties of the rota in one notice."""
    of_deputy: dict[int, list[str]] = defaultdict(list)
    for slot in slots:
        of_deputy[slot.deputy_id].append(when(slot))
    for person, times in of_deputy.items():
        notice_send(
            recipients=[person],
            key=f"stations.rota_published:{rota.public_id}",
            text="stations.rota_published",
            values={"station": rota.station.name, "place": rota.station.address or rota.station.name,
                    "times": ";".join(times)},
            area=rota.station.area, url=reverse("deputy_stations_my_duty"), by=by, at=at,
        )  # fmt: skip


def tell_slot(text: str, slot: DutySlot, people: Iterable[int], *, by: Actor, at: datetime, before: str = "") -> None:
    """That a duty was added, moved or cancelled."""
    notice_send(
        recipients=people, key=key_of(text, slot, at), text=text,
        values={"station": slot.station.name, "time": when(slot), "before": before, "reason": slot.reason},
        area=slot.station.area, url=slot.get_absolute_url(), by=by, at=at,
    )  # fmt: skip


def tell_missed(slot: DutySlot, *, by: Actor, at: datetime) -> None:
    """The deputy, the liaison officer and the office: within some days it may still be put right."""
    day = local_day(at)
    people = {slot.deputy_id, *handlers_of([slot.station.unit_id], day), *staff_of(slot.station.area, day)}
    notice_send(
        recipients=sorted(people), key=f"stations.slot_missed:{slot.public_id}", text="stations.slot_missed",
        values={"deputy": slot.deputy.name, "station": slot.station.name, "time": when(slot)},
        area=slot.station.area, url=slot.get_absolute_url(), by=by, at=at,
    )  # fmt: skip


def tell_asked(exchange: DutyExchange, *, by: Actor, at: datetime) -> None:
    _tell("stations.exchange_asked", exchange, [exchange.asked_of_id], by, at)


def tell_answered(exchange: DutyExchange, *, by: Actor, at: datetime) -> None:
    _tell("stations.exchange_answered", exchange, [exchange.asked_by_id], by, at)


def tell_made(exchange: DutyExchange, *, by: Actor, at: datetime) -> None:
    _tell("stations.exchange_made", exchange, [exchange.asked_by_id, exchange.asked_of_id], by, at)


def _tell(text: str, exchange: DutyExchange, people: Sequence[int], by: Actor, at: datetime) -> None:
    slot = exchange.slot
    values = {
        "station": slot.station.name, "time": when(slot), "asker": exchange.asked_by.name,
        "colleague": exchange.asked_of.name, "reason": exchange.reason, "result": exchange.get_state_display(),
        "answer": exchange.answer or "无", "return": f",换回{when(exchange.for_slot)}" if exchange.for_slot else "",
    }  # fmt: skip
    notice_send(
        recipients=people, key=key_of(text, exchange, at), text=text, values=values, area=slot.station.area,
        url=slot.get_absolute_url(), due=local_day(slot.starts_at), by=by, at=at,
    )  # fmt: skip
