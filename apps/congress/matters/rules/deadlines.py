"""Until when somebody must act: the limits of every step, and the day each of them ends on.

The day of the event is not counted. A limit in working days ends with the last of them; a limit in months ends on the
same day of the month, or the month's last where there is no such day, and moves to the next working day where the
place says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import months_after, next_working_day, working_days_after

HAND_OVER, RETURN, REASSIGN, CONTACT = "hand_over", "return", "reassign", "contact"
CO_OPINION, CO_REDO, REPLY, EXTENDED = "co_opinion", "co_redo", "reply", "extended"
RATE, REHANDLE = "rate", "rehandle"
STEPS = {
    HAND_OVER: "交办",
    RETURN: "申请退办",
    REASSIGN: "重新确定承办单位",
    CONTACT: "与提出人沟通",
    CO_OPINION: "提出协办意见",
    CO_REDO: "重提协办意见",
    REPLY: "答复",
    EXTENDED: "答复(最长延至)",
    RATE: "评价",
    REHANDLE: "重新办理并答复",
}
DAYS, MONTHS = "days", "months"


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` working days or calendar months, and the article or rule that says so."""

    key: str
    count: int
    unit: str
    source: str

    @property
    def words(self) -> str:
        return f"{self.count}个工作日" if self.unit == DAYS else f"{self.count}个月"


@dataclass(frozen=True, slots=True)
class Due:
    """The day a limit ends on, with the limit that decided."""

    on: date
    limit: Limit

    @property
    def ground(self) -> str:
        """`2个月,重庆市乡镇人民代表大会工作条例第十六条`."""
        return f"{self.limit.words},{self.limit.source}"


def ends_on(start: date, limit: Limit, exceptions: Mapping[date, bool], *, rolls: bool) -> date:
    """The last day of `limit` that begins with the event on `start`; `rolls`: months end on a working day."""
    if limit.unit == DAYS:
        return working_days_after(start, limit.count, exceptions)
    day = months_after(start, limit.count)
    return next_working_day(day, exceptions) if rolls else day


def shortest(start: date, limits: Iterable[Limit], exceptions: Mapping[date, bool], *, rolls: bool) -> Due:
    """Where several rules apply the shorter one holds; of two that end on one day, the one named later (the nearer)."""
    dues = [Due(ends_on(start, limit, exceptions, rolls=rolls), limit) for limit in limits]
    first = min(due.on for due in dues)
    return [due for due in dues if due.on == first][-1]


def days_late(due_on: date | None, done_on: date | None, on: date) -> int:
    """Calendar days after the due day until it was done or, where it is not, until `on`; 0 in time or without a day."""
    return max(((done_on or on) - due_on).days, 0) if due_on else 0
