"""The deputy's phone: my duties, what I am asked, what is on at my stations, my points."""

from dataclasses import dataclass
from datetime import date, datetime

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityState,
    Debrief,
    DutyExchange,
    DutySlot,
    ExchangeState,
    SlotState,
    Stationing,
)
from apps.systems.deputy_stations.rules.tiers import DUTIES_A_YEAR
from apps.systems.deputy_stations.selectors.duty import DutyCount, duty_counts, published, value_here
from apps.systems.deputy_stations.selectors.points import PointRow, own_row

PAST, COMING = 12, 30


@dataclass(frozen=True, slots=True)
class MyDuty:
    person: Person
    coming: list[DutySlot]
    past: list[DutySlot]
    asked: list[DutyExchange]
    activities: list[Activity]
    debriefs: list[Debrief]
    count: DutyCount | None
    points: PointRow


def my_duty(actor: Actor, at: datetime) -> MyDuty:
    """Raises Person.DoesNotExist where nobody stands behind the account."""
    person, today = Person.objects.select_related("area").get(pk=actor.person_id or 0), local_day(at)
    slots = published(DutySlot.objects.filter(deputy=person)).select_related("station__area", "deputy", "rota")
    asked = DutyExchange.objects.filter(asked_of=person, state=ExchangeState.ASKED, slot__starts_at__gt=at)
    coming = Activity.objects.visible_to(actor).filter(state=ActivityState.PLANNED, ends_at__gt=at)
    return MyDuty(
        person,
        list(slots.filter(ends_at__gt=at).standing().order_by("starts_at")[:COMING]),
        list(slots.filter(ends_at__lte=at).exclude(state=SlotState.CANCELLED).order_by("-starts_at")[:PAST]),
        list(asked.select_related("slot__station", "slot__deputy", "asked_by", "for_slot__deputy")),
        list(coming.select_related("station").order_by("starts_at")[:COMING]),
        list(Debrief.objects.of(person.pk).select_related("activity").order_by("-activity__starts_at")[:PAST]),
        count_of(person, today),
        own_row(person, today.year, today),
    )


def count_of(person: Person, on: date) -> DutyCount | None:
    """Of the year, by the rules of the deputy's main station; None for who is stationed nowhere."""
    rows = Stationing.objects.on(on).filter(person=person).select_related("person", "station__area")
    one = rows.order_by("-is_main", "pk").first()
    if one is None:
        return None
    needed = {one.station_id: int(value_here(one.station, DUTIES_A_YEAR, on))}
    return duty_counts([one], needed, on.year)[0]
