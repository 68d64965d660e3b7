"""When people are reminded of a date: some working days before it, on it, and again and again after it.

Reminders are stages, not days: a stage is reached and stays reached until the next. So a day without a run (a holiday,
a server that was off) costs nothing: the next run finds the stage of that day and says it once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date, is_working_day
from apps.foundation.core.errors import Issue

FARTHEST = 30
"""Working days ahead of which a place may ask for a reminder."""
Calendar = Mapping[date, bool]
"""Days that differ from the weekday rule: day -> works."""
NEVER = "不设"
_PARTS = re.compile(r"[、,,\s]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """`before` are working days ahead; after the day it is said every `every` working days, at most `most` times."""

    before: tuple[int, ...]
    every: int
    most: int


def days_before(text: str) -> tuple[int, ...]:
    """`3、1` -> (3, 1), most days first, none for `不设`; raises ValueError where a part is no number."""
    if text.strip() == NEVER:
        return ()
    return tuple(sorted({int(part) for part in _PARTS.split(text.strip()) if part}, reverse=True))


def issues_with_days(text: str) -> Iterator[Issue]:
    """Why a text does not name days ahead of a date."""
    try:
        days = days_before(text)
        wrong = text.strip() != NEVER and not (days and all(0 < day <= FARTHEST for day in days))
    except ValueError:
        wrong = True
    if wrong:
        yield Issue(
            "days_before", f"请写提前的工作日数,用顿号隔开,每个在1至{FARTHEST}之间,例如“3、1”;到期前不提醒的写“不设”。"
        )


def working_days_to(due: date, today: date, exceptions: Calendar) -> int:
    """Working days from `today` until `due`, the day itself counted, today not; below nought where it is late.

    A date on a day off is at 0 on the last working day before it, and late on the first one after it.
    """
    if due < today:
        return -working_days_in(due, today, exceptions)
    return working_days_in(today, due, exceptions)


def working_days_in(start: date, end: date, exceptions: Calendar) -> int:
    """Working days after `start` until `end`."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, exceptions) for day in days)


def stage_of(distance: int, is_over: bool, plan: Plan) -> int | None:
    """The reminder that is due: days ahead as a negative number, 0 on the day, days late; None where it is early."""
    if not is_over:
        if distance == 0:
            return 0
        return max((-day for day in plan.before if distance <= day), default=None)
    return plan.every * min(-distance // plan.every, plan.most)


def when_told(due: date, today: date, distance: int) -> str:
    """How far off the date is, as people say it."""
    if due == today:
        return "今天到期"
    if due < today:
        return f"已逾期{-distance}个工作日" if distance else "已到期"
    return f"还有{distance}个工作日到期" if distance else f"今天是{chinese_date(due)}到期前最后一个工作日"
