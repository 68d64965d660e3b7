"""调整任务: another last day or other steps of a task, in all places that still work at it; and the plan's end."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules.steps import Step
from apps.congress.supervision.services import AdjustmentDraft, NodeDraft, assignment_adjust, issues_with_adjustment
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, require_newest, required
from apps.systems.reform_tasks.models import AmendOrder, ReformPlan, ReformTask, TaskStep
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.rules.plans import issues_before_ending, issues_with_days, past_due
from apps.systems.reform_tasks.selectors.plans import cells_to_amend, steps_left, steps_of
from apps.systems.reform_tasks.services.records import (
    AT_ONCE,
    CHUNK,
    STALE,
    actor_of_order,
    plan_locked,
    record,
    require_idle,
)

TASK = "reform_tasks.amend_run"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What holds for the task from now on, why, and by whose decision."""

    due_on: date
    steps: Sequence[Step]
    reason: str
    decision: str


@transaction.atomic
def task_amend(*, task: ReformTask, draft: Amendment, revision: int, by: Actor, at: datetime) -> AmendOrder:
    """For the units in all places, after every place was found to bear it: few at once, many behind the scenes.

    What is claimed, closed or stopped stays as it is. Raises NotReady, Conflict where somebody saved since
    `revision` was read, and DomainError that names the place.
    """
    plan, on = plan_locked(task.item.plan_id), local_day(at)
    require_newest(revision, plan.revision)
    require_idle(plan)
    task = ReformTask.objects.select_related("item__plan").get(pk=task.pk)
    issues = list(issues_with_days(task.starts_on, draft.due_on, draft.steps))
    if draft.due_on < on and draft.due_on != task.due_on:
        issues.append(past_due(task.title, draft.due_on))
    states.move(plan.state, "amend", issues)
    reason = required(draft.reason, "请写明调整的理由。")
    decision = required(draft.decision, "请写明调整的依据:作出决定的会议或者文件。")
    changed = cells_to_amend(task, draft.due_on, draft.steps)
    for cell in changed:
        _require_bearable(cell, draft, on)
    plan.revision += 1
    plan.save(update_fields=["revision"])
    _task_write(task, draft)
    order = AmendOrder.objects.create(
        task=task, total=len(changed), reason=reason, decision=decision, actor=asdict(by), ordered_by=by.name,
        ordered_at=at,
    )  # fmt: skip
    record(
        "reform_tasks.task.amended", task, by, reason=reason, decision=decision, day=chinese_date(draft.due_on),
        places=len(changed),
    )  # fmt: skip
    if len(changed) > AT_ONCE:
        outbox.send(TASK, order.pk)
        return order
    for cell in changed:
        _cell_adjust(cell, draft, by, at)
    order.done, order.finished_at = len(changed), at
    order.save(update_fields=["done", "finished_at"])
    return order


def amend_run(*, order: AmendOrder) -> AmendOrder:
    """Adjust what still differs. A second worker waits for each chunk and finds it adjusted."""
    while _chunk_run(order):
        pass
    order.refresh_from_db()
    return order


def amendments_resume(*, at: datetime) -> int:
    """Orders that a worker left lying are queued again."""
    left = AmendOrder.objects.filter(finished_at__isnull=True, ordered_at__lt=at - STALE)
    with transaction.atomic():
        outbox.send_many(TASK, [(key,) for key in left.values_list("pk", flat=True)])
    return left.count()


@transaction.atomic
def _chunk_run(order: AmendOrder) -> bool:
    """As of the moment of the order, whatever the day of the worker. False once nothing is left."""
    order = AmendOrder.objects.select_for_update(of=("self",)).select_related("task__item__plan").get(pk=order.pk)
    if order.finished_at:
        return False
    plan_locked(order.task.item.plan_id)
    draft = Amendment(order.task.due_on, steps_of(order.task), order.reason, order.decision)
    cells = cells_to_amend(order.task, draft.due_on, draft.steps)
    try:
        with transaction.atomic():
            for cell in cells[:CHUNK]:
                _cell_adjust(cell, draft, actor_of_order(order.actor), order.ordered_at)
        order.done = min(order.done + CHUNK, order.total)
    except DomainError as error:
        order.refusal = error.sentence[:500]
    if order.refusal or len(cells) <= CHUNK:
        order.finished_at = order.ordered_at
    order.save(update_fields=["done", "finished_at", "refusal"])
    return not order.finished_at


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


def _require_bearable(cell: Assignment, draft: Amendment, on: date) -> None:
    issues = issues_with_adjustment(cell, _change(cell, draft), on)
    if issues:
        raise DomainError(f"{cell.area}:{''.join(issue.sentence for issue in issues)}全部没有调整,请改正后再办。")


def _change(cell: Assignment, draft: Amendment) -> AdjustmentDraft:
    nodes = [NodeDraft(step.title, step.due_on, step.percent) for step in steps_left(cell, draft.steps)]
    return AdjustmentDraft(draft.due_on, cell.quantity_planned, draft.reason, draft.decision, nodes)


def _cell_adjust(cell: Assignment, draft: Amendment, by: Actor, at: datetime) -> None:
    try:
        assignment_adjust(assignment=cell, draft=_change(cell, draft), by=by, at=at)
    except DomainError as error:
        told = "".join(issue.sentence for issue in error.issues) or error.sentence
        raise DomainError(f"{cell.area}:{told}其余没有调整,请改正后再办。") from error
