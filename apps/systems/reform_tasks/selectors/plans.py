"""A plan with its items, tasks and steps, and what of it is not handed over yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from apps.foundation.organisations.models import Area, Unit
from apps.systems.reform_tasks.models import HandOver, Lead, PlaceTask, ReformItem, ReformPlan, ReformTask
from apps.systems.reform_tasks.rules.plans import Step, TaskLine, Wanted
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
