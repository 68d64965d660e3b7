"""Numbers of every place, from the tally of days; sheets by the index of those awaited."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from apps.congress.supervision.models import Assignment, Light, SupervisionSheet
from apps.congress.supervision.models.assignments import AssignmentQuerySet
from apps.congress.supervision.models.sheets import SheetQuerySet
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.selectors import standing_by_place

OPEN = "supervision_open"
Narrowed = Callable[[AssignmentQuerySet, date], AssignmentQuerySet]


def _rows(narrowed: Narrowed, path: str, on: date) -> AssignmentQuerySet:
    rows = narrowed(Assignment.objects.filter(path__startswith=path).open(), on)
    return rows.select_related("area").order_by("due_on", "pk")


def _sheets_overdue(path: str, on: date) -> SheetQuerySet:
    rows = SupervisionSheet.objects.overdue(on).filter(assignment__path__startswith=path)
    return rows.select_related("assignment", "unit").order_by("due_on", "pk")


def _measure(slug: str, title: str, definition: str, narrowed: Narrowed, **given: Any) -> Measure:
    """Counted from the tally; `narrowed` gives the rows that are quoted, `filters` the list behind the number."""
    filters, rows, line = given.pop("filters"), partial(_rows, narrowed), given.pop("line", _line)
    return Measure(
        slug, title, definition, partial(standing_by_place, slug), partial(list_of, "supervision_list", **filters),
        unit="项", rows=rows, line=line, **given,
    )  # fmt: skip


def _line(row: Assignment) -> str:
    return f"{row.title}({row.area.name},{chinese_date(row.due_on)}到期)"


MEASURES = (
    _measure(OPEN, "在办督办任务", "已经交办、尚未销号或者终止的督办任务", lambda rows, on: rows,
             filters={"state": "open"}),
    _measure("supervision_red", "红灯", "按任务采用的规则亮红灯的在办任务,原因写在任务页面上",
             lambda rows, on: rows.filter(red_from__lte=on), base=OPEN, alarm=True,
             filters={"light": Light.RED.value}),
    _measure("supervision_yellow", "黄灯", "按任务采用的规则亮黄灯的在办任务",
             lambda rows, on: rows.with_units().filter(yellow_from__lte=on).exclude(red_from__lte=on), base=OPEN,
             filters={"light": Light.YELLOW.value}),
    _measure("supervision_late", "到期未完成", "超过完成期限、尚未报完成的督办任务", lambda rows, on: rows.late(on),
             base=OPEN, alarm=True, filters={"due": "late"}),
    _measure("supervision_silent", "进展漏报", "下一期进展超过报送期限、尚未报送的督办任务",
             lambda rows, on: rows.silent(on), base=OPEN, alarm=True, filters={"due": "silent"},
             line=lambda row: f"{row.title}({row.area.name},应于{chinese_date(row.report_due_on)}前报送)"),
    Measure(
        "supervision_sheets_late", "督办单逾期未反馈", "已经签发、超过反馈期限、承办单位尚未反馈的督办单",
        lambda path, on: by_area(_sheets_overdue(path, on), "assignment__area"),
        lambda area: list_of("supervision_sheets", area, state="late"), unit="份", alarm=True, rows=_sheets_overdue,
        line=lambda row: f"{row.assignment.title}({row.unit_name},{chinese_date(row.due_on)}到期)",
    ),
)  # fmt: skip
