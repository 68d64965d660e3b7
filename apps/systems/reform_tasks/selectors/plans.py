"""A plan with its items, tasks and steps, and what of it is not handed over yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules.steps import Step
from apps.foundation.organisations.models import Area, Unit
from apps.systems.reform_tasks.models import (
    AmendOrder,
    HandOver,
    Lead,
    PlaceTask,
    ReformItem,
    ReformPlan,
    ReformTask,
)
from apps.systems.reform_tasks.rules.plans import TaskLine, Wanted
from apps.systems.reform_tasks.selectors.places import is_meant, leading_organs, places_of

PLAN_STUDY = "reform_tasks.plan"
"""The kind of approval by which the party committee decides on a plan."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A task in a place that is not handed over; `lead` is the organ found there, None where there is none."""

    task: ReformTask
    area: Area
    lead: Unit | None


def items_of(plan: ReformPlan) -> list[ReformItem]:
    """With `tasks` and their `steps`, three queries."""
    tasks = Prefetch("tasks", ReformTask.objects.order_by("number").prefetch_related("steps"))
    return list(ReformItem.objects.filter(plan=plan).prefetch_related(tasks).order_by("number"))


def tasks_of(plan: ReformPlan) -> list[ReformTask]:
    """In the order of the plan, each with its item and steps."""
    rows = ReformTask.objects.filter(item__plan=plan).select_related("item__plan").prefetch_related("steps")
    return list(rows.order_by("item__number", "number"))


def lines_of(plan: ReformPlan) -> list[TaskLine]:
    """As the editor and the rules read it."""
    return [line_of(task) for task in tasks_of(plan)]


def line_of(task: ReformTask) -> TaskLine:
    return TaskLine(
        item=task.item.title, goal=task.item.goal, title=task.title, content=task.content, outcome=task.outcome,
        deliverable=task.deliverable, lead=task.lead, places=task.places, starts_on=task.starts_on, due_on=task.due_on,
        steps=steps_of(task),
    )  # fmt: skip


def steps_of(task: ReformTask) -> list[Step]:
    return [Step(step.title, step.due_on, step.planned_percent) for step in task.steps.all()]  # type: ignore[attr-defined]


def pairs_left(plan: ReformPlan, on: date) -> list[Pair]:
    """Every task in every place it is for, without those handed over; four queries whatever their number."""
    places = places_of(plan.office, on)
    organs, tasks = leading_organs(places, on), tasks_of(plan)
    known = set(PlaceTask.objects.filter(task__item__plan=plan).values_list("task", "area"))
    return [
        Pair(task, place, organs.get((place.pk, task.lead)))
        for place in places
        for task in tasks
        if is_meant(place, task.places) and (task.pk, place.pk) not in known
    ]


def wanted_of(pairs: Sequence[Pair]) -> Wanted:
    """What the rules ask of a hand-over."""
    missing: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.lead is None:
            names = missing.setdefault(Lead(pair.task.lead).label, [])
            if pair.area.name not in names:
                names.append(pair.area.name)
    tasks = {pair.task.pk: (pair.task.title, pair.task.due_on) for pair in pairs}
    return Wanted(list(tasks.values()), missing)


def running_order(plan: ReformPlan) -> HandOver | None:
    """The hand-over that is being carried out."""
    return HandOver.objects.filter(plan=plan, finished_at__isnull=True).first()


def running_amendment(plan: ReformPlan) -> AmendOrder | None:
    """The amendment of a task that is being carried into its places."""
    rows = AmendOrder.objects.filter(task__item__plan=plan, finished_at__isnull=True)
    return rows.select_related("task").first()


def cells_to_amend(task: ReformTask, due_on: date, steps: Sequence[Step]) -> list[Assignment]:
    """Of places whose units still work at a task, those that have another day or other steps; three queries."""
    rows = Assignment.objects.with_units().filter(reform_cell__task=task).select_related("area")
    return [cell for cell in rows.prefetch_related("milestones").order_by("path") if _differs(cell, due_on, steps)]


def steps_left(cell: Assignment, steps: Sequence[Step]) -> list[Step]:
    """Those that the place has not reached yet."""
    done = {node.title for node in cell.milestones.all() if node.done_on is not None}  # type: ignore[attr-defined]
    return [step for step in steps if step.title not in done]


def _differs(cell: Assignment, due_on: date, steps: Sequence[Step]) -> bool:
    nodes = [node for node in cell.milestones.all() if node.done_on is None]  # type: ignore[attr-defined]
    held = {(node.title, node.due_on, node.planned_percent) for node in nodes}
    wanted = {(step.title, step.due_on, step.percent) for step in steps_left(cell, steps)}
    return cell.due_on != due_on or held != wanted
