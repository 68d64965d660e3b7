"""评价: what a rating leads to, when it is reminded of, and when it lapses (重庆市代表建议工作条例第26至29条)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

SATISFIED, BASIC, DISSATISFIED = "satisfied", "basic", "dissatisfied"
ROUNDS = 2
COMMENT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Voice:
    """What the proposer says of a reply: two Grades and their own words."""

    attitude: str
    result: str
    comment: str = ""


def issues_before_rating(voice: Voice) -> Iterator[Issue]:
    """Who is dissatisfied says with what, so that the second round can answer it."""
    if DISSATISFIED in (voice.attitude, voice.result) and not voice.comment.strip():
        yield Issue("no_comment", "评价为“不满意”的,请写明具体意见,承办单位据此改进或者重新办理。")
    if len(voice.comment) > COMMENT_LIMIT:
        yield Issue("long_comment", f"具体意见最多{COMMENT_LIMIT}字,现有{len(voice.comment)}字,请精简。")


def act_after(result: str, round_: int) -> str:
    """What follows by itself: closed, handled again, and after the second round brought before the congress."""
    if result != DISSATISFIED:
        return "close"
    return "rehandle" if round_ < ROUNDS else "dispute"


def issues_before_sending_back(reason: str, *, on: date, due_on: date, ground: str) -> Iterator[Issue]:
    """Within the days in which a proposer would rate it, and with what is to be done better."""
    if on > due_on:
        yield Issue(
            "late", f"答复应在{chinese_date(due_on)}以前退回({ground}),期限已过。仍有问题的,请另行交办或者跟踪视察。"
        )
    if not reason.strip():
        yield Issue("no_reason", "请写明退回的理由,承办单位据此重新办理。")


def is_to_be_reminded(due_on: date, days: int, on: date) -> bool:
    """Whether the last day is `days` calendar days away, or nearer."""
    return on >= due_on - timedelta(days=days)


def has_lapsed(due_on: date, reminded_on: date | None, on: date) -> bool:
    """Overdue, and reminded on an earlier day: who was never reminded has not let it lapse."""
    return due_on < on and reminded_on is not None and reminded_on < on
