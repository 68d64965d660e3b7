"""活动: states, seats, and which activity counts as what in the duty file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
MOVES = {
    (PLANNED, "change"): PLANNED,
    (PLANNED, "sign_up"): PLANNED,
    (PLANNED, "mark"): PLANNED,
    (PLANNED, "hold"): HELD,
    (PLANNED, "cancel"): CANCELLED,
}
REFUSALS = {
    "change": "活动已经开展或者取消,安排不能再修改。",
    "sign_up": "活动已经开展或者取消,不能再报名或者退出。",
    "mark": "活动已经登记开展或者取消,到场情况不能再修改。",
    "hold": "只有已安排、没有取消的活动可以登记开展,请刷新页面。",
    "cancel": "活动已经开展或者取消,不能再取消。",
}
DUTIES = {
    "group": "activity", "visit": "activity", "salon": "activity", "publicity": "activity", "study": "training",
    "research": "research", "debrief": "debrief",
}  # fmt: skip
"""Kind of activity -> DutyKind."""


def move(state: str, act: str) -> str:
    return moved(MOVES, REFUSALS, state, act)


@dataclass(frozen=True, slots=True)
class SignUpFacts:
    """`taken` counts who has a seat; `until` is when signing up ends, else when it begins."""

    starts_at: datetime
    until: datetime | None
    seats: int | None
    taken: int


def issues_before_signing_up(facts: SignUpFacts, at: datetime) -> Iterator[Issue]:
    if at >= facts.starts_at:
        yield Issue("begun", "活动已经开始,不能再报名;到场的请向联络员签到。")
    elif facts.until is not None and at > facts.until:
        yield Issue("closed", "报名已经截止;仍要参加的,请联系家站联络员。")
    if facts.seats is not None and facts.taken >= facts.seats:
        yield Issue("full", f"名额{facts.seats}人已经报满。有人退出时可以再报。")


def issues_before_holding(starts_at: datetime, at: datetime, outcome: str, present: int) -> Iterator[Issue]:
    if at < starts_at:
        yield Issue("not_begun", "活动还没有开始,不能登记开展。")
    if not outcome.strip():
        yield Issue("no_outcome", "请写明活动情况。")
    if not present:
        yield Issue("nobody", "请勾选到场的代表;没有代表参加的,请取消活动并写明原因。")


def months_without(held_months: Sequence[int], first: int, last: int) -> list[int]:
    """Months of a year between two in which nothing was held."""
    return [month for month in range(first, last + 1) if month not in set(held_months)]
