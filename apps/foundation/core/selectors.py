"""Working days by the holiday table."""

from collections.abc import Sequence
from datetime import date, timedelta

from apps.foundation.core.dates import next_working_day, working_days_after
from apps.foundation.core.models import Holiday

LONGEST_BREAK = timedelta(days=30)
"""More than any run of days off: the Spring Festival with its weekends is eleven days."""


def working_day_exceptions(start: date, end: date) -> dict[date, bool]:
    """Days between `start` and `end` that differ from the weekday rule: day -> works."""
    return dict(Holiday.objects.filter(day__range=(start, end)).values_list("day", "works"))


def add_working_days(day: date, count: int) -> date:
    """The last day of a term of `count` working days that begins the day after `day`."""
    return working_days_after(day, count, working_day_exceptions(day, day + 3 * timedelta(days=count) + LONGEST_BREAK))


def add_working_days_each(terms: Sequence[tuple[date, int]]) -> list[date]:
    """`add_working_days` for each (day, count), in one query."""
    if not terms:
        return []
    last = max(day + 3 * timedelta(days=count) for day, count in terms) + LONGEST_BREAK
    exceptions = working_day_exceptions(min(day for day, _ in terms), last)
    return [working_days_after(day, count, exceptions) for day, count in terms]


def working_day_from(day: date) -> date:
    """`day` itself or, where it is a day off, the next working day."""
    return next_working_day(day, working_day_exceptions(day, day + LONGEST_BREAK))


def calendar_warning(start: date, end: date) -> str:
    """A sentence where a term reaches a year whose holiday notice is not in the table, else ""."""
    known = set(Holiday.objects.filter(day__year__range=(start.year, end.year)).values_list("day__year", flat=True))
    missing = [str(year) for year in range(start.year, end.year + 1) if year not in known]
    if not missing:
        return ""
    return f"{'、'.join(missing)}年的节假日安排尚未录入,期限暂按周末推算;国务院办公厅通知发布后请系统管理员录入并核对。"
