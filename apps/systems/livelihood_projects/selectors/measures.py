"""What leaders compare of livelihood projects: this year's, and those on the way for the next."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from apps.congress.supervision.models import AssignmentState
from apps.congress.supervision.rules import states
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.systems.livelihood_projects.models import Clue, Project, ProjectState
from apps.systems.livelihood_projects.models.projects import ProjectQuerySet

AREA = "season__term__body__area"
STANDING = "standing"
GOING, RED, DONE = "going", "red", "done"
SHOWN = ((GOING, "在办"), (RED, "红灯"), (DONE, "已验收"))


def _within(rows: QuerySet, path: str, year: int) -> QuerySet:
    return rows.filter(season__year=year, season__term__body__area__path__startswith=path)


def clues(path: str, on: date) -> Mapping[int, int]:
    return by_area(_within(Clue.objects.standing(), path, on.year + 1), AREA)


def candidates(path: str, on: date) -> Mapping[int, int]:
    return by_area(_within(Project.objects.standing(), path, on.year + 1), AREA)


def chosen(later: int, path: str, on: date) -> Mapping[int, int]:
    return by_area(_chosen(path, on.year + later), AREA)


def investment(path: str, on: date) -> Mapping[int, int]:
    return by_area(_chosen(path, on.year), AREA, Sum("budget"))


def _chosen(path: str, year: int) -> QuerySet[Project]:
    return _within(Project.objects.filter(state=ProjectState.VOTED_IN), path, year)


def _projects(state: str, later: int, area: Any) -> str:
    return list_of("livelihood_projects", area, year=timezone.localdate().year + later, state=state)


def _clues(area: Any) -> str:
    return list_of("livelihood_clues", area, year=timezone.localdate().year + 1)


def delivering(show: str, path: str, on: date) -> Mapping[int, int]:
    """Chosen projects whatever their year, narrowed as the list's `show` narrows them."""
    rows = Project.objects.filter(season__term__body__area__path__startswith=path)
    return by_area(shown(rows, show, on), AREA)


def red_rows(path: str, on: date) -> QuerySet[Project]:
    rows = Project.objects.filter(season__term__body__area__path__startswith=path)
    return shown(rows, RED, on).with_season().order_by("plan__assignment__due_on", "pk")


def paid(path: str, on: date) -> Mapping[int, int]:
    return by_area(_chosen(path, on.year), AREA, Sum("plan__assignment__paid"))


def shown(rows: ProjectQuerySet, show: str, on: date) -> ProjectQuerySet:
    """在办, 红灯, 已验收: as supervision has it on a day."""
    if show == GOING:
        return rows.filter(plan__assignment__state__in=states.OPEN)
    if show == RED:
        return rows.filter(plan__assignment__state__in=states.OPEN, plan__assignment__red_from__lte=on)
    return rows.filter(plan__assignment__state=AssignmentState.CLOSED)


def _shown(show: str) -> Callable[[Any], str]:
    return lambda area: list_of("livelihood_projects", area, show=show)


DELIVERY = (
    Measure("projects_going", "在办民生实事", "已经交办督办、尚未验收销号的项目数", partial(delivering, GOING),
            _shown(GOING), unit="个"),
    Measure("projects_red", "民生实事红灯", "在办项目中按采用的规则亮红灯的", partial(delivering, RED), _shown(RED),
            unit="个", base="projects_going", alarm=True, rows=red_rows,
            line=lambda row: f"{row.name}({row.season.body.area.name},责任单位{row.responsible_unit.name})"),
    Measure("projects_done", "已验收民生实事", "经验收核查、已经销号的项目数", partial(delivering, DONE),
            _shown(DONE), unit="个"),
    Measure("projects_paid", "今年已支付", "今年实施的项目最近一期报送的累计支付之和", paid,
            partial(_projects, "voted_in", 0), unit="元", sums="已支付(元)", base="projects_investment"),
)  # fmt: skip
MEASURES = (
    Measure(
        "projects_chosen", "今年民生实事", "确定或者选出在今年实施的项目数",
        partial(chosen, 0), partial(_projects, "voted_in", 0), unit="个",
    ),
    Measure(
        "projects_investment", "今年计划投资", "今年实施的项目计划投资之和", investment,
        partial(_projects, "voted_in", 0), unit="元", sums="投资(元)",
    ),
    Measure("clues_next", "明年项目线索", "为明年征集到的线索件数,含已合并的,不含本人撤回的", clues, _clues),
    Measure(
        "candidates_next", "明年候选项目", "列入明年候选、没有撤回的项目数,含已经表决的", candidates,
        partial(_projects, STANDING, 1), unit="个",
    ),
    Measure(
        "chosen_next", "其中已入选", "已确定或者选出在明年实施的项目数",
        partial(chosen, 1), partial(_projects, "voted_in", 1), unit="个", base="candidates_next",
    ),
    *DELIVERY,
)  # fmt: skip
