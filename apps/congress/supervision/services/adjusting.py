"""调整: the supervising side changes day, quantity or milestones of a running task, by a decision that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.supervision.models import Adjustment, Assignment, Milestone
from apps.congress.supervision.rules.changing import Adjusting, issues_before_adjusting
from apps.congress.supervision.rules.opening import Plan, issues_with_nodes
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.services.opening import NodeDraft
from apps.congress.supervision.services.records import assignment_locked, assignment_save, record, tell_units
from apps.congress.supervision.services.reporting import expect
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class AdjustmentDraft:
    """What is to hold from now on. `nodes` replaces the milestones not reached yet; None leaves them, moving those that
    were due on the last day with it.
    """

    due_on: date
    quantity_planned: int | None
    reason: str
    decision: str
    nodes: Sequence[NodeDraft] | None = None


@transaction.atomic
def assignment_adjust(*, assignment: Assignment, draft: AdjustmentDraft, by: Actor, at: datetime) -> Adjustment:
    """Raises NotReady for a day that is past, fewer pieces than are done, milestones that do not fit, no decision."""
    assignment, on = assignment_locked(assignment), local_day(at)
    issues = issues_with_adjustment(assignment, draft, on)
    move(assignment.state, "adjust", issues)
    open_nodes = _open_nodes(assignment)
    wanted = _wanted(assignment, draft, open_nodes)
    changes = _changes(assignment, draft, open_nodes, wanted)
    _apply(assignment, draft, open_nodes, wanted, on)
    adjustment = Adjustment.objects.create(
        assignment=assignment, changes=changes, reason=draft.reason.strip(), decision=draft.decision.strip(),
        adjusted_by=by.name, adjusted_at=at,
    )  # fmt: skip
    record("supervision.assignment.adjusted", assignment, by, reason=adjustment.reason, decision=adjustment.decision)
    tell_units(assignment, "supervision.adjusted", by=by, at=at, reason=adjustment.reason, due=_day(draft.due_on))
    return adjustment


def issues_with_adjustment(assignment: Assignment, draft: AdjustmentDraft, on: date) -> list[Issue]:
    """What stands in its way; no query where the milestones are prefetched."""
    open_nodes = _open_nodes(assignment)
    wanted = _wanted(assignment, draft, open_nodes)
    asked = Adjusting(
        on=on, starts_on=assignment.starts_on, due_on=draft.due_on, old_due_on=assignment.due_on,
        planned=draft.quantity_planned, done=assignment.quantity_done or 0, reason=draft.reason,
        decision=draft.decision, has_changes=bool(_changes(assignment, draft, open_nodes, wanted)),
    )  # fmt: skip
    return [*issues_before_adjusting(asked), *issues_with_nodes(_plan(assignment, draft, wanted))]


def _open_nodes(assignment: Assignment) -> list[Milestone]:
    return [node for node in assignment.milestones.all() if node.done_on is None]  # type: ignore[attr-defined]


def _wanted(assignment: Assignment, draft: AdjustmentDraft, open_nodes: Sequence[Milestone]) -> list[NodeDraft]:
    """The milestones to be reached from now on."""
    if draft.nodes is not None:
        return list(draft.nodes)
    return [
        NodeDraft(
            node.title, draft.due_on if node.due_on == assignment.due_on else node.due_on, node.planned_percent,
            node.planned_quantity,
        )
        for node in open_nodes
    ]  # fmt: skip


def _changes(
    assignment: Assignment, draft: AdjustmentDraft, open_nodes: Sequence[Milestone], wanted: Sequence[NodeDraft]
) -> list[list[str]]:
    before = [NodeDraft(node.title, node.due_on, node.planned_percent, node.planned_quantity) for node in open_nodes]
    pairs = [
        ["完成期限", _day(assignment.due_on), _day(draft.due_on)],
        ["计划数量", _number(assignment.quantity_planned), _number(draft.quantity_planned)],
        ["尚未完成的节点", _nodes(before), _nodes(wanted)],
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _plan(assignment: Assignment, draft: AdjustmentDraft, wanted: Sequence[NodeDraft]) -> Plan:
    """The whole line of milestones, those reached included, as the rule of the hand-over reads it."""
    done = [node for node in assignment.milestones.all() if node.done_on is not None]  # type: ignore[attr-defined]
    lines = [(node.title, node.due_on, node.planned_percent) for node in done]
    lines += [(node.title, node.due_on, node.planned_percent) for node in wanted]
    return Plan(
        starts_on=assignment.starts_on, due_on=max([draft.due_on, *(node.due_on for node in done)]),
        planned=draft.quantity_planned, units=(), nodes=lines,
    )  # fmt: skip


def _apply(
    assignment: Assignment,
    draft: AdjustmentDraft,
    open_nodes: Sequence[Milestone],
    wanted: Sequence[NodeDraft],
    on: date,
) -> None:
    for node in open_nodes:
        node.delete()
    Milestone.objects.bulk_create(
        Milestone(
            assignment=assignment, title=node.title, due_on=node.due_on, planned_percent=node.planned_percent,
            planned_quantity=node.planned_quantity,
        )
        for node in wanted
    )  # fmt: skip
    assignment.due_on, assignment.quantity_planned = draft.due_on, draft.quantity_planned
    if assignment.quantity_expected is not None:
        expect(assignment, assignment.quantity_expected, on)
    assignment_save(assignment)


def _nodes(nodes: Sequence[NodeDraft]) -> str:
    told = sorted(nodes, key=lambda node: node.due_on)
    return ";".join(f"{node.title}({_day(node.due_on)},累计{node.planned_percent}%{_pieces(node)})" for node in told)


def _pieces(node: NodeDraft) -> str:
    return "" if node.planned_quantity is None else f",数量{node.planned_quantity}"


def _number(value: int | None) -> str:
    return "不按数量考核" if value is None else str(value)


def _day(day: date) -> str:
    return chinese_date(day)
