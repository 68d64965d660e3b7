"""实施方案: drafted by the office, studied and approved by the party committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState, require_newest, require_ready, required
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Area
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.reform_tasks.models import PlanState, ReformItem, ReformPlan, ReformTask, TaskStep
from apps.systems.reform_tasks.papers.plans import PLAN, plan_paper
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.rules.plans import TaskLine, issues_before_submitting, issues_with_lines, items_of
from apps.systems.reform_tasks.rules.usual import usual_lines
from apps.systems.reform_tasks.selectors.places import OFFICE_KINDS, party_organ
from apps.systems.reform_tasks.selectors.plans import PLAN_STUDY, lines_of
from apps.systems.reform_tasks.services.records import plan_locked, record


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The head of a plan."""

    year: int
    title: str
    basis: str = ""
    goals: str = ""


@transaction.atomic
def plan_create(
    *, office: Area, draft: PlanDraft, key: UUID | None = None, is_usual: bool = False, by: Actor, at: datetime
) -> ReformPlan:
    """Begin a plan; `is_usual` brings the six items of the “4+2” reform until the end of its year."""
    if office.kind not in OFFICE_KINDS:
        raise DomainError("改革实施方案由区(县)、镇或者街道拟定,请以本级人大工作人员的身份办理。")
    said = {"office": office, "year": draft.year, "title": required(draft.title, "请填写方案名称。")}
    plan, is_new = made_once(ReformPlan, key, said=said, basis=draft.basis, goals=draft.goals, created_at=at)
    if is_new:
        if is_usual:
            on = local_day(at)
            _lines_set(plan, usual_lines(max(on, date(draft.year, 1, 1)), max(on, date(draft.year, 12, 20))))
        record("reform_tasks.plan.created", plan, by)
    return plan


@transaction.atomic
def plan_change(
    *, plan: ReformPlan, draft: PlanDraft, lines: Sequence[TaskLine], revision: int, by: Actor, at: datetime
) -> ReformPlan:
    """Replace a draft whole. Raises Conflict where somebody saved since `revision` was read, NotReady."""
    plan = plan_locked(plan.pk)
    state = states.move(plan.state, "change")
    require_newest(revision, plan.revision)
    require_ready(issues_with_lines(lines))
    plan.state, plan.revision = state, revision + 1
    plan.year, plan.title = draft.year, required(draft.title, "请填写方案名称。")
    plan.basis, plan.goals = draft.basis.strip(), draft.goals.strip()
    plan.save()
    _lines_set(plan, lines)
    record("reform_tasks.plan.changed", plan, by, tasks=len(lines))
    return plan


@transaction.atomic
def plan_submit(*, plan: ReformPlan, by: Actor, at: datetime) -> ReformPlan:
    """提请党委研究: one organ step. Raises NotReady with all that is missing."""
    plan, on = plan_locked(plan.pk), local_day(at)
    organ = party_organ(plan.office, on)
    issues = issues_before_submitting(lines_of(plan), on, has_organ=organ is not None)
    plan.state = states.move(plan.state, "submit", issues)
    plan.save(update_fields=["state"])
    request_open(
        subject=plan, kind=PLAN_STUDY, title=plan.title, area=plan.office, url=plan.get_absolute_url(),
        steps=[StepDraft("党委研究", organ=organ)], by=by, at=at,
    )  # fmt: skip
    record("reform_tasks.plan.submitted", plan, by, organ=str(organ))
    return plan


@transaction.atomic
def plan_approved(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The party committee agreed: its tasks may be handed over."""
    plan, step = plan_locked(request.subject_id), request.current_step
    plan.state = states.move(plan.state, "approve")
    plan.approved_on, plan.approval_number = step.decided_on or local_day(at), step.document_number
    plan.save(update_fields=["state", "approved_on", "approval_number"])
    record("reform_tasks.plan.approved", plan, by, number=plan.approval_number)


@transaction.atomic
def plan_returned(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> None:
    """Sent back by the committee or taken back by the office: a draft again."""
    plan = plan_locked(request.subject_id)
    plan.state = states.move(plan.state, "return")
    plan.save(update_fields=["state"])
    record("reform_tasks.plan.returned", plan, by, reason=reason)


@transaction.atomic
def plan_abandon(*, plan: ReformPlan, reason: str, by: Actor, at: datetime) -> ReformPlan:
    plan = plan_locked(plan.pk)
    plan.state = states.move(plan.state, "abandon")
    plan.abandon_reason = required(reason, "请写明作废理由。")
    plan.save(update_fields=["state", "abandon_reason"])
    record("reform_tasks.plan.abandoned", plan, by, reason=plan.abandon_reason)
    return plan


@transaction.atomic
def plan_document_draft(*, plan: ReformPlan, by: Actor, at: datetime) -> Document:
    """拟文: one at a time, once it is approved."""
    plan, on = plan_locked(plan.pk), local_day(at)
    if plan.state not in (PlanState.APPROVED, PlanState.ENDED):
        raise WrongState("实施方案批准以后才能拟文印发。请先提请党委研究。")
    document = only_document_draft(
        subject=plan, organ=supervising_organ(plan.office, on), kind=PLAN, tree=plan_paper(plan, on), by=by, at=at
    )
    record("reform_tasks.plan.document_drafted", plan, by)
    return document


def _lines_set(plan: ReformPlan, lines: Sequence[TaskLine]) -> None:
    """Nothing hangs on the tasks of a draft, so they are written anew."""
    TaskStep.objects.filter(task__item__plan=plan).delete()
    ReformTask.objects.filter(item__plan=plan).delete()
    ReformItem.objects.filter(plan=plan).delete()
    for number, (title, tasks) in enumerate(items_of(lines).items(), start=1):
        goal = next((line.goal for line in tasks if line.goal), "")
        item = ReformItem.objects.create(plan=plan, number=number, title=title, goal=goal)
        for place, line in enumerate(tasks, start=1):
            _task_write(item, place, line)


def _task_write(item: ReformItem, number: int, line: TaskLine) -> None:
    task = ReformTask.objects.create(
        item=item, number=number, title=line.title, content=line.content, outcome=line.outcome,
        deliverable=line.deliverable, lead=line.lead, places=line.places, starts_on=line.starts_on, due_on=line.due_on,
    )  # fmt: skip
    TaskStep.objects.bulk_create(
        TaskStep(task=task, title=step.title, due_on=step.due_on, planned_percent=step.percent) for step in line.steps
    )
