"""Numbers of every place, from the tally of days; sheets by the index of those awaited."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count
from django.urls import reverse

from apps.congress.supervision.models import Light, SupervisionSheet
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.selectors import standing_by_place

OPEN = "supervision_open"


def _listed(page: str, **filters: str) -> Callable[[Any], str]:
    """The URL of a list narrowed to an area and by these filters."""
    asked = "".join(f"&{name}={value}" for name, value in filters.items())
    return lambda area: f"{reverse(page)}?area={area.public_id}{asked}"


def _sheets_overdue(path: str, on: date) -> Mapping[int, int]:
    rows = SupervisionSheet.objects.overdue(on).filter(assignment__path__startswith=path)
    return dict(rows.order_by().values_list("assignment__area").annotate(Count("pk")))


def _measure(slug: str, title: str, definition: str, filters: Mapping[str, str], **given: Any) -> Measure:
    count = partial(standing_by_place, slug)
    return Measure(slug, title, definition, count, _listed("supervision_list", **filters), unit="项", **given)


MEASURES = (
    _measure(OPEN, "在办督办任务", "已经交办、尚未销号或者终止的督办任务", {"state": "open"}),
    _measure(
        "supervision_red", "红灯", "按任务采用的规则亮红灯的在办任务,原因写在任务页面上", {"light": Light.RED.value},
        base=OPEN, alarm=True,
    ),
    _measure(
        "supervision_yellow", "黄灯", "按任务采用的规则亮黄灯的在办任务", {"light": Light.YELLOW.value}, base=OPEN
    ),
    _measure(
        "supervision_late", "到期未完成", "超过完成期限、尚未报完成的督办任务", {"due": "late"}, base=OPEN, alarm=True
    ),
    _measure(
        "supervision_silent", "进展漏报", "下一期进展超过报送期限、尚未报送的督办任务", {"due": "silent"},
        base=OPEN, alarm=True,
    ),
    Measure(
        "supervision_sheets_late", "督办单逾期未反馈", "已经签发、超过反馈期限、承办单位尚未反馈的督办单",
        _sheets_overdue,
        _listed("supervision_sheets", state="late"), unit="份", alarm=True,
    ),
)  # fmt: skip
