"""What leaders compare of meetings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from apps.congress.meetings.models import Meeting, MeetingState
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure

AREA = "body__area"


def held(path: str, on: date) -> Mapping[int, int]:
    rows = Meeting.objects.filter(starts_on__year=on.year, state=MeetingState.CLOSED)
    return by_area(rows.filter(body__area__path__startswith=path), AREA)


def listed(area: Any) -> str:
    year = timezone.localdate().year
    return list_of("meetings_list", area, state="closed", since=f"{year}-01-01", until=f"{year}-12-31")


MEASURES = (Measure("meetings_held", "今年已开会议", "今年开始、已经闭会的会议次数", held, listed, unit="次"),)
