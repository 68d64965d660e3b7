"""What leaders compare of votes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from apps.congress.ballots.models import Poll, PollState
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure


def held(path: str, on: date) -> Mapping[int, int]:
    rows = Poll.objects.filter(state=PollState.ANNOUNCED, announced_at__year=on.year)
    return by_area(rows.filter(body__area__path__startswith=path), "body__area")


def listed(area: Any) -> str:
    return list_of("ballots_polls", area, state=PollState.ANNOUNCED.value, year=timezone.localdate().year)


MEASURES = (
    Measure(
        "polls_held", "今年举行的表决", "今年宣布了结果的表决、票决、选举和测评次数,作废的不计,再次投票另计一次",
        held, listed, unit="次",
    ),
)  # fmt: skip
