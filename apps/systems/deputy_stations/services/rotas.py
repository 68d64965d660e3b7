"""值班表: dealt fairly by the rules of the tier, edited, published with its reception notice."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_days, local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, require_ready
from apps.foundation.core.once import made_once
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.deputy_stations.models import DutySlot, Rota, RotaState, SlotState, Station, Stationing
from apps.systems.deputy_stations.papers.duty import NOTICE, notice_paper
from apps.systems.deputy_stations.rules import cycles, duty
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.services import telling_duty
from apps.systems.deputy_stations.services.people import people_held
from apps.systems.deputy_stations.services.records import record, station_locked

LONGEST = 366
RULES = ("cycle", "day", "hours", "each")
"""What a draft says besides its period."""


@dataclass(frozen=True, slots=True)
class RotaDraft:
    """A period and how it is dealt: cycle of the tier, day and hours in words, deputies at each reception."""

    starts_on: date
    ends_on: date
    cycle: str
    day: str
    hours: str
    each: int


@transaction.atomic
def rota_create(*, station: Station, draft: RotaDraft, key: UUID | None = None, by: Actor, at: datetime) -> Rota:
    """A draft with its duties dealt. What could not be filled is said by `shortages`.

    Raises DomainError for a period or rules that do not hold, Conflict where another rota covers the period.
    """
    station = station_locked(station.pk)
    _require_plausible(draft)
    said = {"station": station, "starts_on": draft.starts_on, "ends_on": draft.ends_on}
    if known := Rota.objects.filter(public_id=key, **said).first() if key else None:
        return known
    _require_alone(station, draft)
    rules = selectors.rota_rules(station, local_day(at))
    sources = {name: {"policy_id": one.policy_id, "source": one.source} for name, one in rules.items()}
    frozen = {**_rules_of(draft), "notice_days": int(rules["notice_days"].value), "sources": sources}
    rota, _ = made_once(Rota, key, said=said, frozen_rules=frozen, created_at=at)
    slots = _deal(rota, draft)
    record("deputy_stations.rota.created", rota, by, slots=len(slots))
    return rota


@transaction.atomic
def rota_change(*, rota: Rota, draft: RotaDraft, revision: int, by: Actor, at: datetime) -> Rota:
    """Another period or other rules for a draft: its duties are dealt anew. Raises what `rota_create` raises, and
    Conflict where somebody changed it since `revision` was read."""
    rota = rota_locked(rota.pk)
    _require_draft(rota)
    require_newest(revision, rota.revision)
    _require_plausible(draft)
    _require_alone(rota.station, draft, but=rota)
    rota.slots.all().delete()  # type: ignore[attr-defined]
    rota.starts_on, rota.ends_on, rota.revision = draft.starts_on, draft.ends_on, revision + 1
    rota.frozen_rules |= _rules_of(draft)
    rota.save(update_fields=["starts_on", "ends_on", "revision", "frozen_rules"])
    slots = _deal(rota, draft)
    record("deputy_stations.rota.changed", rota, by, slots=len(slots))
    return rota


@transaction.atomic
def rota_deal_again(*, rota: Rota, by: Actor, at: datetime) -> Rota:
    """Throw the duties of a draft away and deal them anew, after deputies came or went."""
    rota = rota_locked(rota.pk)
    _require_draft(rota)
    rota.slots.all().delete()  # type: ignore[attr-defined]
    draft = RotaDraft(rota.starts_on, rota.ends_on, **{name: rota.frozen_rules[name] for name in RULES})
    slots = _deal(rota, draft)
    _touch(rota)
    record("deputy_stations.rota.dealt_again", rota, by, slots=len(slots))
    return rota


@transaction.atomic
def rota_publish(*, rota: Rota, reason: str = "", revision: int | None = None, by: Actor, at: datetime) -> Rota:
    """From now on deputies and residents see it. Raises NotReady with all that is in the way, of which a late notice
    may be answered with a reason; Conflict where somebody changed it since `revision` was read."""
    rota = rota_locked(rota.pk)
    _require_draft(rota)
    if revision is not None and revision != rota.revision:
        raise Conflict("值班表刚被他人修改过,请刷新页面核对后再公布。")
    slots, on = selectors.slots_of(rota), local_day(at)
    people_held(slot.deputy_id for slot in slots)
    require_ready(issues_before_publishing(rota, slots, reason.strip(), at))
    late = selectors.notice_of(rota, slots, on).late
    rota.state, rota.published_at, rota.published_by = RotaState.PUBLISHED, at, by.name
    rota.late_reason = reason.strip() if late else ""
    rota.save(update_fields=["state", "published_at", "published_by", "late_reason"])
    record("deputy_stations.rota.published", rota, by, reason=rota.late_reason, slots=len(slots), late=late)
    telling_duty.tell_rota(rota, slots, by=by, at=at)
    return rota


def issues_before_publishing(rota: Rota, slots: list[DutySlot], reason: str, at: datetime) -> list:
    """What the page lists and `rota_publish` enforces."""
    on = local_day(at)
    begins = [slot.starts_at for slot in slots]
    facts = duty.PublishFacts(
        begins, selectors.notice_days_of(rota), reason, rota.station.is_open_on(on),
        selectors.gone_from(rota.station, slots),
    )  # fmt: skip
    return list(duty.issues_before_publishing(facts, at, on, local_day(min(begins)) if begins else None))


@transaction.atomic
def rota_discard(*, rota: Rota, by: Actor, at: datetime) -> Station:
    """Throw a draft away; its deputies are free again."""
    rota = rota_locked(rota.pk)
    _require_draft(rota)
    station, period = rota.station, chinese_days(rota.starts_on, rota.ends_on)
    rota.slots.all().delete()  # type: ignore[attr-defined]
    rota.delete()
    record("deputy_stations.rota.discarded", station, by, period=period)
    return station


@transaction.atomic
def notice_draft(*, rota: Rota, by: Actor, at: datetime) -> Document:
    """接待公告 of the presidium (街道工委), to be signed and numbered. One at a time."""
    rota = rota_locked(rota.pk)
    slots = [slot for slot in selectors.slots_of(rota) if slot.state != SlotState.CANCELLED]
    if not slots:
        raise WrongState("值班表里还没有值班,不能拟接待公告。")
    organ = selectors.organ_of(rota.station, local_day(at))
    document = only_document_draft(
        subject=rota, organ=organ, kind=NOTICE, tree=notice_paper(rota, slots, organ), by=by, at=at
    )
    record("deputy_stations.rota.notice_drafted", rota, by)
    return document


def rota_locked(pk: int) -> Rota:
    """Its row for this transaction, after that of its station."""
    station = station_locked(Rota.objects.values_list("station", flat=True).get(pk=pk))
    rota = Rota.objects.select_for_update(of=("self",)).get(pk=pk)
    rota.station = station
    return rota


def shortages(rota: Rota, slots: list[DutySlot]) -> list[str]:
    """`2026年3月10日排到1名代表,应有2名`, for days with fewer deputies than the rules ask for, none included."""
    rules = rota.frozen_rules
    spans = selectors.spans_for(rules["cycle"], rules["day"], rules["hours"], rota.starts_on, rota.ends_on)
    found = []
    for begins, _ in spans:
        has = sum(1 for slot in slots if local_day(slot.starts_at) == begins.date())
        if has < rules["each"]:
            found.append(f"{chinese_days(begins.date(), begins.date())}排到{has}名代表,应有{rules['each']}名")
    return found


def _rules_of(draft: RotaDraft) -> dict[str, str | int]:
    return {name: getattr(draft, name) for name in RULES}


def _require_plausible(draft: RotaDraft) -> None:
    if draft.ends_on < draft.starts_on:
        raise DomainError("结束日期不能早于开始日期。")
    if (draft.ends_on - draft.starts_on).days >= LONGEST:
        raise DomainError("值班表一次最多排一年,请缩短期间。")
    require_ready([*cycles.issues_with_cycle(draft.cycle, draft.day), *cycles.issues_with_hours(draft.hours)])


def _require_alone(station: Station, draft: RotaDraft, but: Rota | None = None) -> None:
    meeting = Rota.objects.filter(station=station, starts_on__lte=draft.ends_on, ends_on__gte=draft.starts_on)
    if other := meeting.exclude(pk=but.pk if but else 0).first():
        period = chinese_days(other.starts_on, other.ends_on)
        raise Conflict(f"本站已有{period}的值班表({other.get_state_display()}),期间重叠。请改期间,或者先处理那一份。")


def _require_draft(rota: Rota) -> None:
    if rota.state != RotaState.DRAFT:
        raise WrongState("值班表已经公布。要调整的,请在具体的值班上换班、改期或者取消。")


def _deal(rota: Rota, draft: RotaDraft) -> list[DutySlot]:
    """The deputies are held first: what another station deals meanwhile is seen here as busy."""
    spans = selectors.spans_for(draft.cycle, draft.day, draft.hours, draft.starts_on, draft.ends_on)
    if not spans:
        raise DomainError("这个期间没有接待日,请调整期间、周期或者接待日。")
    stationings = selectors.stationed_between(rota.station, spans[0][0].date(), spans[-1][0].date())
    _require_deputies(stationings, draft.each)
    people_held(one.person_id for one in stationings)
    dealt = duty.deal(spans, selectors.servers_for(stationings, spans), draft.each)
    return DutySlot.objects.bulk_create(
        DutySlot(rota=rota, station=rota.station, deputy_id=person, starts_at=one.span[0], ends_at=one.span[1])
        for one in dealt
        for person in one.keys
    )


def _require_deputies(stationings: list[Stationing], each: int) -> None:
    people = len({one.person_id for one in stationings})
    if not people:
        raise DomainError("本站还没有进站代表,请先编组进站,再排值班。")
    if people < each:
        raise DomainError(f"本站只有{people}名进站代表,不够每次{each}人。请减少每次人数,或者先增加进站代表。")


def _touch(rota: Rota) -> None:
    rota.revision += 1
    rota.save(update_fields=["revision"])
