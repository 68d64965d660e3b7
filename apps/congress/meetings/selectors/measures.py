"""What leaders compare of meetings: how many were held, and how many of those due came."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from apps.congress.meetings.models import Meeting, MeetingState, Sitting, SittingState
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure

AREA = "body__area"
COUNTED = Q(state=SittingState.CLOSED, present__isnull=False)
"""Sittings whose 应到 and 实到 are settled."""


def held(path: str, on: date) -> Mapping[int, int]:
    rows = Meeting.objects.filter(starts_on__year=on.year, state=MeetingState.CLOSED)
    return by_area(rows.filter(body__area__path__startswith=path), AREA)


def heads(field: str, path: str, on: date) -> Mapping[int, int]:
    """`due` or `present` added up over the sittings of this year's closed meetings."""
    rows = Sitting.objects.filter(COUNTED, meeting__starts_on__year=on.year, meeting__state=MeetingState.CLOSED)
    return by_area(rows.filter(meeting__body__area__path__startswith=path), f"meeting__{AREA}", Sum(field))


def with_heads(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Each with `heads_due` and `heads_present` of its sittings; None before one was held."""
    settled = Q(sittings__state=SittingState.CLOSED, sittings__present__isnull=False)
    return meetings.annotate(
        heads_due=Sum("sittings__due", filter=settled), heads_present=Sum("sittings__present", filter=settled)
    )


def listed(area: Any) -> str:
    year = timezone.localdate().year
    return list_of("meetings_list", area, state="closed", since=f"{year}-01-01", until=f"{year}-12-31")


MEASURES = (
    Measure("meetings_held", "今年已开会议", "今年开始、已经闭会的会议次数", held, listed, unit="次"),
    Measure(
        "meetings_due", "应到人次", "今年已闭会的会议各会次的应到人数之和,按签到开始时的名册",
        partial(heads, "due"), listed, unit="人次", sums="应到人次",
    ),
    Measure(
        "meetings_present", "出席人次", "今年已闭会的会议各会次宣布开会时的实到人数之和,占应到人次的百分比即出席率",
        partial(heads, "present"), listed, unit="人次", base="meetings_due", sums="实到人次",
    ),
)  # fmt: skip
