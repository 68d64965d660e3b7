"""调整任务: another last day or other steps of a task, in all places that still work at it; and the plan's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.services import AdjustmentDraft, NodeDraft, assignment_adjust
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError
from apps.systems.reform_tasks.models import ReformPlan, ReformTask, TaskStep
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.rules.plans import Step, issues_before_ending, issues_with_days, past_due
from apps.systems.reform_tasks.selectors.plans import running_order
from apps.systems.reform_tasks.services.records import plan_locked, record, require_newest, required


@dataclass(frozen=True, slots=True)
class Amendment:
    """What holds for the task from now on, why, and by whose decision."""

    due_on: date
    steps: Sequence[Step]
    reason: str
    decision: str


@transaction.atomic
def task_amend(*, task: ReformTask, draft: Amendment, revision: int, by: Actor, at: datetime) -> int:
    """In how many places the units were given the change; all of them or none.

    What is claimed, closed or stopped stays as it is. Raises NotReady, Conflict where somebody saved since
    `revision` was read, and DomainError that names the place.
    """
    plan, on = plan_locked(task.item.plan_id), local_day(at)
    require_newest(revision, plan.revision)
    task = ReformTask.objects.select_related("item__plan").get(pk=task.pk)
    issues = list(issues_with_days(task.starts_on, draft.due_on, draft.steps))
    if draft.due_on < on and draft.due_on != task.due_on:
        issues.append(past_due(task.title, draft.due_on))
    if running_order(plan):
        raise DomainError("任务正在交办,请办完以后再调整。")
    states.move(plan.state, "amend", issues)
    reason = required(draft.reason, "请写明调整的理由。")
    decision = required(draft.decision, "请写明调整的依据:作出决定的会议或者文件。")
    plan.revision += 1
    plan.save(update_fields=["revision"])
    _task_write(task, draft)
    cells = Assignment.objects.with_units().filter(reform_cell__task=task).select_related("area").order_by("path")
    changed = [cell for cell in cells if _differs(cell, draft)]
    for cell in changed:
        _cell_adjust(cell, draft, by, at)
    record(
        "reform_tasks.task.amended", task, by, reason=reason, decision=decision, day=chinese_date(draft.due_on),
        places=len(changed),
    )  # fmt: skip
    return len(changed)


@transaction.atomic
def plan_end(*, plan: ReformPlan, summary: str, by: Actor, at: datetime) -> ReformPlan:
    """总结结束: every cell is closed out or stopped. Raises NotReady."""
    plan = plan_locked(plan.pk)
    open_cells = Assignment.objects.open().filter(reform_cell__task__item__plan=plan).count()
    plan.state = states.move(plan.state, "end", issues_before_ending(open_cells, summary))
    plan.summary, plan.ended_at = summary.strip(), at
    plan.save(update_fields=["state", "summary", "ended_at"])
    record("reform_tasks.plan.ended", plan, by)
    return plan


def _task_write(task: ReformTask, draft: Amendment) -> None:
    task.due_on = draft.due_on
    task.save(update_fields=["due_on"])
    task.steps.all().delete()  # type: ignore[attr-defined]
    TaskStep.objects.bulk_create(
        TaskStep(task=task, title=step.title, due_on=step.due_on, planned_percent=step.percent) for step in draft.steps
    )


def _left(cell: Assignment, draft: Amendment) -> list[NodeDraft]:
    """The steps that the place has not reached yet."""
    done = set(cell.milestones.filter(done_on__isnull=False).values_list("title", flat=True))  # type: ignore[attr-defined]
    return [NodeDraft(step.title, step.due_on, step.percent) for step in draft.steps if step.title not in done]


def _differs(cell: Assignment, draft: Amendment) -> bool:
    open_nodes = cell.milestones.filter(done_on__isnull=True)  # type: ignore[attr-defined]
    held = {(node.title, node.due_on, node.planned_percent) for node in open_nodes}
    wanted = {(node.title, node.due_on, node.planned_percent) for node in _left(cell, draft)}
    return cell.due_on != draft.due_on or held != wanted


def _cell_adjust(cell: Assignment, draft: Amendment, by: Actor, at: datetime) -> None:
    change = AdjustmentDraft(draft.due_on, cell.quantity_planned, draft.reason, draft.decision, _left(cell, draft))
    try:
        assignment_adjust(assignment=cell, draft=change, by=by, at=at)
    except DomainError as error:
        told = "".join(issue.sentence for issue in error.issues) or error.sentence
        raise DomainError(f"{cell.area}:{told}全部没有调整,请改正后再办。") from error
