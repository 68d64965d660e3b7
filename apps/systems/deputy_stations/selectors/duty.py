"""What rotas rest on: the rules of a station, who is stationed there, who serves where at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError
from apps.foundation.core.selectors import working_day_exceptions
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import Person
from apps.foundation.policies.selectors import Resolved, paths_to, resolve_many
from apps.systems.deputy_stations.models import (
    DutyExchange,
    DutySlot,
    ExchangeState,
    Rota,
    RotaState,
    SlotState,
    Station,
    Stationing,
)
from apps.systems.deputy_stations.models.duty import DutySlotQuerySet
from apps.systems.deputy_stations.rules import cycles, duty, duty_policies, tiers

STANDING_STATES = (SlotState.PLANNED, SlotState.HELD, SlotState.MISSED)
BREAK = timedelta(days=30)
HOUR = "%H:%M"


def rota_rules(station: Station, on: date) -> dict[str, Resolved]:
    """cycle, day, hours, each and notice_days of the station's tier on a day, each with its source."""
    names = {
        "cycle": tiers.cycle_key, "day": duty_policies.day_key, "hours": duty_policies.hours_key,
        "each": duty_policies.each_key, "notice_days": tiers.notice_key,
    }  # fmt: skip
    keys = {name: key(station.tier) for name, key in names.items()}
    found = resolve_many(keys.values(), area=station.area, on=on)
    return {name: found[key] for name, key in keys.items()}


def value_here(station: Station, key: str, on: date) -> Any:
    return resolve_many([key], area=station.area, on=on)[key].value


def body_of(station: Station, on: date) -> Unit | None:
    """The nearest congress (or deliberation meeting) of the station's area or above it."""
    rows = Unit.objects.bodies().on(on).filter(area__path__in=paths_to(station.area.path)).select_related("area")
    return rows.order_by("-area__path", "pk").first()


def organ_of(station: Station, on: date) -> Unit:
    """主席团 or 街道工委, in whose name notices are issued. Raises DomainError before its congress is entered."""
    body = body_of(station, on)
    if body is None:
        raise DomainError(f"{station.area.name}还没有登记人大机关,请先在“单位”中登记,再办理此事。")
    return standing_organ(body, on)


def heading_of(station: Station, on: date) -> Unit:
    """In whose name a list is printed that nobody signs."""
    body = body_of(station, on)
    return standing_organ(body, on) if body else Unit(area=station.area, name=station.name)


def stationed_between(station: Station, first: date, last: date) -> list[Stationing]:
    """Deputies of a station at any time between two days who serve on the first, in order of pinyin."""
    rows = station.stationed.filter(Q(until__isnull=True) | Q(until__gt=first), starts_on__lte=last)  # type: ignore[attr-defined]
    return list(rows.seated(first).select_related("person").order_by("person__pinyin", "person_id", "starts_on"))


def colleagues(station: Station, on: date) -> QuerySet[Person]:
    """Who is stationed on a day and serves."""
    held = Stationing.objects.on(on).seated(on).filter(station=station)
    return Person.objects.filter(stationings__in=held).order_by("pinyin")


def spans_for(cycle: str, day: str, hours: str, first: date, last: date) -> list[duty.Span]:
    """Both ends of every reception of a period, in local time; `cycle`, `day`, `hours` are valid."""
    days = cycles.days_of_cycle(cycle, day, first, last, working_day_exceptions(first, last + BREAK))
    zone = timezone.get_current_timezone()
    return [cycles.span_on(one, cycles.hours_of(hours), zone) for one in days]


def servers_for(stationings: Sequence[Stationing], spans: Sequence[duty.Span]) -> list[duty.Server]:
    """Everybody to whom duties may be dealt, with their duties of each year and what they are busy with elsewhere."""
    people = list(dict.fromkeys(one.person_id for one in stationings))
    if not (people and spans):
        return []
    counts, busy = _counts(people, spans), _busy(people, spans)
    lasts = dict(_standing(people).filter(starts_at__lt=min(spans)[0]).values_list("deputy").annotate(Max("starts_at")))
    served = {one.person_id: one for one in stationings}
    return [
        duty.Server(
            person, counts[person], local_day(lasts[person]) if person in lasts else None, tuple(busy[person]),
            served[person].starts_on, served[person].until,
        )
        for person in people
    ]  # fmt: skip


def _standing(people: Iterable[int]) -> QuerySet[DutySlot]:
    return DutySlot.objects.filter(deputy__in=people, state__in=STANDING_STATES).order_by()


def _counts(people: Sequence[int], spans: Sequence[duty.Span]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for year in {span[0].year for span in spans}:
        rows = _standing(people).filter(starts_at__year=year).exclude(state=SlotState.MISSED)
        for person, count in rows.values_list("deputy").annotate(Count("pk")):
            found[person][year] = count
    return found


def _busy(people: Sequence[int], spans: Sequence[duty.Span]) -> dict[int, list[duty.Span]]:
    found: dict[int, list[duty.Span]] = defaultdict(list)
    rows = _standing(people).filter(starts_at__lt=max(end for _, end in spans), ends_at__gt=min(spans)[0])
    for person, begins, ends in rows.values_list("deputy", "starts_at", "ends_at"):
        found[person].append((begins, ends))
    return found


def clash_of(people: Iterable[int], span: duty.Span, *, but: Iterable[int] = ()) -> str:
    """`安然2026年3月10日 09:00-11:00已在青禾镇代表之家值班`, "" where none of the people serves at that time."""
    rows = _standing(people).filter(starts_at__lt=span[1], ends_at__gt=span[0]).exclude(pk__in=list(but))
    slot = rows.select_related("deputy", "station").first()
    return f"{slot.deputy.name}{when(slot)}已在{slot.station}值班" if slot else ""


def when(slot: DutySlot) -> str:
    """`2026年3月10日 09:00-11:00`."""
    begins, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return f"{chinese_date(slot.starts_at)} {begins:{HOUR}}-{ends:{HOUR}}"


def stand_of(slot: DutySlot) -> str:
    """What a page of a slot rests on: it changes with the deputy, the time or the state."""
    return f"{slot.deputy.public_id}{slot.starts_at.timestamp():.0f}{slot.ends_at.timestamp():.0f}{slot.state}"


def slots_of(rota: Rota) -> list[DutySlot]:
    rows = DutySlot.objects.filter(rota=rota).select_related("deputy", "station__area")
    return list(rows.order_by("starts_at", "deputy__pinyin"))


def slots_by_rota(rotas: Iterable[Rota]) -> Mapping[int, Sequence[DutySlot]]:
    """Duties of many rotas, in one query."""
    found: dict[int, list[DutySlot]] = defaultdict(list)
    for slot in DutySlot.objects.filter(rota__in=[rota.pk for rota in rotas]):
        found[slot.rota_id or 0].append(slot)
    return found


def notice_days_of(rota: Rota) -> int:
    return int(rota.frozen_rules["notice_days"])


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether the reception notice can still be in time: `latest` day to publish, by how many days it is late."""

    days: int
    latest: date | None
    late: int


def notice_of(rota: Rota, slots: Sequence[DutySlot], on: date) -> Notice:
    """Of a published rota: as it was published."""
    days = notice_days_of(rota)
    first = min((slot.starts_at for slot in slots if slot.state != SlotState.CANCELLED), default=None)
    if first is None:
        return Notice(days, None, 0)
    day = local_day(rota.published_at) if rota.published_at else on
    return Notice(days, local_day(first) - timedelta(days=days), duty.days_late(local_day(first), days, day))


def gone_from(station: Station, slots: Sequence[DutySlot]) -> list[str]:
    """`安然(2026年3月10日)`: deputies who are not stationed any more on the day of their duty, or serve no more."""
    rows = Stationing.objects.filter(station=station, person__in={slot.deputy_id for slot in slots})
    rows = rows.seated(local_day(min(slot.starts_at for slot in slots))) if slots else rows
    held: dict[int, list[Stationing]] = defaultdict(list)
    for row in rows:
        held[row.person_id].append(row)
    return [
        f"{slot.deputy.name}({chinese_date(slot.starts_at)})"
        for slot in slots
        if not any(row.in_force(local_day(slot.starts_at)) for row in held[slot.deputy_id])
    ]


def listed_rotas(actor: Actor) -> QuerySet[Rota]:
    rows = Rota.objects.visible_to(actor).select_related("station__area")
    standing = Count("slots", filter=~Q(slots__state=SlotState.CANCELLED))
    return rows.annotate(total=standing, held=Count("slots", filter=Q(slots__state=SlotState.HELD)))


def published(rows: DutySlotQuerySet) -> DutySlotQuerySet:
    """Slots of published rotas, and those that were arranged by themselves."""
    return rows.filter(Q(rota__isnull=True) | Q(rota__state=RotaState.PUBLISHED))


def slot_to_check_in(person_id: int, station: Station, at: datetime) -> DutySlot | None:
    """The deputy's duty at a station that runs now or begins next today."""
    rows = published(DutySlot.objects.filter(deputy=person_id, station=station, ends_at__gt=at))
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = rows.exclude(state__in=(SlotState.CANCELLED, SlotState.MISSED)).filter(starts_at__lt=today)
    return found.select_related("station__area", "deputy", "rota").order_by("starts_at").first()


def open_exchange(slot: DutySlot) -> DutyExchange | None:
    rows = slot.exchanges.filter(state=ExchangeState.ASKED)  # type: ignore[attr-defined]
    return rows.select_related("asked_by", "asked_of", "for_slot__deputy").first()


def free_among(people: Iterable[Person], span: duty.Span, *, but: Iterable[int] = ()) -> list[Person]:
    people = list(people)
    rows = _standing([one.pk for one in people]).filter(starts_at__lt=span[1], ends_at__gt=span[0])
    busy = set(rows.exclude(pk__in=list(but)).values_list("deputy", flat=True))
    return [one for one in people if one.pk not in busy]


def year_ends(year: int) -> tuple[datetime, datetime]:
    """The first moments of a year and of the next, in local time."""
    zone = timezone.get_current_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class DutyCount:
    """One deputy's duties of a year at all stations."""

    stationing: Stationing
    held: int
    coming: int
    missed: int
    needed: int

    @property
    def person(self) -> Person:
        return self.stationing.person

    @property
    def short(self) -> int:
        return duty.short_by(self.held, self.coming, self.needed)

    @property
    def lacking(self) -> int:
        """Not held yet, whatever is planned."""
        return max(0, self.needed - self.held)


def duty_counts(stationings: Sequence[Stationing], needed: Mapping[int, int], year: int) -> list[DutyCount]:
    """`needed` maps the id of a station to the minimum of a year there. Each has `person` and `station`."""
    begins, ends = year_ends(year)
    slots = published(DutySlot.objects.filter(deputy__in={one.person_id for one in stationings}))
    rows = slots.filter(starts_at__gte=begins, starts_at__lt=ends).order_by()
    counts = {
        (person, state): count for person, state, count in rows.values_list("deputy", "state").annotate(Count("pk"))
    }
    return [
        DutyCount(
            one,
            counts.get((one.person_id, SlotState.HELD), 0),
            counts.get((one.person_id, SlotState.PLANNED), 0),
            counts.get((one.person_id, SlotState.MISSED), 0),
            needed[one.station_id],
        )
        for one in stationings
    ]
