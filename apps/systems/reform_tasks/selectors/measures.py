"""Numbers of every place: cells of the plans that are carried out, by one grouped query each."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from apps.congress.supervision.models import AssignmentState
from apps.congress.supervision.rules import states
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import list_of
from apps.foundation.core.registry import Measure
from apps.systems.reform_tasks.models import PlaceTask, PlanState
from apps.systems.reform_tasks.models.plans import PlaceTaskQuerySet
from apps.systems.reform_tasks.selectors.guarantees import gap_rows, gaps_below

TOTAL = "reform_total"


def running_cells(path: str) -> PlaceTaskQuerySet:
    """Cells that count: of approved plans, not stopped."""
    rows = PlaceTask.objects.filter(area__path__startswith=path, task__item__plan__state=PlanState.APPROVED)
    return rows.exclude(assignment__state=AssignmentState.CANCELLED)


def done(rows: QuerySet[PlaceTask]) -> QuerySet[PlaceTask]:
    return rows.filter(assignment__state=AssignmentState.CLOSED)


def red(rows: PlaceTaskQuerySet, on: date) -> PlaceTaskQuerySet:
    return rows.filter(assignment__state__in=states.OPEN, assignment__red_from__lte=on)


def yellow(rows: QuerySet[PlaceTask], on: date) -> QuerySet[PlaceTask]:
    rows = rows.filter(assignment__state__in=states.WITH_UNITS, assignment__yellow_from__lte=on)
    return rows.exclude(assignment__red_from__lte=on)


def _by_area(narrow: Callable[[PlaceTaskQuerySet, date], QuerySet[PlaceTask]]) -> Callable[..., Mapping[int, int]]:
    def count(path: str, on: date) -> Mapping[int, int]:
        return dict(narrow(running_cells(path), on).order_by().values_list("area").annotate(Count("pk")))

    return count


def _listed(show: str) -> Callable[[Any], str]:
    return lambda area: list_of("reform_tasks_cells", area, show=show)


def red_rows(path: str, on: date) -> PlaceTaskQuerySet:
    return red(running_cells(path), on).with_all().order_by("assignment__due_on", "pk")


MEASURES = (
    Measure(TOTAL, "改革任务", "实施中的改革方案交办到镇街、没有终止的任务", _by_area(lambda rows, on: rows),
            _listed("counted"), unit="项"),
    Measure("reform_done", "改革任务完成", "其中经核查已经销号的", _by_area(lambda rows, on: done(rows)),
            _listed("done"), unit="项", base=TOTAL),
    Measure("reform_red", "改革任务红灯", "其中按采用的规则亮红灯、尚未销号的", _by_area(red), _listed("red"),
            unit="项", base=TOTAL, alarm=True, rows=red_rows,
            line=lambda row: f"{row.task.title}({row.area.name},{chinese_date(row.assignment.due_on)}到期)"),
    Measure("reform_gaps", "四项保障缺口", "实施中的改革方案,各镇街组织、经费、阵地、人员保障中未落实或者未填报的",
            gaps_below, lambda area: list_of("reform_tasks_gaps", area), unit="项", alarm=True, rows=gap_rows,
            line=lambda row: f"{row.area.name}{row.label}保障{row.word}({row.plan.title})"),
)  # fmt: skip
