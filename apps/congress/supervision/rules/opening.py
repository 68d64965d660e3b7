"""What is wrong with an assignment as it was planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Plan:
    """`units`: name, role, whether it exists; `nodes`: title, last day, cumulative percent; `planned`: pieces;
    `verifier`: name of the unit that is to verify it, "" for the office.
    """

    starts_on: date
    due_on: date
    planned: int | None
    units: Sequence[tuple[str, str, bool]]
    nodes: Sequence[tuple[str, date, int]]
    verifier: str = ""


def issues_with_plan(plan: Plan, on: date) -> Iterator[Issue]:
    """Everything that must be put right before it may be saved or handed over on this day."""
    yield from _issues_with_days(plan, on)
    yield from _issues_with_units(plan)
    yield from issues_with_nodes(plan)
    if plan.planned == 0:
        yield Issue("nothing_planned", "计划数量不能为0;不按数量考核的,请留空。")


def _issues_with_days(plan: Plan, on: date) -> Iterator[Issue]:
    if plan.due_on < plan.starts_on:
        yield Issue("days", "完成期限不能早于开始日期。")
    if plan.due_on < on:
        yield Issue("past", f"完成期限{chinese_date(plan.due_on)}已经过去,请改为今天或者以后的日期。")


def _issues_with_units(plan: Plan) -> Iterator[Issue]:
    leads = [name for name, role, _ in plan.units if role == LEAD]
    if len(leads) != 1:
        yield Issue("lead", "请写明一个牵头单位(只能有一个),其他单位写作责任单位或者配合单位。")
    names = [name for name, _, _ in plan.units]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Issue("twice", f"{name}写了两次,一个单位只写一种职责。")
    if plan.verifier in names:
        yield Issue("verifier", f"{plan.verifier}承办这项任务,不能核查自己办的事,请另选核查单位。")
    for name, _, exists in plan.units:
        if not exists:
            yield Issue("gone", f"{name}已经撤销或者尚未成立,请改为承接其职责的单位。")


def issues_with_nodes(plan: Plan) -> Iterator[Issue]:
    """In the order of their days, growing, within the assignment, the last one reaching the whole."""
    nodes = sorted(plan.nodes, key=lambda node: node[1])
    for title, day, percent in nodes:
        if not plan.starts_on <= day <= plan.due_on:
            yield Issue("node_day", f"节点“{title}”的期限{chinese_date(day)}不在任务起止日期之内。")
        if not 1 <= percent <= 100:
            yield Issue("node_percent", f"节点“{title}”的累计进度应在1%至100%之间。")
    for before, after in pairwise(nodes):
        if after[2] < before[2]:
            yield Issue("node_order", f"节点“{after[0]}”的累计进度不能低于前一节点“{before[0]}”。")
    if nodes and nodes[-1][2] != 100:
        yield Issue("node_whole", f"最后一个节点“{nodes[-1][0]}”的累计进度应为100%。")
