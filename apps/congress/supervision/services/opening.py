"""立项 and 交办: an assignment is drafted by the system that needs it, and handed over to its units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from apps.congress.supervision.models import Assignment, AssignmentUnit, Milestone, UnitRole
from apps.congress.supervision.policies import key_of, keys_of
from apps.congress.supervision.rules import periods
from apps.congress.supervision.rules.opening import Plan, issues_with_plan
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.services.records import assignment_locked, assignment_save, record, tell_units
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import COMPARE, Conflict, Issue
from apps.foundation.core.once import SAID_OTHERWISE
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person
from apps.foundation.policies.selectors import frozen, resolve_many


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """A milestone to be; `planned_percent` is cumulative, 0 to 100."""

    title: str
    due_on: date
    planned_percent: int
    planned_quantity: int | None = None


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit and what it does (a UnitRole)."""

    unit: Unit
    role: str = UnitRole.LEAD


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """What is to be delivered. Fields as of `Assignment`; money in yuan."""

    title: str
    content: str
    starts_on: date
    due_on: date
    units: Sequence[UnitDraft]
    nodes: Sequence[NodeDraft] = ()
    deliverable: str = ""
    source: str = ""
    leader: Person | None = None
    leader_name: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    verifier: Unit | None = None
    quantity_planned: int | None = None
    quantity_unit: str = ""
    investment: Decimal | None = field(default=None)


APART = {"units", "nodes"}


@transaction.atomic
def assignment_draft(
    *,
    profile: str,
    office: Area,
    area: Area,
    draft: AssignmentDraft,
    key: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Write an assignment down; nobody is asked to do anything yet. `area` lies in `office` or is the same.

    `profile` names the rule values (`policies.policies_for`) of the system that brings it; `key` its public id, so
    that a form sent twice makes one. Raises NotReady with everything that is wrong with the plan.
    """
    if key is not None and (known := _made_already(office, key, draft)):
        return known
    assignment = Assignment(profile=profile, office=office, area=area, path=area.path, public_id=key or uuid4())
    _fill(assignment, draft, local_day(at))
    record("supervision.assignment.drafted", assignment, by)
    return assignment


@transaction.atomic
def assignment_change(
    *, assignment: Assignment, draft: AssignmentDraft, revision: int | None = None, by: Actor, at: datetime
) -> Assignment:
    """Write it anew while it is a draft. Raises Conflict where somebody saved since `revision` was read."""
    assignment = assignment_locked(assignment)
    assignment.state = move(assignment.state, "change")
    if revision is not None and revision != assignment.revision:
        raise Conflict(f"任务刚被他人修改过,{COMPARE}")
    assignment.revision += 1
    _fill(assignment, draft, local_day(at))
    record("supervision.assignment.changed", assignment, by)
    return assignment


@transaction.atomic
def assignment_hand_over(*, assignment: Assignment, by: Actor, at: datetime) -> Assignment:
    """交办: the rule values of today are kept, time begins to run, and those who answer for the units are told."""
    assignment, on = assignment_locked(assignment), local_day(at)
    assignment.state = move(assignment.state, "hand_over", issues_with_plan(_plan_of(assignment, on), on))
    resolved = resolve_many(keys_of(assignment.profile), area=assignment.area, on=on)
    assignment.frozen_rules = frozen(resolved)
    assignment.cycle = resolved[key_of(assignment.profile, "cycle")].value
    assignment.handed_over_at = at
    if assignment.cycle != periods.NONE:
        assignment.next_period = periods.period_of(max(on, assignment.starts_on), assignment.cycle)
    assignment_save(assignment)
    units = "、".join(str(one) for one in assignment.units.all())  # type: ignore[attr-defined]
    record("supervision.assignment.handed_over", assignment, by, units=units, day=chinese_date(assignment.due_on))
    tell_units(assignment, "supervision.handed_over", by=by, at=at, due=chinese_date(assignment.due_on))
    return assignment


def issues_with_draft(draft: AssignmentDraft, on: date) -> Iterator[Issue]:
    """Everything that must be put right before it may be written down."""
    plan = Plan(
        starts_on=draft.starts_on, due_on=draft.due_on, planned=draft.quantity_planned,
        units=[(one.unit.name, one.role, one.unit.exists_on(on)) for one in draft.units],
        nodes=[(one.title, one.due_on, one.planned_percent) for one in draft.nodes],
        verifier=draft.verifier.name if draft.verifier else "",
    )  # fmt: skip
    return issues_with_plan(plan, on)


def _made_already(office: Area, key: UUID, draft: AssignmentDraft) -> Assignment | None:
    """What the same form made before; two windows wait for each other at the office's row."""
    Area.objects.select_for_update().only("pk").get(pk=office.pk)
    known = Assignment.objects.filter(public_id=key).first()
    if known is not None and (known.title, known.content) != (draft.title, draft.content):
        raise Conflict(SAID_OTHERWISE)
    return known


def _fill(assignment: Assignment, draft: AssignmentDraft, on: date) -> None:
    for each in fields(draft):
        if each.name not in APART:
            setattr(assignment, each.name, getattr(draft, each.name))
    assignment.first_due_on = draft.due_on
    assignment.state = move(assignment.state, "change", issues_with_draft(draft, on))
    assignment.full_clean(exclude=["state"])
    assignment.save()
    _units_set(assignment, draft.units)
    _nodes_set(assignment, draft.nodes)


def _units_set(assignment: Assignment, units: Iterable[UnitDraft]) -> None:
    assignment.units.all().delete()  # type: ignore[attr-defined]
    AssignmentUnit.objects.bulk_create(
        AssignmentUnit(assignment=assignment, unit=one.unit, unit_name=one.unit.name, role=one.role) for one in units
    )


def _nodes_set(assignment: Assignment, nodes: Iterable[NodeDraft]) -> None:
    assignment.milestones.all().delete()  # type: ignore[attr-defined]
    Milestone.objects.bulk_create(
        Milestone(
            assignment=assignment, title=one.title, due_on=one.due_on, planned_percent=one.planned_percent,
            planned_quantity=one.planned_quantity,
        )
        for one in nodes
    )  # fmt: skip


def _plan_of(assignment: Assignment, on: date) -> Plan:
    units, nodes = assignment.units.select_related("unit"), assignment.milestones.all()  # type: ignore[attr-defined]
    return Plan(
        starts_on=assignment.starts_on, due_on=assignment.due_on, planned=assignment.quantity_planned,
        units=[(one.unit_name, one.role, one.unit.exists_on(max(on, assignment.starts_on))) for one in units],
        nodes=[(one.title, one.due_on, one.planned_percent) for one in nodes],
        verifier=assignment.verifier.name if assignment.verifier else "",
    )  # fmt: skip
