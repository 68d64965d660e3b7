"""What is known of stations: their facts on a day, their checklists, who receives next, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import handlers_of
from apps.foundation.policies.selectors import resolve_many
from apps.office.files.models import Attachment
from apps.systems.deputy_stations.models import (
    CheckKind,
    DutySlot,
    RotaState,
    SlotState,
    StaffTitle,
    Station,
    StationCheck,
    Stationing,
    StationOpinion,
    StationStaff,
    Tier,
)
from apps.systems.deputy_stations.models.stations import StationingQuerySet
from apps.systems.deputy_stations.rules import stations as rules
from apps.systems.deputy_stations.rules.checklists import CHECKLISTS
from apps.systems.deputy_stations.rules.tiers import name_key

SHOWN_AHEAD = 10


def tier_names(area: Area | None, on: date) -> dict[str, str]:
    """Tier -> what `area` calls it; one query."""
    found = resolve_many([name_key(tier) for tier in Tier.values], area=area, on=on)
    return {tier: str(found[name_key(tier)].value) for tier in Tier.values}


def whole_area() -> Area | None:
    """The area of the whole installation, whose words public pages use; None where it has several."""
    tops = list(Area.objects.filter(depth=1)[:2])
    return tops[0] if len(tops) == 1 else None


def listed(rows: QuerySet[Station], now: datetime) -> QuerySet[Station]:
    """With `head_name`, `deputies` and `next_duty_at` in the same query."""
    on = local_day(now)
    heads = StationStaff.objects.on(on).filter(station=OuterRef("pk"), title=StaffTitle.HEAD)
    held = Stationing.objects.on(on).filter(station=OuterRef("pk")).order_by().values("station")
    slots = announced(DutySlot.objects.filter(station=OuterRef("pk"), state=SlotState.PLANNED, ends_at__gt=now))
    return rows.select_related("area").annotate(
        head_name=Subquery(heads.values("name")[:1]),
        deputies=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0),
        next_duty_at=Subquery(slots.order_by("starts_at").values("starts_at")[:1]),
    )


def announced(slots: Any) -> QuerySet[DutySlot]:
    """Receptions that everybody may know of: of a published rota, or arranged by themselves; not cancelled."""
    return slots.standing().filter(Q(rota__isnull=True) | Q(rota__state=RotaState.PUBLISHED))


def duty_ahead(station: Station, now: datetime) -> QuerySet[DutySlot]:
    """Announced receptions that have not ended, the next first, with their deputies."""
    rows = announced(DutySlot.objects.filter(station=station, ends_at__gt=now, state=SlotState.PLANNED))
    return rows.select_related("deputy").order_by("starts_at", "pk")


def left_behind(station: Station, on: date) -> tuple[int, int]:
    """Receptions planned from a day on, and opinions that nobody has routed."""
    slots = DutySlot.objects.filter(station=station, state=SlotState.PLANNED, starts_at__date__gte=on).count()
    return slots, StationOpinion.objects.filter(station=station).waiting().count()


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a checklist; without `check` nobody has looked yet."""

    item: str
    check: StationCheck | None
    photos: Sequence[Attachment] = ()

    @property
    def is_met(self) -> bool:
        return self.check is not None and self.check.is_met


@dataclass(frozen=True, slots=True)
class Checklist:
    """七上墙, equipment or rules as the place asks for them."""

    kind: str
    label: str
    lines: Sequence[CheckLine]

    @property
    def met(self) -> int:
        return sum(line.is_met for line in self.lines)

    @property
    def unmet(self) -> list[str]:
        return [line.item for line in self.lines if not line.is_met]


def checklists_of(station: Station, on: date) -> list[Checklist]:
    """The three lists with what was found last; three queries."""
    found = resolve_many(CHECKLISTS.values(), area=station.area, on=on)
    last = {(one.kind, one.item): one for one in StationCheck.objects.filter(station=station).latest()}
    photos = _photos(last.values())
    return [
        Checklist(
            kind, CheckKind(kind).label,
            [
                CheckLine(item, check := last.get((kind, item)), photos.get(check.pk, ()) if check else ())
                for item in rules.items_of(str(found[key].value))
            ],
        )
        for kind, key in CHECKLISTS.items()
    ]  # fmt: skip


def _photos(checks: Iterable[StationCheck]) -> Mapping[int, list[Attachment]]:
    photos: dict[int, list[Attachment]] = {}
    label = StationCheck._meta.label_lower
    for one in Attachment.objects.filter(parent_label=label, parent_id__in=[check.pk for check in checks]):
        photos.setdefault(one.parent_id, []).append(one)
    return photos


def staff_on(station: Station, on: date) -> list[StationStaff]:
    """Head, vice heads, liaison officers."""
    order = list(StaffTitle.values)
    return sorted(StationStaff.objects.on(on).filter(station=station), key=lambda one: order.index(one.title))


def stationed_on(station: Station, on: date) -> StationingQuerySet:
    rows = Stationing.objects.on(on).filter(station=station)
    return rows.select_related("person__deputy_page", "mandate__electoral_district", "mandate__term__body")


@dataclass(frozen=True, slots=True)
class StationPage:
    """One screen for the office: who, when next, what is missing."""

    staff: Sequence[StationStaff]
    stationed: Sequence[Stationing]
    ahead: Sequence[DutySlot]
    checklists: Sequence[Checklist]
    serves: Sequence[Area]
    missing: Sequence[Issue]
    tier: str
    unseated: frozenset[int]
    """Keys of those stationed who serve no more, for the office to take them out."""

    @property
    def levels(self) -> list[tuple[str, int]]:
        """Level -> how many, in the order of levels."""
        counts: dict[str, int] = {}
        for one in self.stationed:
            counts[one.get_level_display()] = counts.get(one.get_level_display(), 0) + 1
        return list(counts.items())


def page_of(station: Station, now: datetime) -> StationPage:
    on = local_day(now)
    staff, stationed = staff_on(station, on), _by_level(stationed_on(station, on))
    ahead = list(duty_ahead(station, now)[:SHOWN_AHEAD])
    checklists, serves = checklists_of(station, on), list(station.serves.all())
    facts = _facts(station, on, staff, len(stationed), bool(ahead), len(serves), checklists)
    tier = tier_names(station.area, on)[station.tier]
    seated = set(stationed_on(station, on).seated(on).values_list("pk", flat=True))
    unseated = frozenset(one.pk for one in stationed if one.pk not in seated)
    return StationPage(staff, stationed, ahead, checklists, serves, list(rules.missing(facts)), tier, unseated)


def _by_level(rows: Iterable[Stationing]) -> list[Stationing]:
    order = ["nation", "city", "district", "town", "representative"]
    return sorted(rows, key=lambda one: (order.index(one.level), one.person.pinyin))


def facts_of(station: Station, now: datetime) -> rules.StationFacts:
    on = local_day(now)
    return _facts(
        station, on, staff_on(station, on), stationed_on(station, on).count(), duty_ahead(station, now).exists(),
        station.serves.count(), checklists_of(station, on),
    )  # fmt: skip


def _facts(
    station: Station, on: date, staff: Sequence[StationStaff], deputies: int, has_duty: bool, communities: int,
    checklists: Sequence[Checklist],
) -> rules.StationFacts:  # fmt: skip
    return rules.StationFacts(
        is_open=station.is_open_on(on), is_closed=station.is_closed_on(on), has_address=bool(station.address),
        has_position=station.latitude is not None, has_phone=bool(station.phone),
        heads=sum(one.title == StaffTitle.HEAD for one in staff),
        liaisons=sum(one.title == StaffTitle.LIAISON for one in staff),
        handlers=len(handlers_of([station.unit_id], on)), deputies=deputies, communities=communities,
        has_duty_ahead=has_duty, unmet=[item for one in checklists for item in one.unmet],
    )  # fmt: skip
