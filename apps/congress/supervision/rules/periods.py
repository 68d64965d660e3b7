"""报送周期: which month or quarter a progress report is for, and by which day it is due."""

from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date, months_after

MONTHLY, QUARTERLY, NONE = "monthly", "quarterly", "none"
CYCLES = {MONTHLY: "每月", QUARTERLY: "每季度", NONE: "不定期报送"}
MONTHS = {MONTHLY: 1, QUARTERLY: 3}


def period_of(day: date, cycle: str) -> date:
    """The first day of the month or quarter that holds `day`; the day itself where reports have no cycle."""
    if cycle == NONE:
        return day
    first = day.replace(day=1)
    return first.replace(month=(first.month - 1) // 3 * 3 + 1) if cycle == QUARTERLY else first


def next_period(period: date, cycle: str) -> date:
    return months_after(period, MONTHS[cycle])


def last_day(period: date, cycle: str) -> date:
    return next_period(period, cycle) - timedelta(days=1)


def report_due_on(period: date, cycle: str, report_day: int) -> date:
    """The `report_day`th day after the period has ended: 3月 with day 5 is due on 5 April."""
    return last_day(period, cycle) + timedelta(days=report_day)


def period_name(period: date, cycle: str) -> str:
    """`2026年3月`, `2026年第一季度`; `2026年3月20日` where reports have no cycle."""
    if cycle == NONE:
        return chinese_date(period)
    if cycle == QUARTERLY:
        return f"{period.year}年第{'一二三四'[(period.month - 1) // 3]}季度"
    return f"{period.year}年{period.month}月"
