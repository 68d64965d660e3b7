"""Numbers of every place, each one grouped query on the index of lights or of sheets awaited."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from apps.congress.supervision.models import Assignment, Light, SupervisionSheet
from apps.congress.supervision.models.assignments import AssignmentQuerySet
from apps.foundation.core.registry import Measure

OPEN = "supervision_open"
Narrowed = Callable[[AssignmentQuerySet, date], AssignmentQuerySet]


def _listed(page: str, **filters: str) -> Callable[[Any], str]:
    """The URL of a list narrowed to an area and by these filters."""
    asked = "".join(f"&{name}={value}" for name, value in filters.items())
    return lambda area: f"{reverse(page)}?area={area.public_id}{asked}"


def _counted(
    narrowed: Callable[[AssignmentQuerySet, date], AssignmentQuerySet],
) -> Callable[[str, date], Mapping[int, int]]:
    def count(path: str, on: date) -> Mapping[int, int]:
        rows = narrowed(Assignment.objects.filter(path__startswith=path).open(), on)
        return dict(rows.order_by().values_list("area").annotate(Count("pk")))

    return count


def _sheets_overdue(path: str, on: date) -> Mapping[int, int]:
    rows = SupervisionSheet.objects.overdue(on).filter(assignment__path__startswith=path)
    return dict(rows.order_by().values_list("assignment__area").annotate(Count("pk")))


def _measure(slug: str, title: str, definition: str, narrowed: Narrowed, **given: Any) -> Measure:
    filters = given.pop("filters")
    return Measure(
        f"supervision_{slug}", title, definition, _counted(narrowed), _listed("supervision_list", **filters), **given
    )


MEASURES = (
    _measure("open", "在办督办任务", "已经交办、尚未销号或者终止的督办任务", lambda rows, on: rows, unit="项",
             filters={"state": "open"}),
    _measure("red", "红灯", "按任务采用的规则亮红灯的在办任务,原因写在任务页面上",
             lambda rows, on: rows.filter(red_from__lte=on), unit="项", base=OPEN, alarm=True,
             filters={"light": Light.RED.value}),
    _measure("yellow", "黄灯", "按任务采用的规则亮黄灯的在办任务",
             lambda rows, on: rows.with_units().filter(yellow_from__lte=on).exclude(red_from__lte=on), unit="项",
             base=OPEN, filters={"light": Light.YELLOW.value}),
    _measure("late", "到期未完成", "超过完成期限、尚未报完成的督办任务", lambda rows, on: rows.late(on), unit="项",
             base=OPEN, alarm=True, filters={"due": "late"}),
    _measure("silent", "进展漏报", "下一期进展超过报送期限、尚未报送的督办任务", lambda rows, on: rows.silent(on),
             unit="项", base=OPEN, alarm=True, filters={"due": "silent"}),
    Measure(
        "supervision_sheets_late", "督办单逾期未反馈", "已经签发、超过反馈期限、承办单位尚未反馈的督办单",
        _sheets_overdue,
        _listed("supervision_sheets", state="late"), unit="份", alarm=True,
    ),
)  # fmt: skip
