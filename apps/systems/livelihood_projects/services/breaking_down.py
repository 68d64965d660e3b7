"""任务分解: the government says how, the presidium accepts, and supervision begins (domain rules §3.1 step 9)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from apps.congress.supervision.models import UnitRole
from apps.congress.supervision.services import (
    AssignmentDraft,
    NodeDraft,
    UnitDraft,
    assignment_draft,
    assignment_hand_over,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day, months_after
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, Issue, NotReady, WrongState, require_ready
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import executive_of
from apps.office.documents.models import DocumentState
from apps.office.documents.selectors import live_document
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Breakdown, PlanNode, Project, ProjectPlan, Season
from apps.systems.livelihood_projects.policies import BREAKDOWN_MONTHS, PROFILE
from apps.systems.livelihood_projects.rules import delivering
from apps.systems.livelihood_projects.selectors.delivering import plan_facts
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_delivery import tell_accepted, tell_begun, tell_submitted


@dataclass(frozen=True, slots=True)
class PlanNodeDraft:
    """A quarterly node as typed; figures are cumulative, money in yuan."""

    title: str
    due_on: date
    percent: int
    quantity: int | None = None
    investment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """One project's plan as typed. Fields as of `ProjectPlan`."""

    leader: str
    task: str
    place: str
    starts_on: date
    due_on: date
    investment: Decimal
    quantity: int | None = None
    quantity_unit: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    supporting: Sequence[Unit] = ()
    nodes: Sequence[PlanNodeDraft] = field(default=())


APART = {"supporting", "nodes"}


@transaction.atomic
def breakdown_start(*, season: Season, by: Actor, at: datetime) -> Breakdown:
    """By the office, where the letter was issued without one: before there were breakdowns, or without a government.

    Raises WrongState before the letter is issued, Conflict where one was begun, DomainError without a government.
    """
    season = season_locked(season.pk)
    letter = live_document(season, selectors.HAND_OVER)
    if letter is None or letter.state != DocumentState.ISSUED:
        raise WrongState("交办函签发以后才开始任务分解;签发时会自动开始。")
    if Breakdown.objects.filter(season=season).exists():
        raise Conflict("任务分解已经开始,请刷新页面查看。")
    breakdown = breakdown_begin(season=season, handed_over_on=letter.issued_on, by=by, at=at)
    if breakdown is None:
        area = season.body.area
        raise DomainError(f"{area}还没有登记政府(办事处),没有单位编制任务分解。请先在“单位”中登记。")
    record("livelihood_projects.breakdown.started", season, by)
    return breakdown


@transaction.atomic
def breakdown_begin(*, season: Season, handed_over_on: date | None = None, by: Actor, at: datetime) -> Breakdown | None:
    """With the hand-over: a plan for every chosen project, filled in from the list. None without a government.

    `handed_over_on` where that was another day; the government's time runs from today.
    """
    on = local_day(at)
    executive = executive_of(season.body.area, on)
    if executive is None:
        return None
    breakdown = Breakdown.objects.create(
        season=season, executive=executive, handed_over_on=handed_over_on or on,
        due_on=months_after(on, selectors.days_of(season, BREAKDOWN_MONTHS, on)),
    )  # fmt: skip
    for project in selectors.chosen_of(season):
        _plan_begin(breakdown, project)
    tell_begun(breakdown, by=by, at=at)
    return breakdown


@transaction.atomic
def plan_change(*, plan: ProjectPlan, draft: PlanDraft, revision: int, by: Actor, at: datetime) -> ProjectPlan:
    """Write one project's plan anew. Raises Conflict where somebody saved since `revision` was read."""
    breakdown = breakdown_locked(plan.breakdown)
    delivering.breakdown_move(breakdown.state, "change")
    plan = breakdown.plans.select_for_update(of=("self",)).select_related("project").get(pk=plan.pk)
    if plan.revision != revision:
        raise Conflict(f"这个项目的分解刚被他人修改过,{COMPARE}")
    if draft.due_on < draft.starts_on:
        raise DomainError("完成期限不能早于开工日期。")
    for name in draft.__slots__:
        if name not in APART:
            setattr(plan, name, getattr(draft, name))
    plan.revision += 1
    plan.full_clean(exclude=["assignment"])
    plan.save()
    plan.supporting.set([unit for unit in draft.supporting if unit.pk != plan.project.responsible_unit_id])
    plan.nodes.all().delete()
    PlanNode.objects.bulk_create(
        PlanNode(plan=plan, **{name: getattr(node, name) for name in node.__slots__}) for node in draft.nodes
    )
    record("livelihood_projects.plan.changed", breakdown.season, by, on=plan.project)
    return plan


@transaction.atomic
def breakdown_submit(*, breakdown: Breakdown, on_paper: bool = False, by: Actor, at: datetime) -> Breakdown:
    """报送 by the government; `on_paper` where the office registers it. Raises NotReady with all that is missing."""
    breakdown = breakdown_locked(breakdown)
    state = delivering.breakdown_move(breakdown.state, "submit")
    require_ready(delivering.issues_with_breakdown([plan_facts(plan) for plan in breakdown.plans.with_all()]))
    breakdown.state, breakdown.submitted_at, breakdown.submitted_by = state, at, by.name
    breakdown.on_paper, breakdown.return_reason = on_paper, ""
    breakdown.save()
    record("livelihood_projects.breakdown.submitted", breakdown.season, by)
    tell_submitted(breakdown, by=by, at=at)
    return breakdown


@transaction.atomic
def breakdown_return(*, breakdown: Breakdown, reason: str, by: Actor, at: datetime) -> Breakdown:
    """退回修改, with a reason."""
    breakdown = breakdown_locked(breakdown)
    breakdown.state = delivering.breakdown_move(breakdown.state, "return")
    if not reason.strip():
        raise DomainError("请写明退回的理由,让编制单位知道要改什么。")
    breakdown.return_reason = reason.strip()[:300]
    breakdown.save(update_fields=["state", "return_reason"])
    record("livelihood_projects.breakdown.returned", breakdown.season, by, reason=breakdown.return_reason)
    tell_begun(breakdown, by=by, at=at)
    return breakdown


@transaction.atomic
def breakdown_accept(*, breakdown: Breakdown, by: Actor, at: datetime) -> Breakdown:
    """接受: every project becomes an assignment that supervision hands over to its units, in one act."""
    breakdown = breakdown_locked(breakdown)
    breakdown.state = delivering.breakdown_move(breakdown.state, "accept")
    breakdown.accepted_at, breakdown.accepted_by = at, by.name
    breakdown.save(update_fields=["state", "accepted_at", "accepted_by"])
    issues: list[Issue] = []
    plans = list(breakdown.plans.with_all())
    for plan in plans:
        issues += _hand_over(plan, by, at)
    if issues:
        raise NotReady(issues)
    record("livelihood_projects.breakdown.accepted", breakdown.season, by, projects=len(plans))
    tell_accepted(breakdown, by=by, at=at)
    return breakdown


def breakdown_locked(breakdown: Breakdown) -> Breakdown:
    """The breakdown of a locked season."""
    season_locked(breakdown.season_id)
    return Breakdown.objects.with_season().get(pk=breakdown.pk)


def _plan_begin(breakdown: Breakdown, project: Project) -> None:
    plan = ProjectPlan.objects.create(
        breakdown=breakdown, project=project, leader=project.responsible_leader, task=project.content,
        place=project.place, investment=project.budget, starts_on=project.starts_on, due_on=project.finishes_on,
    )  # fmt: skip
    nodes = delivering.usual_nodes(project.starts_on, project.finishes_on, project.budget)
    PlanNode.objects.bulk_create(
        PlanNode(plan=plan, title=node.title, due_on=node.due_on, percent=node.percent, investment=node.investment)
        for node in nodes
    )


def _hand_over(plan: ProjectPlan, by: Actor, at: datetime) -> list[Issue]:
    """One assignment; what is wrong with it is said with the project's name."""
    area = plan.breakdown.season.body.area
    try:
        with transaction.atomic():
            draft = _draft(plan)
            assignment = assignment_draft(profile=PROFILE, office=area, area=area, draft=draft, by=by, at=at)
            plan.assignment = assignment_hand_over(assignment=assignment, by=by, at=at)
            plan.save(update_fields=["assignment"])
    except NotReady as refused:
        return [Issue(issue.code, f"“{plan.project}”:{issue.sentence}") for issue in refused.issues]
    return []


def _draft(plan: ProjectPlan) -> AssignmentDraft:
    project = plan.project
    helpers = [UnitDraft(unit, UnitRole.SUPPORTING) for unit in plan.supporting.all()]
    return AssignmentDraft(
        title=project.name, content=f"{plan.task}\n实施地点:{plan.place}", starts_on=plan.starts_on, due_on=plan.due_on,
        units=[UnitDraft(project.responsible_unit), *helpers],
        nodes=[NodeDraft(node.title, node.due_on, node.percent, node.quantity) for node in plan.nodes.all()],
        deliverable=project.expected_result[:300], source=str(project.season), leader_name=plan.leader,
        contact_name=plan.contact_name, contact_phone=plan.contact_phone, quantity_planned=plan.quantity,
        quantity_unit=plan.quantity_unit, investment=plan.investment,
    )  # fmt: skip
