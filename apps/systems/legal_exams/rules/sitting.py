"""The sitting: when a candidate may answer, what a browser may send, and how long the exam still runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.foundation.core.errors import DomainError, Issue

LEAD = timedelta(seconds=10)
"""Between the chief's word and the moment all papers open: every waiting browser has heard of it by then."""
SILENCE = timedelta(seconds=35)
"""A browser that was not heard for so long was cut off; it reports every ten seconds."""
MOST_MINUTES = 60
MOST_EVENTS = 20
GARBLED = "收到的作答不完整,没有保存。请刷新页面后继续;仍不成功的,请举手告诉监考员。"


@dataclass(frozen=True, slots=True)
class Change:
    """What is ticked at one place, and the number of the change in the browser: the highest one counts."""

    place: int
    ticked: tuple[int, ...]
    serial: int


def changes_of(raw: object) -> list[Change]:
    """What a browser sent, `[[place, [ticked …], serial] …]`, the newest of each place. Raises DomainError."""
    if not isinstance(raw, list) or len(raw) > 1000:
        raise DomainError(GARBLED)
    newest: dict[int, Change] = {}
    for one in map(_change, raw):
        if one.place not in newest or newest[one.place].serial < one.serial:
            newest[one.place] = one
    return list(newest.values())


def _change(raw: object) -> Change:
    match raw:
        case [int(place), list(ticked), int(serial)] if 0 <= place < 500 and 0 < serial < 2**31:
            are_numbers = all(type(one) is int for one in (place, serial, *ticked))  # true and false are int as well
            if are_numbers and len(ticked) <= 12 and all(0 <= one < 12 for one in ticked):
                return Change(place, tuple(sorted(set(ticked))), serial)
    raise DomainError(GARBLED)


def issues_before_starting(admitted: int, starts_at: datetime, at: datetime) -> Iterator[Issue]:
    """What keeps the chief invigilator from giving the word."""
    if not admitted:
        yield Issue("nobody", "还没有排入考生,请先排考。")
    if at + LEAD < starts_at:
        yield Issue("early", "还没有到开考时间。需要提前开考的,请任免考试工作人员先修改开考时间。")


def issues_before_ending(answering: int, missing: int) -> Iterator[Issue]:
    """What is still open in the rooms."""
    if answering:
        yield Issue("answering", f"还有{answering}名考生在答题,请等他们交卷或者到时自动交卷。")
    if missing:
        yield Issue("missing", f"还有{missing}名考生没有到场或者没有开始答题,请先记缺考。")


def issues_with_minutes(minutes: int) -> Iterator[Issue]:
    if not 1 <= minutes <= MOST_MINUTES:
        yield Issue("minutes", f"延长的时间应在1至{MOST_MINUTES}分钟之间。")


def left_of(until: datetime | None, at: datetime) -> int:
    """Milliseconds until then, 0 where it is past."""
    return max(0, round((until - at).total_seconds() * 1000)) if until else 0


def minutes_words(silence: timedelta) -> str:
    """`约10分钟`, `约40秒`."""
    seconds = round(silence.total_seconds())
    return f"约{round(seconds / 60)}分钟" if seconds >= 90 else f"约{seconds}秒"
