"""亮灯: which light an assignment shows, since when and why.

Every reason is known with the day from which it holds, so a light changes by itself as days pass and only acts move
its days: `yellow_from` and `red_from` are stored with the assignment, and SQL compares them with today.
民生实事 usually: one milestone late by up to 30 days, or less than 90 % of the plan, is yellow; more is red. 改革任务:
yellow seven days before the end, red after it. Both by the values the place has set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date

GREEN, YELLOW, RED = "green", "yellow", "red"
LIGHTS = {GREEN: "绿灯", YELLOW: "黄灯", RED: "红灯"}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Node:
    """A milestone: by `due_on` so many percent of the whole are to be done."""

    title: str
    due_on: date
    planned_percent: int
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Rule values of the assignment. `soon_days`: yellow so many days before the end, 0: never. `grace_days`: so long a
    late milestone stays yellow. `behind_percent`: below this share of the planned percent it is yellow.
    """

    soon_days: int
    grace_days: int
    behind_percent: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an open assignment. `percent` is the last reported one. `reports_due`: last days of the reports
    not handed in yet, from the first on; two are enough. `planned` and `expected`: 计划数量 and 预计完成数量;
    `expected_since` is the day from which the smaller number was known.
    """

    due_on: date
    percent: int
    nodes: Sequence[Node] = ()
    reports_due: Sequence[date] = ()
    planned: int | None = None
    expected: int | None = None
    expected_since: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a light is not green: `since` is the first day on which it holds."""

    light: str
    since: date
    words: str


def reasons(standing: Standing, limits: Limits) -> list[Reason]:
    """All reasons that hold or will come to hold if nothing more is done, in the order of their days."""
    found = [*_of_end(standing, limits), *_of_nodes(standing, limits), *_of_reports(standing), *shortage(standing)]
    return sorted(found, key=lambda reason: (reason.since, reason.light))


def holding(found: Sequence[Reason], on: date) -> list[Reason]:
    """Those that hold on a day, the red ones first."""
    return sorted((one for one in found if one.since <= on), key=lambda one: (one.light != RED, one.since))


def turns(found: Sequence[Reason], light: str) -> date | None:
    """The first day of a light; None where nothing leads to it."""
    return min((one.since for one in found if one.light == light), default=None)


def light_of(yellow_from: date | None, red_from: date | None, on: date) -> str:
    """The light of a day from the two stored days."""
    if red_from and red_from <= on:
        return RED
    return YELLOW if yellow_from and yellow_from <= on else GREEN


def shortage(standing: Standing) -> list[Reason]:
    """计划4841, 预计完成4623 (鄞州区2018年): what will be missing is red from the day it is known, claimed or not."""
    planned, expected = standing.planned, standing.expected
    if planned is None or expected is None or expected >= planned or standing.expected_since is None:
        return []
    return [Reason(RED, standing.expected_since, f"计划{planned},预计完成{expected},少{planned - expected}")]


def _of_end(standing: Standing, limits: Limits) -> list[Reason]:
    due = standing.due_on
    found = [Reason(RED, due + DAY, f"{chinese_date(due)}到期未完成")]
    if limits.soon_days:
        found.append(Reason(YELLOW, due - limits.soon_days * DAY, f"{chinese_date(due)}到期,尚未完成"))
    return found


def _of_nodes(standing: Standing, limits: Limits) -> list[Reason]:
    """One late milestone is yellow for its days of grace, then red; a second one is red at once."""
    found: list[Reason] = []
    open_nodes = sorted((node for node in standing.nodes if not node.is_done), key=lambda node: node.due_on)
    for place, node in enumerate(open_nodes[:2]):
        words = f"节点“{node.title}”{chinese_date(node.due_on)}到期未完成"
        if place:
            found.append(Reason(RED, node.due_on + DAY, f"{words},已有两个节点逾期"))
            continue
        if not limits.grace_days:
            found.append(Reason(RED, node.due_on + DAY, words))
            continue
        found.append(Reason(YELLOW, node.due_on + DAY, words))
        found.append(Reason(RED, node.due_on + (limits.grace_days + 1) * DAY, f"{words},逾期超过{limits.grace_days}日"))
    found += [_behind(node, standing) for node in standing.nodes if _is_behind(node, standing, limits)]
    return found


def _is_behind(node: Node, standing: Standing, limits: Limits) -> bool:
    return standing.percent * 100 < node.planned_percent * limits.behind_percent


def _behind(node: Node, standing: Standing) -> Reason:
    day = chinese_date(node.due_on)
    return Reason(YELLOW, node.due_on + DAY, f"进度{standing.percent}%,{day}应达到{node.planned_percent}%")


def _of_reports(standing: Standing) -> list[Reason]:
    lights = (YELLOW, RED)
    return [
        Reason(light, due + DAY, f"应在{chinese_date(due)}前报送的进展没有报送")
        for light, due in zip(lights, standing.reports_due, strict=False)
    ]
