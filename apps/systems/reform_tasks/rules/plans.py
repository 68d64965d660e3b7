"""任务分解: the lines of a plan as they are typed, and what must be right before a party committee studies them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from apps.congress.supervision.rules.steps import Step
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

LINES_LIMIT = 100


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with the item that it belongs to; lines with the same `item` are one item, in the order of its first."""

    item: str
    title: str
    content: str
    outcome: str
    lead: str
    places: str
    starts_on: date
    due_on: date
    steps: Sequence[Step]
    goal: str = ""
    deliverable: str = ""


def items_of(lines: Iterable[TaskLine]) -> dict[str, list[TaskLine]]:
    """Title of the item -> its tasks."""
    found: dict[str, list[TaskLine]] = {}
    for line in lines:
        found.setdefault(line.item, []).append(line)
    return found


def issues_with_lines(lines: Sequence[TaskLine]) -> Iterator[Issue]:
    """What cannot be saved: two tasks of one name, days and steps that do not fit each other."""
    for item, tasks in items_of(lines).items():
        titles = [task.title for task in tasks]
        for title in sorted({title for title in titles if titles.count(title) > 1}):
            yield Issue("twice", f"“{item}”中有两项任务都叫“{title}”,请合并或者改名。")
    for line in lines:
        for issue in issues_with_days(line.starts_on, line.due_on, line.steps):
            yield Issue(issue.code, f"任务“{line.title}”:{issue.sentence}")


def issues_with_days(starts_on: date, due_on: date, steps: Sequence[Step]) -> Iterator[Issue]:
    """In the order of their days, growing, within the task, the last one reaching the whole."""
    if due_on < starts_on:
        yield Issue("days", "完成期限不能早于开始日期。")
    for step in steps:
        if not starts_on <= step.due_on <= due_on:
            yield Issue("step_day", f"举措“{step.title}”的期限{chinese_date(step.due_on)}不在任务起止日期之内。")
        if not 1 <= step.percent <= 100:
            yield Issue("step_percent", f"举措“{step.title}”的累计进度应在1%至100%之间。")
    ordered = sorted(steps, key=lambda step: step.due_on)
    for before, after in pairwise(ordered):
        if after.percent < before.percent:
            yield Issue("step_order", f"举措“{after.title}”的累计进度不能低于前一举措“{before.title}”。")
    if ordered and ordered[-1].percent != 100:
        yield Issue("step_whole", f"最后一项举措“{ordered[-1].title}”的累计进度应为100%。")


def issues_before_submitting(lines: Sequence[TaskLine], on: date, *, has_organ: bool) -> Iterator[Issue]:
    """A plan without tasks, without anybody to approve it, or late before it begins."""
    if not lines:
        yield Issue("empty", "实施方案还没有任务,请先编辑任务分解。")
    if not has_organ:
        yield Issue("no_organ", "本级党委(党工委)还没有登记,请先在“单位”中登记,再提请研究。")
    yield from issues_with_lines(lines)
    for line in lines:
        if line.due_on < on:
            yield past_due(line.title, line.due_on)


def past_due(title: str, due_on: date) -> Issue:
    return Issue("past", f"任务“{title}”的完成期限{chinese_date(due_on)}已经过去,请改为今天或者以后的日期。")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a hand-over would make: title and last day of its tasks; label of a lead -> places without that organ."""

    tasks: Sequence[tuple[str, date]]
    missing: dict[str, list[str]]


def issues_before_handing_over(wanted: Wanted, on: date) -> Iterator[Issue]:
    """Nothing left to hand over, a day that is past, a place without the organ that leads."""
    if not wanted.tasks:
        yield Issue("nothing", "各镇街的任务都已经交办。")
    for title, due_on in wanted.tasks:
        if due_on < on:
            yield past_due(title, due_on)
    for lead, places in wanted.missing.items():
        yield Issue(
            "no_lead", f"{'、'.join(places)}还没有登记{lead},由其牵头的任务无处可交。请先在“单位”中登记,再一并交办。"
        )


def issues_before_ending(open_cells: int, summary: str) -> Iterator[Issue]:
    if open_cells:
        yield Issue("open", f"还有{open_cells}项镇街任务没有销号或者终止,请先办结。")
    if not summary.strip():
        yield Issue("summary", "请写明总结:做了什么、成效如何、还有哪些不足。")
