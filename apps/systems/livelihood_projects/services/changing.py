"""调整 and 终止 of a project: only what the congress (or the organ the place allows) has decided is carried out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.ballots.models import Poll
from apps.congress.supervision.models import Assignment, Milestone
from apps.congress.supervision.services import AdjustmentDraft, NodeDraft, assignment_adjust, assignment_cancel
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.systems.livelihood_projects.models import ChangeKind, Decider, Project, ProjectChange, ProjectPlan, Season
from apps.systems.livelihood_projects.rules import delivering
from apps.systems.livelihood_projects.selectors.delivering import deciders_of, poll_adopted
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_delivery import tell_changed


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """Who decided, when, why; the resolution by its name or number, or the poll that carried it."""

    decider: str
    decided_on: date
    reason: str
    reference: str = ""
    poll: Poll | None = None

    @property
    def basis(self) -> str:
        """As the supervision keeps it."""
        found = self.reference.strip() or (f"表决《{self.poll}》" if self.poll else "")
        return f"{Decider(self.decider).label.partition('(')[0]}:{found}"[:200]


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """What holds from now on; what is as before is said as before."""

    place: str
    due_on: date
    quantity: int | None


@transaction.atomic
def project_adjust(
    *, project: Project, decision: DecisionDraft, wanted: ChangedPlan, by: Actor, at: datetime
) -> ProjectChange:
    """调整: place, last day, quantity. Old and new values stay, what was voted stays on the list.

    Raises NotReady where the organ may not decide this here, no decision is named, or the plan does not fit.
    """
    season, plan, assignment = _running(project)
    _require_decision(season, decision, local_day(at))
    place = wanted.place.strip()
    changes = [["实施地点", plan.place, place]] if place and place != plan.place else []
    adjustment = None
    if (wanted.due_on, wanted.quantity) != (assignment.due_on, assignment.quantity_planned):
        draft = AdjustmentDraft(
            due_on=wanted.due_on, quantity_planned=wanted.quantity, reason=decision.reason, decision=decision.basis,
            nodes=_nodes(assignment, wanted),
        )  # fmt: skip
        adjustment = assignment_adjust(assignment=assignment, draft=draft, by=by, at=at)
        changes += adjustment.changes
    if not changes:
        raise DomainError("没有调整任何内容,请修改需要调整的内容。")
    plan.place, plan.due_on, plan.quantity = place or plan.place, wanted.due_on, wanted.quantity
    plan.save(update_fields=["place", "due_on", "quantity"])
    change = _kept(project, ChangeKind.ADJUSTED, decision, changes, by, at, adjustment=adjustment)
    record("livelihood_projects.project.adjusted", season, by, on=project, reason=change.reason, basis=decision.basis)
    _tell(change, "调整", by, at)
    return change


@transaction.atomic
def project_end(*, project: Project, decision: DecisionDraft, by: Actor, at: datetime) -> ProjectChange:
    """终止: the project is given up by a decision; its units are told by the supervision."""
    season, _, assignment = _running(project)
    _require_decision(season, decision, local_day(at))
    reason = f"{decision.reason.strip()}({decision.basis})"[:500]
    assignment_cancel(assignment=assignment, reason=reason, by=by, at=at)
    change = _kept(project, ChangeKind.ENDED, decision, [], by, at)
    record("livelihood_projects.project.ended", season, by, on=project, reason=change.reason, basis=decision.basis)
    _tell(change, "终止", by, at)
    return change


def _running(project: Project) -> tuple[Season, ProjectPlan, Assignment]:
    season = season_locked(project.season_id)
    plan = ProjectPlan.objects.select_related("assignment").filter(project=project, assignment__isnull=False).first()
    if plan is None or plan.assignment is None:
        raise WrongState("任务分解方案接受以后才能调整或者终止项目。")
    if not plan.assignment.is_open:
        raise WrongState(f"项目已{plan.assignment.get_state_display()},不能再调整或者终止。")
    return season, plan, plan.assignment


def _require_decision(season: Season, decision: DecisionDraft, on: date) -> None:
    require_ready(
        delivering.issues_with_decision(
            delivering.Decision(
                organ=decision.decider, allowed=deciders_of(season, on), decided_on=decision.decided_on, on=on,
                reason=decision.reason, reference=decision.reference,
                poll=None if decision.poll is None else _is_own(season, decision.poll),
            )
        )
    )  # fmt: skip


def _is_own(season: Season, poll: Poll) -> bool:
    return poll.body_id == season.term.body_id and poll_adopted(poll)


def _nodes(assignment: Assignment, wanted: ChangedPlan) -> list[NodeDraft]:
    """Open milestones: those of the last day move with it and have the whole, none of the others has more."""
    rows = assignment.milestones.filter(done_on__isnull=True)  # type: ignore[attr-defined]
    return [_node(row, row.due_on == assignment.due_on, wanted) for row in rows]


def _node(row: Milestone, is_last: bool, wanted: ChangedPlan) -> NodeDraft:
    due_on, quantity = min(row.due_on, wanted.due_on), row.planned_quantity
    if quantity is not None and wanted.quantity is not None:
        quantity = wanted.quantity if is_last else min(quantity, wanted.quantity)
    return NodeDraft(row.title, wanted.due_on if is_last else due_on, row.planned_percent, quantity)


def _kept(
    project: Project, kind: str, decision: DecisionDraft, changes: list, by: Actor, at: datetime, **more: object
) -> ProjectChange:
    return ProjectChange.objects.create(
        project=project, kind=kind, decider=decision.decider, decided_on=decision.decided_on,
        reference=decision.reference.strip(), poll=decision.poll, reason=decision.reason.strip(), changes=changes,
        recorded_by=by.name, recorded_at=at, **more,
    )  # fmt: skip


def _tell(change: ProjectChange, what: str, by: Actor, at: datetime) -> None:
    """The deputies who watch it; the units hear of it from the supervision."""
    watch = getattr(change.project, "watch", None)
    if watch is not None:
        people = [watch.leader_id, *watch.members.values_list("pk", flat=True)]
        tell_changed(change.project, people, what, by=by, at=at)
