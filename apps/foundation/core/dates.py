"""Local days, month deadlines and working days (域内口径: the day of the event is not counted)."""

import calendar
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def local_day(at: datetime) -> date:
    """The day in Asia/Shanghai on which `at` falls."""
    return timezone.localtime(at).date()


def day_begins(day: date) -> datetime:
    """Midnight at which the local day begins."""
    return datetime.combine(day, time(), timezone.get_current_timezone())


def months_after(day: date, months: int) -> date:
    """`day` plus calendar months; where there is no such day, the last of the month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_working_day(day: date, exceptions: Mapping[date, bool]) -> bool:
    """`exceptions` maps a day to True (make-up working day) or False (holiday), State Council notice."""
    return exceptions.get(day, day.weekday() < 5)


def working_days_after(day: date, count: int, exceptions: Mapping[date, bool]) -> date:
    """The last day of a term of `count` working days that begins the day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, exceptions)
    return day


def next_working_day(day: date, exceptions: Mapping[date, bool]) -> date:
    """`day` itself or, where it is a day off, the next working day."""
    while not is_working_day(day, exceptions):
        day += timedelta(days=1)
    return day


def chinese_date(value: date | datetime) -> str:
    """`2026年3月20日`, in local time."""
    day = local_day(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_days(first: date, last: date) -> str:
    """`2026年3月20日`, or `2026年3月20日至2026年3月21日`."""
    return chinese_date(first) if first == last else f"{chinese_date(first)}至{chinese_date(last)}"


def chinese_datetime(at: datetime) -> str:
    """`2026年3月20日 14:30`, in local time."""
    moment = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{chinese_date(moment)} {moment:%H:%M}"


def years_of(since: date, on: date) -> int:
    """Whole years between two days."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
