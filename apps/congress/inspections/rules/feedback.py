"""书面反馈: until when, and how late (重庆市实施代表法办法第三十一条: within one month)."""

from collections.abc import Mapping
from datetime import date

from apps.foundation.core.dates import months_after, next_working_day


def feedback_due(handed_over_on: date, months: int, exceptions: Mapping[date, bool]) -> date:
    """Calendar months from the hand-over; no such day: the month's last; a day off: the next working day."""
    return next_working_day(months_after(handed_over_on, months), exceptions)


def days_late(due_on: date, answered_on: date | None, on: date) -> int:
    """Days after the due day until the answer or, where there is none yet, until `on`; 0 in time."""
    return max(((answered_on or on) - due_on).days, 0)


def late_sentence(due_on: date, late: int, months: int, source: str, *, is_answered: bool) -> str:
    """How late, and by which rule; "" in time."""
    if not late:
        return ""
    verb = "反馈已逾期" if is_answered else "逾期未反馈"
    return f"{verb}{late}日:应在{due_on:%Y年%m月%d日}前书面反馈(交办后{months}个月内,{source})。"
