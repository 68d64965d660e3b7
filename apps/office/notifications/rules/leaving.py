"""When a message may leave: not in the hours of rest, not through a channel that is out of order."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from apps.foundation.core.errors import Issue

FAILURES = 5
"""So many messages in a row that a channel could not hand over, and it is paused."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 20, 40, 60))
NEVER = "不设"
_SPAN = re.compile(r"(\d{1,2})[::](\d{2})\s*[-—–~至]+\s*(\d{1,2})[::](\d{2})")


def hours_of(text: str) -> tuple[time, time] | None:
    """`21:00-8:00` -> from when until when, None for `不设`. Raises ValueError for anything else."""
    if text.strip() == NEVER:
        return None
    if (found := _SPAN.fullmatch(text.strip())) is None:
        raise ValueError(text)
    hours = [int(group) for group in found.groups()]
    return time(hours[0], hours[1]), time(hours[2], hours[3])


def issues_with_hours(text: str) -> Iterator[Issue]:
    """Why a text names no hours of rest."""
    try:
        hours_of(text)
    except ValueError:
        yield Issue("quiet_hours", "请写起止时刻,例如“21:00-8:00”;没有免打扰时段的写“不设”。")


def rest_ends(local: datetime, hours: tuple[time, time] | None) -> datetime | None:
    """When the rest that holds at this local moment is over; None where there is none."""
    if hours is None:
        return None
    begins, ends = hours
    now, today = local.time(), local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    if begins <= ends:
        return today if begins <= now < ends else None
    if now >= begins:
        return today + timedelta(days=1)
    return today if now < ends else None


def pause_after(failures: int) -> timedelta | None:
    """How long a channel rests after so many failures in a row; longer each time, an hour at most."""
    if failures < FAILURES:
        return None
    return PAUSES[min(failures - FAILURES, len(PAUSES) - 1)]
