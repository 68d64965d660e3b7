"""Beginning a plan from a template, changing a draft, giving it up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from apps.congress.meetings.models import Topic
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, Issue, require_ready
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Term
from apps.systems.town_sessions.models import AnnualPlan, PlanSession, PlanTopic, Slot
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.planning import (
    NO_STREET,
    STRANGE_UNIT,
    SessionFacts,
    TopicFacts,
    issues_before_saving,
)
from apps.systems.town_sessions.rules.templates import TEMPLATES, PlanTemplate, SlotSketch
from apps.systems.town_sessions.selectors.organs import usual_reporters
from apps.systems.town_sessions.selectors.rules_here import rules_to_freeze
from apps.systems.town_sessions.services.records import plan_locked, record

CHANGED_MEANWHILE = f"方案刚被他人修改过,{COMPARE}"


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic in its order; `key` names one that stood in the plan before."""

    topic: str
    title: str
    unit: Unit | None = None
    reporter: str = ""
    material_days: int | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session; `slot` names one that stood in the plan before. Without `ends_on` it is on the day `starts_on`."""

    theme: str
    starts_on: date
    ends_on: date | None = None
    is_extra: bool = False
    forms: Sequence[str] = ()
    responsible: str = ""
    activities: str = ""
    topics: Sequence[TopicLine] = field(default=())
    slot: UUID | None = None

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

    @property
    def facts(self) -> SessionFacts:
        topics = tuple(TopicFacts(str(line.key), line.topic, "", line.title) for line in self.topics)
        return SessionFacts(str(self.slot), 0, self.theme, self.starts_on, self.last_day, topics=topics)


@transaction.atomic
def plan_create(*, term: Term, year: int, template: str, by: Actor, at: datetime) -> AnnualPlan:
    """Begin the year's plan from a template. Raises Conflict where the year has one, DomainError for a street body."""
    term = Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=term.pk)
    if term.body.is_street_body:
        raise DomainError(NO_STREET)
    on = local_day(at)
    require_ready(_issues_with_year(term, year, on))
    if known := AnnualPlan.objects.filter(body=term.body, year=year).alive().order_by("-version").first():
        raise Conflict(
            f"{term.body.area}{year}年已有预安排方案({known.state_label}),一年只有一个方案。请直接打开办理;已批准的请调整。"
        )
    plan = AnnualPlan(
        body=term.body, term=term, year=year, template=template, created_at=at,
        frozen_rules=rules_to_freeze(term.body, on),
    )  # fmt: skip
    sketch = _template_of(plan)
    plan.save()
    _write(plan, _lines_of(sketch, plan, on))
    record("town_sessions.plan.created", plan, by, template=sketch.title)
    return plan


@transaction.atomic
def plan_change(
    *, plan: AnnualPlan, sessions: Sequence[SessionLine], revision: int, by: Actor, at: datetime
) -> AnnualPlan:
    """Replace what stands in a draft. Raises Conflict where somebody saved since `revision` was read.

    Raises NotReady for days outside the year and for units of another area.
    """
    plan = plan_locked(plan.pk)
    plan.state = states.move(plan.state, "change")
    if revision != plan.revision:
        raise Conflict(CHANGED_MEANWHILE)
    facts = [line.facts for line in sessions]
    require_ready([*issues_before_saving(plan.year, facts), *_strange_units(plan, sessions)])
    plan.revision = revision + 1
    plan.save(update_fields=["revision"])
    _write(plan, sessions)
    topics = sum(len(line.topics) for line in sessions)
    record("town_sessions.plan.changed", plan, by, sessions=len(sessions), topics=topics)
    return plan_locked(plan.pk)


@transaction.atomic
def plan_amend(*, plan: AnnualPlan, reason: str, by: Actor, at: datetime) -> AnnualPlan:
    """Begin the next version with everything that stands in this one; this one stays in force until that is approved.

    Raises DomainError without a reason and Conflict while another amendment is on its way.
    """
    plan = plan_locked(plan.pk)
    states.move(plan.state, "amend")
    if not reason.strip():
        raise DomainError("请写明调整的理由。")
    if known := plan.amendments.alive().first():
        raise Conflict(f"本方案已有第{known.version}版调整方案({known.state_label}),请直接打开办理。")
    following = AnnualPlan.objects.create(
        body=plan.body, term=plan.term, year=plan.year, template=plan.template, version=plan.version + 1,
        replaces=plan, reason=reason.strip(), created_at=at, frozen_rules=rules_to_freeze(plan.body, local_day(at)),
    )  # fmt: skip
    _write(following, lines_of(plan))
    record("town_sessions.plan.amended", following, by, reason=following.reason, version=following.version)
    return plan_locked(following.pk)


@transaction.atomic
def plan_abandon(*, plan: AnnualPlan, reason: str, by: Actor, at: datetime) -> AnnualPlan:
    """Give a draft up, with a reason; the year may be planned (or amended) anew."""
    plan = plan_locked(plan.pk)
    plan.state = states.move(plan.state, "abandon")
    if not reason.strip():
        raise DomainError("请写明作废的理由。")
    plan.abandon_reason = reason.strip()
    plan.save(update_fields=["state", "abandon_reason"])
    record("town_sessions.plan.abandoned", plan, by, reason=plan.abandon_reason)
    return plan


def lines_of(plan: AnnualPlan) -> list[SessionLine]:
    """What stands in a plan, as it would be saved again."""
    return [_line_of(session) for session in plan.sessions.all()]


def _line_of(session: PlanSession) -> SessionLine:
    topics = [
        TopicLine(one.topic, one.title, one.unit, one.reporter, one.material_days, one.key)
        for one in session.topics.all()
    ]
    return SessionLine(
        session.theme, session.starts_on, session.ends_on, session.is_extra, session.forms, session.responsible,
        session.activities, topics, session.slot.public_id,
    )  # fmt: skip


def _issues_with_year(term: Term, year: int, on: date) -> Iterable[Issue]:
    if year not in (on.year, on.year + 1):
        yield Issue("year", f"只能拟定{on.year}年或{on.year + 1}年的方案,请重新选择年度。")
    if year < term.first_session_on.year:
        yield Issue("before_term", f"{year}年不在本届任期内(本届自{term.first_session_on.year}年起),请重新选择。")


def _template_of(plan: AnnualPlan) -> PlanTemplate:
    found = TEMPLATES.get(plan.template)
    if found is None or found.is_district != plan.is_district:
        raise DomainError("这个模板不适用于本级人民代表大会,请重新选择。")
    return found


def _lines_of(template: PlanTemplate, plan: AnnualPlan, on: date) -> list[SessionLine]:
    units = usual_reporters(plan.body, on)
    return [_line_from(sketch, plan, units) for sketch in template.slots]


def _line_from(sketch: SlotSketch, plan: AnnualPlan, units: dict[str, Unit | None]) -> SessionLine:
    first, last = sketch.window(plan.year, plan.measures.latest_days(plan.year))
    topics = [TopicLine(topic.topic, topic.title, units[topic.reporter]) for topic in sketch.topics]
    return SessionLine(
        sketch.theme, first, last, sketch.is_extra, sketch.forms, activities=sketch.activities, topics=topics
    )


def _strange_units(plan: AnnualPlan, sessions: Sequence[SessionLine]) -> Iterable[Issue]:
    for unit in {line.unit.pk: line.unit for session in sessions for line in session.topics if line.unit}.values():
        if not unit.area.path.startswith(plan.body.area.path):
            yield Issue("strange_unit", STRANGE_UNIT.format(unit=unit.name, area=plan.body.area))


def _write(plan: AnnualPlan, lines: Sequence[SessionLine]) -> None:
    """Make `lines` what stands in the draft, in order of time; slots and topic keys known to the year are kept."""
    slots = {slot.public_id: slot for slot in Slot.objects.filter(body=plan.body_id, year=plan.year)}
    keys = set(PlanTopic.objects.filter(session__slot__in=slots.values()).values_list("key", flat=True))
    PlanTopic.objects.filter(session__plan=plan).delete()
    PlanSession.objects.filter(plan=plan).delete()
    ordered = sorted(lines, key=lambda line: (line.starts_on, line.last_day))
    for ordinal, line in enumerate(ordered, start=1):
        slot = slots.pop(line.slot, None) if line.slot else None
        session = PlanSession.objects.create(
            plan=plan, slot=slot or Slot.objects.create(body=plan.body, year=plan.year), ordinal=ordinal,
            is_extra=line.is_extra, theme=line.theme, starts_on=line.starts_on, ends_on=line.last_day,
            forms=list(line.forms), responsible=line.responsible, activities=line.activities,
        )  # fmt: skip
        _write_topics(session, line.topics, keys, plan.measures.materials.value)


def _write_topics(session: PlanSession, lines: Sequence[TopicLine], keys: set[UUID], usual_days: int) -> None:
    topics = []
    for number, line in enumerate(lines, start=1):
        known = line.key in keys
        keys.discard(line.key)  # type: ignore[arg-type]  # None is in no set of keys
        days = usual_days if line.material_days is None else line.material_days
        topics.append(
            PlanTopic(
                session=session, key=line.key if known and line.key else uuid4(), number=number,
                topic=Topic(line.topic), title=line.title, unit=line.unit, reporter=line.reporter, material_days=days,
            )
        )  # fmt: skip
    PlanTopic.objects.bulk_create(topics)
