"""The figures of a plan as reports quote them, all as of one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.congress.supervision.models import Assignment, ProgressReport, SheetState, SupervisionSheet
from apps.congress.supervision.rules import lights
from apps.congress.supervision.selectors.standing import reasons_on
from apps.systems.reform_tasks.models import (
    Adoption,
    DispatchMeeting,
    GoodPractice,
    ReformItem,
    ReformPlan,
)
from apps.systems.reform_tasks.rules.standing import Tally, tally
from apps.systems.reform_tasks.selectors.guarantees import Answer, answers_under
from apps.systems.reform_tasks.selectors.matrix import Cell, Matrix, lead_names, matrix_of
from apps.systems.reform_tasks.selectors.plans import items_of


@dataclass(frozen=True, slots=True)
class Warned:
    """A cell that is yellow or red: who leads it, why, and what its last report says is in the way."""

    cell: Cell
    lead: str
    reasons: str
    problems: str
    help_needed: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`sheets`: issued, answered or closed, run out. `adoptions` are of `practices`."""

    matrix: Matrix
    items: Sequence[tuple[ReformItem, Tally]]
    warned: Sequence[Warned]
    answers: Sequence[Sequence[Answer]]
    dispatches: int
    sheets: tuple[int, int, int]
    practices: int
    adoptions: int

    @property
    def total(self) -> Tally:
        return self.matrix.total


def facts_of(plan: ReformPlan, on: date) -> PlanFacts:
    matrix = matrix_of(plan, on)
    held = DispatchMeeting.objects.filter(plan=plan)
    practices = GoodPractice.objects.filter(plan=plan)
    return PlanFacts(
        matrix=matrix, items=_by_item(plan, matrix), warned=warned_of(matrix.cells, on), answers=answers_under(plan),
        dispatches=held.count(), sheets=_sheets(plan, on), practices=practices.count(),
        adoptions=Adoption.objects.filter(practice__in=practices).count(),
    )  # fmt: skip


def warned_of(cells: Sequence[Cell], on: date) -> list[Warned]:
    """The red ones first, each group in the order of places; four queries whatever their number."""
    late = [cell for cell in cells if cell.shade in (lights.RED, lights.YELLOW)]
    late.sort(key=lambda cell: cell.shade != lights.RED)
    keys = [cell.row.assignment_id for cell in late]
    assignments = Assignment.objects.prefetch_related("milestones").in_bulk(keys)
    reports, names = latest_reports(keys), lead_names(late)
    return [_warned(cell, assignments[cell.row.assignment_id], reports, names, on) for cell in late]


def latest_reports(assignments: Sequence[int]) -> dict[int, ProgressReport]:
    """Assignment -> its latest report as it stands."""
    standing = ProgressReport.objects.filter(assignment__in=assignments, corrected_by__isnull=True)
    rows = standing.order_by("assignment_id", "-period", "-pk").distinct("assignment_id")
    return {report.assignment_id: report for report in rows}


def _warned(
    cell: Cell, assignment: Assignment, reports: dict[int, ProgressReport], names: dict[int, str], on: date
) -> Warned:
    report = reports.get(assignment.pk)
    words = ";".join(reason.words for reason in reasons_on(assignment, on) if reason.light == cell.shade)
    return Warned(
        cell, names.get(assignment.pk, ""), words, report.problems if report else "",
        report.help_needed if report else "",
    )  # fmt: skip


def _by_item(plan: ReformPlan, matrix: Matrix) -> list[tuple[ReformItem, Tally]]:
    return [
        (item, tally(cell.standing for cell in matrix.cells if cell.row.task.item_id == item.pk))
        for item in items_of(plan)
    ]


def _sheets(plan: ReformPlan, on: date) -> tuple[int, int, int]:
    sheets = SupervisionSheet.objects.filter(assignment__reform_cell__task__item__plan=plan, issued_at__isnull=False)
    sheets = sheets.exclude(state=SheetState.WITHDRAWN)
    answered = sheets.filter(state__in=(SheetState.ANSWERED, SheetState.CLOSED)).count()
    return sheets.count(), answered, sheets.overdue(on).count()  # type: ignore[attr-defined]
