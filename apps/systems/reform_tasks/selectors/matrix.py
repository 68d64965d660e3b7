"""镇街 × task: each cell with its light and percent, what rows and columns add up to, the order of the places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.congress.supervision.models import AssignmentUnit, Milestone
from apps.congress.supervision.rules import lights
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area
from apps.systems.reform_tasks.models import PlaceTask, ReformPlan, ReformTask
from apps.systems.reform_tasks.rules.standing import NAMES, WORDS, Standing, Tally, ranks, shade_of, tally
from apps.systems.reform_tasks.selectors.guarantees import gaps_by_place
from apps.systems.reform_tasks.selectors.plans import tasks_of

TONES = {
    lights.RED: "red", lights.YELLOW: "orange", lights.GREEN: "green", "done": "blue", "waiting": "purple",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A task in a place, as of a day."""

    row: PlaceTask
    standing: Standing

    @property
    def shade(self) -> str:
        return self.standing.shade

    @property
    def percent(self) -> int:
        return self.standing.percent

    @property
    def word(self) -> str:
        return WORDS[self.shade]

    @property
    def name(self) -> str:
        return NAMES[self.shade]

    @property
    def tone(self) -> str:
        return TONES.get(self.shade, "secondary")

    @property
    def url(self) -> str:
        return self.row.assignment.get_absolute_url()


@dataclass(frozen=True, slots=True)
class Row:
    """A place: a Cell or None for each task, what they add up to, its place in the order, its guarantee gaps."""

    area: Area
    cells: Sequence[Cell | None]
    tally: Tally
    rank: int
    gaps: int

    @property
    def own(self) -> list[Cell]:
        """Without the tasks that are not for this place."""
        return [cell for cell in self.cells if cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    plan: ReformPlan
    on: date
    tasks: Sequence[ReformTask]
    rows: Sequence[Row]
    columns: Sequence[Tally]
    total: Tally

    @property
    def ranking(self) -> list[Row]:
        return sorted(self.rows, key=lambda row: row.rank)

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.own]

    @property
    def gaps(self) -> int:
        return sum(row.gaps for row in self.rows)


def cells_seen(actor: Actor) -> QuerySet[PlaceTask]:
    """Cells of plans that are carried out or were, in the order of places and tasks."""
    rows = PlaceTask.objects.visible_to(actor).with_all()
    return rows.order_by("area__path", "task__item__number", "task__number", "pk")


def cells_of(rows: QuerySet[PlaceTask], on: date) -> list[Cell]:
    """One query, whatever their number."""
    return [cell_of(row, on) for row in rows]


def cell_of(row: PlaceTask, on: date) -> Cell:
    assignment = row.assignment
    return Cell(row, Standing(shade_of(assignment.state, assignment.light_on(on)), assignment.percent))


def matrix_of(plan: ReformPlan, on: date, actor: Actor | None = None) -> Matrix:
    """Of all places, or of those that the actor sees; four queries whatever their number."""
    rows = PlaceTask.objects.visible_to(actor) if actor else PlaceTask.objects.all()
    cells = cells_of(rows.filter(task__item__plan=plan).with_all().order_by("area__path"), on)
    tasks, gaps = tasks_of(plan), gaps_by_place(plan)
    by_place: dict[int, dict[int, Cell]] = {}
    areas: dict[int, Area] = {}
    for cell in cells:
        by_place.setdefault(cell.row.area_id, {})[cell.row.task_id] = cell
        areas.setdefault(cell.row.area_id, cell.row.area)
    columns = [tally(cell.standing for cell in cells if cell.row.task_id == task.pk) for task in tasks]
    return Matrix(plan, on, tasks, _rows(areas, by_place, tasks, gaps), columns, tally(one.standing for one in cells))


def _rows(
    areas: Mapping[int, Area],
    by_place: Mapping[int, Mapping[int, Cell]],
    tasks: Sequence[ReformTask],
    gaps: Mapping[int, int],
) -> list[Row]:
    tallies = [tally(cell.standing for cell in by_place[key].values()) for key in areas]
    return [
        Row(area, [by_place[key].get(task.pk) for task in tasks], mine, place, gaps.get(key, 0))
        for (key, area), mine, place in zip(areas.items(), tallies, ranks(tallies), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the plan on its day: in how many places it was reached."""

    due_on: date
    task: str
    title: str
    done: int
    total: int
    is_late: bool


def timeline(plan: ReformPlan, on: date, actor: Actor | None = None) -> list[Stage]:
    """Steps by day, as they stand in the places that the actor sees."""
    cells = PlaceTask.objects.visible_to(actor) if actor else PlaceTask.objects.all()
    counting = cells.filter(task__item__plan=plan).exclude(assignment__state="cancelled")
    shown = dict(counting.values_list("assignment", "task__title"))
    counted: dict[tuple[date, str, str], list[int]] = {}
    nodes = Milestone.objects.filter(assignment__in=list(shown)).order_by("due_on", "pk")
    for assignment, title, due_on, done_on in nodes.values_list("assignment", "title", "due_on", "done_on"):
        found = counted.setdefault((due_on, shown[assignment], title), [0, 0])
        found[0] += done_on is not None
        found[1] += 1
    return [
        Stage(due_on, task, title, done, total, due_on < on and done < total)
        for (due_on, task, title), (done, total) in counted.items()
    ]


def lead_names(cells: Sequence[Cell]) -> dict[int, str]:
    """Assignment -> name of the organ that leads it; one query."""
    keys = [cell.row.assignment_id for cell in cells]
    return dict(AssignmentUnit.objects.filter(assignment__in=keys, role="lead").values_list("assignment", "unit_name"))
