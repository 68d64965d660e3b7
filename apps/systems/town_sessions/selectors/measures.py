"""What leaders compare of the year's plans and sessions."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.congress.meetings.models import MeetingState
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.measures import day_in

PLANNED, HELD, OVERDUE = "planned", "held", "overdue"
IN_FORCE, ON_TIME = "in_force", "on_time"
BODY = "plan__body__area"
_LIVE = Q(slot__meeting__isnull=False) & ~Q(slot__meeting__state=MeetingState.CANCELLED)
_FIXED = Q(is_extra=False) | _LIVE
_WAITING = Q(slot__meeting__isnull=True) | Q(slot__meeting__state__in=(MeetingState.PLANNED, MeetingState.NOTICED))


def sessions_in_force(path: str) -> QuerySet[PlanSession]:
    """Of the plans that count; those held only if need be are counted once their meeting exists."""
    rows = PlanSession.objects.filter(_FIXED, plan__state__in=states.IN_FORCE)
    return rows.filter(plan__body__area__path__startswith=path)


def standing(rows: QuerySet[PlanSession], which: str, on: date) -> QuerySet[PlanSession]:
    if which == HELD:
        return rows.filter(slot__meeting__state=MeetingState.CLOSED)
    return rows.filter(_WAITING, is_extra=False, ends_on__lt=on) if which == OVERDUE else rows


def on_time(plans: QuerySet[AnnualPlan]) -> list[int]:
    """Keys of those whose first version was approved by the day its rules gave."""
    first = AnnualPlan.objects.filter(version=1).exclude(state=states.ABANDONED)
    approved = {(body, year): day for body, year, day in first.values_list("body", "year", "approved_on")}
    rows = plans.order_by().values_list("pk", "body", "year", "frozen_rules__plan_due__value")
    return [key for key, body, year, due in rows if (day := approved.get((body, year))) and day <= day_in(year, due)]


def _sessions(which: str, path: str, on: date) -> Mapping[int, int]:
    return by_area(standing(sessions_in_force(path).filter(plan__year=on.year), which, on), BODY)


def overdue_rows(path: str, on: date) -> QuerySet[PlanSession]:
    rows = standing(sessions_in_force(path).filter(plan__year=on.year), OVERDUE, on)
    return rows.select_related("plan__body").order_by("ends_on", "pk")


def _plans(which: str, path: str, on: date) -> Mapping[int, int]:
    plans = AnnualPlan.objects.in_force().filter(body__area__path__startswith=path, year=on.year)
    return by_area(plans.filter(pk__in=on_time(plans)) if which == ON_TIME else plans, "body__area")


def _listed(url_name: str, which: str) -> Callable[[Any], str]:
    return lambda area: list_of(url_name, area, year=timezone.localdate().year, standing=which)


def _session_measure(slug: str, title: str, definition: str, which: str, **named: Any) -> Measure:
    page = _listed("town_sessions_sessions", which)
    return Measure(slug, title, definition, partial(_sessions, which), page, unit="次", **named)


def _plan_measure(slug: str, title: str, definition: str, which: str, **named: Any) -> Measure:
    page = _listed("town_sessions_list", which)
    return Measure(slug, title, definition, partial(_plans, which), page, unit="个", **named)


MEASURES = (
    _session_measure(
        "sessions_overdue", "到期未召开", "今年现行方案中最迟日期已过、还没有召开也没有取消的会议次数,视情召开的不计",
        OVERDUE, base="sessions_planned", alarm=True, rows=overdue_rows,
        line=lambda row: f"{row.plan.body.name}{row}({chinese_date(row.ends_on)}前应召开)",
    ),
    _session_measure(
        "sessions_planned", "今年计划会议", "今年现行方案安排的会议次数,视情召开的在生成会议以后计入", PLANNED
    ),
    _session_measure(
        "sessions_held", "按方案已召开", "今年现行方案安排的会议中已经闭会的次数", HELD, base="sessions_planned"
    ),
    _plan_measure("plans_in_force", "今年已有方案", "已批准今年度预安排方案的镇和区人大个数", IN_FORCE),
    _plan_measure(
        "plans_on_time", "方案按期批准", "首次批准之日不晚于规定日期的今年度方案个数", ON_TIME, base="plans_in_force"
    ),
)  # fmt: skip
