"""接待日: which days a cycle and a day in words name (15日、星期二、第一个星期二、双月15日), moved off holidays.

Sources: first Tuesday of the month (苍溪、朝天), 15th of odd months (社区联络站), two days a month, once a week (domain
brief §4.2). A day off moves to the next working day.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apps.foundation.core.dates import next_working_day
from apps.foundation.core.errors import Issue
from apps.systems.deputy_stations.rules.tiers import BIMONTHLY, MONTHLY, QUARTERLY, WEEKLY

WEEKDAYS = "一二三四五六日"
FORM = re.compile(
    r"(?P<months>单月|双月|季首月|季中月|季末月)?"
    r"(?:(?P<day>[1-9]|[12]\d|3[01])日|(?:(?P<nth>第[一二三四]|最后一)个)?星期(?P<weekday>[一二三四五六日]))"
)
MONTHS = {
    "单月": (1, 3, 5, 7, 9, 11), "双月": (2, 4, 6, 8, 10, 12), "季首月": (1, 4, 7, 10), "季中月": (2, 5, 8, 11),
    "季末月": (3, 6, 9, 12),
}  # fmt: skip
USUAL = {MONTHLY: tuple(range(1, 13)), BIMONTHLY: MONTHS["单月"], QUARTERLY: MONTHS["季首月"]}
PREFIXES: Mapping[str, tuple[str, ...]] = {
    WEEKLY: (), MONTHLY: (), BIMONTHLY: ("单月", "双月"), QUARTERLY: ("季首月", "季中月", "季末月"),
}  # fmt: skip
HOURS = re.compile(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class DayRule:
    """`day` of the month, or the `nth` (-1: last, 0: every) `weekday` (Monday is 0); `months` in words or ""."""

    months: str = ""
    day: int = 0
    nth: int = 0
    weekday: int = 0


def day_rule_of(text: str) -> DayRule | None:
    """None where the words name no day."""
    found = FORM.fullmatch(text.strip().replace("周", "星期").replace("天", "日").replace("每月", ""))
    if found is None:
        return None
    months = found["months"] or ""
    if found["day"]:
        return DayRule(months, day=int(found["day"]))
    nth = {"": 0, "最后一": -1}.get(found["nth"] or "")
    nth = "一二三四".index((found["nth"] or "第一")[1]) + 1 if nth is None else nth
    return DayRule(months, nth=nth, weekday=WEEKDAYS.index(found["weekday"]))


def issues_with_day(text: str) -> Iterator[Issue]:
    if day_rule_of(text) is None:
        yield Issue("reception_day", "接待日请写成“15日”“星期二”“第一个星期二”“最后一个星期五”“双月15日”这样的形式。")


def issues_with_cycle(cycle: str, text: str) -> Iterator[Issue]:
    """Why a day in words does not go with a cycle."""
    rule = day_rule_of(text)
    if rule is None:
        yield from issues_with_day(text)
    elif cycle == WEEKLY and (rule.day or rule.nth):
        yield Issue("reception_day", f"每周一次的接待日只写星期几,如“星期二”,现在写的是“{text}”。")
    elif cycle != WEEKLY and not rule.day and not rule.nth:
        yield Issue("reception_day", f"请写明是第几个星期几,如“第一个{text[-3:]}”;每周一次的,请把周期改为每周一次。")
    elif rule.months and rule.months not in PREFIXES[cycle]:
        yield Issue("reception_day", f"“{rule.months}”与所选的周期不符,请修改接待日或者周期。")


def days_of_cycle(cycle: str, text: str, first: date, last: date, exceptions: Mapping[date, bool]) -> list[date]:
    """The days of reception that fall between `first` and `last`, each moved to a working day.

    One moved past `last` still belongs to the period. Raises ValueError where day and cycle do not go together.
    """
    rule = day_rule_of(text)
    if rule is None or next(issues_with_cycle(cycle, text), None):
        raise ValueError(text)
    named = _weekly(rule, first, last) if cycle == WEEKLY else _monthly(rule, cycle, first, last)
    return sorted({next_working_day(day, exceptions) for day in named if first <= day <= last})


def _weekly(rule: DayRule, first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def _monthly(rule: DayRule, cycle: str, first: date, last: date) -> Iterator[date]:
    months = MONTHS[rule.months] if rule.months else USUAL[cycle]
    for year in range(first.year, last.year + 1):
        yield from (_day_in(rule, year, month) for month in months)


def _day_in(rule: DayRule, year: int, month: int) -> date:
    """In a month without a 31st, the last day."""
    length = calendar.monthrange(year, month)[1]
    if rule.day:
        return date(year, month, min(rule.day, length))
    if rule.nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(rule.weekday - first.weekday()) % 7 + 7 * (rule.nth - 1))
    end = date(year, month, length)
    return end - timedelta(days=(end.weekday() - rule.weekday) % 7)


def hours_of(text: str) -> tuple[time, time]:
    """`9:00-11:00`. Raises ValueError for anything else, and where it ends before it begins."""
    found = HOURS.fullmatch(text.strip().replace(":", ":"))
    if found is None:
        raise ValueError(text)
    begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if begins >= ends:
        raise ValueError(text)
    return begins, ends


def issues_with_hours(text: str) -> Iterator[Issue]:
    try:
        hours_of(text)
    except ValueError:
        yield Issue("reception_hours", "接待时间请写成“9:00-11:00”这样的形式,结束要晚于开始。")


def span_on(day: date, hours: tuple[time, time], zone: object) -> tuple[datetime, datetime]:
    """Both ends of a reception on a day."""
    begins, ends = hours
    return datetime.combine(day, begins, zone), datetime.combine(day, ends, zone)  # type: ignore[arg-type]
