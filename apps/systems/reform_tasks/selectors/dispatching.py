"""调度会: what is proposed to be spoken of, and what was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.congress.supervision.models import Assignment, AssignmentUnit, UnitRole
from apps.congress.supervision.rules import lights, states
from apps.foundation.organisations.models import Area, Unit
from apps.systems.reform_tasks.models import DispatchMeeting, DispatchPoint, PlaceTask, ReformPlan, ReformTask
from apps.systems.reform_tasks.selectors.matrix import cells_of
from apps.systems.reform_tasks.selectors.reporting import Warned, warned_of

POINTS_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """A late task that a meeting has not spoken of yet, with the problem as the reports tell it."""

    warned: Warned
    unit: Unit | None = None

    @property
    def problem(self) -> str:
        parts = [self.warned.reasons, self.warned.problems, self.warned.help_needed]
        labels = ("", "", "需要协调:")
        return "".join(f"{label}{_sentence(text)}" for label, text in zip(labels, parts, strict=True) if text)[:500]


def points_of(meeting: DispatchMeeting) -> list[DispatchPoint]:
    """In the order they were recorded."""
    rows = DispatchPoint.objects.filter(meeting=meeting)
    return list(rows.select_related("assignment__area", "unit", "sheet__document").order_by("pk"))


def proposals_for(meeting: DispatchMeeting, on: date) -> list[Proposal]:
    """The late ones, red before yellow, as many as fit on a page."""
    known = set(meeting.points.values_list("assignment", flat=True))  # type: ignore[attr-defined]
    late = [one for one in late_cells(meeting.plan, on) if one.cell.row.assignment_id not in known]
    late = late[: max(0, POINTS_LIMIT - len(known))]
    leads = _leads([one.cell.row.assignment_id for one in late])
    return [Proposal(one, leads.get(one.cell.row.assignment_id)) for one in late]


def _leads(assignments: list[int]) -> dict[int, Unit]:
    rows = AssignmentUnit.objects.filter(assignment__in=assignments, role=UnitRole.LEAD).select_related("unit")
    return {row.assignment_id: row.unit for row in rows}


def assignments_under(plan: ReformPlan, keys: Sequence[UUID]) -> list[Assignment]:
    """Those of a plan by their public ids."""
    rows = Assignment.objects.filter(reform_cell__task__item__plan=plan, public_id__in=keys).select_related("area")
    return list(rows.order_by("path", "pk"))


def spoken_choices(plan: ReformPlan) -> tuple[QuerySet[Area], QuerySet[ReformTask]]:
    """Places and tasks of a plan that are not closed out or stopped."""
    cells = PlaceTask.objects.filter(task__item__plan=plan, assignment__state__in=states.OPEN)
    areas = Area.objects.filter(pk__in=cells.values("area")).order_by("path")
    tasks = ReformTask.objects.filter(pk__in=cells.values("task")).order_by("item__number", "number")
    return areas, tasks


def assignment_at(plan: ReformPlan, area: Area, task: ReformTask) -> Assignment | None:
    """The open assignment of a task in a place."""
    rows = Assignment.objects.open().filter(reform_cell__task__item__plan=plan, reform_cell__area=area)
    return rows.filter(reform_cell__task=task).first()


def late_cells(plan: ReformPlan, on: date) -> list[Warned]:
    cells = PlaceTask.objects.filter(task__item__plan=plan, assignment__state__in=states.WITH_UNITS)
    late = cells.filter(assignment__yellow_from__lte=on) | cells.filter(assignment__red_from__lte=on)
    return warned_of(cells_of(late.with_all().order_by("area__path", "task__item__number", "task__number"), on), on)


def has_red(plan: ReformPlan, on: date) -> bool:
    cells = PlaceTask.objects.filter(task__item__plan=plan, assignment__state__in=states.WITH_UNITS)
    return cells.filter(assignment__red_from__lte=on).exists()


def names_in(text: str) -> list[str]:
    """Names parted by 、 , or lines."""
    return [name for part in re.split(r"[、,,;;\n]", text) if (name := part.strip())]


def light_name(light: str) -> str:
    return lights.LIGHTS.get(light, "—")


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith("。") else f"{line}。"
