"""排座: which seats are free, and who is given which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from apps.foundation.core.errors import Issue
from apps.systems.legal_exams.rules.states import ENDED, EXAM_WITH_MARKS, FAILED, REQUIRED

BY_LOT, BY_TICKET = "lot", "ticket"
ORDERS = ((BY_LOT, "随机抽签"), (BY_TICKET, "按准考证号顺序"))
TICKET_DIGITS = 8
SEATS_MOST = 500


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room by its key: how many seats it has and which are taken."""

    pk: int
    seats: int
    taken: frozenset[int]

    @property
    def free(self) -> list[int]:
        return [seat for seat in range(1, self.seats + 1) if seat not in self.taken]


def seats_free(rooms: Sequence[RoomFacts]) -> list[tuple[int, int]]:
    """(room, seat) of every free seat, room after room."""
    return [(room.pk, seat) for room in rooms for seat in room.free]


def seats_dealt(
    tickets: Sequence[str], rooms: Sequence[RoomFacts], order: str, random: Random
) -> Mapping[str, tuple[int, int]]:
    """Ticket -> (room, seat). The first free seats, by lot or in the order of the tickets. There must be enough."""
    seats = seats_free(rooms)[: len(tickets)]
    ordered = sorted(tickets)
    if order == BY_LOT:
        random.shuffle(ordered)
    return dict(zip(ordered, seats, strict=True))


def state_to_schedule(is_resit: bool) -> str:
    """From which state candidates come: whoever failed sits a resit, everybody else an exam."""
    return FAILED if is_resit else REQUIRED


def issues_with_seats(wanted: int, rooms: Sequence[RoomFacts]) -> Iterator[Issue]:
    free = len(seats_free(rooms))
    if not rooms:
        yield Issue("no_room", "还没有考场,请先设置考场和座位数。")
    elif wanted > free:
        yield Issue("no_seat", f"要安排{wanted}人,只剩{free}个座位,请增加考场或者座位。")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """An exam before it is announced. `unwatched` names rooms with candidates and without an invigilator."""

    candidates: int
    without_seat: int
    unwatched: tuple[str, ...]
    has_chief: bool
    has_scope: bool
    starts_at: datetime


def issues_before_notifying(facts: PlanFacts, at: datetime) -> Iterator[Issue]:
    if not facts.candidates:
        yield Issue("no_candidate", "还没有安排考生,请先排考。")
    if facts.without_seat:
        yield Issue("no_seat", f"还有{facts.without_seat}名考生没有座位。")
    for name in facts.unwatched:
        yield Issue("no_invigilator", f"{name}还没有安排监考员。")
    if not facts.has_chief:
        yield Issue("no_chief", "还没有确定总监考。")
    if not facts.has_scope:
        yield Issue("no_scope", "还没有填写考试范围。")
    if facts.starts_at <= at:
        yield Issue("past", "开考时间已过,请先调整时间。")


@dataclass(frozen=True, slots=True)
class ResitFacts:
    """The exam that is resat: how far it is, whether somebody waits for a resit, and whether one is under way."""

    state: str
    has_failed: bool
    is_arranged: bool


def issues_before_resit(facts: ResitFacts) -> Iterator[Issue]:
    if facts.state == ENDED:
        yield Issue("not_marked", "成绩还没有评定,评定后才能安排补考。")
    elif facts.state not in EXAM_WITH_MARKS:
        yield Issue("not_ended", "考试还没有结束,不能安排补考。")
    elif not facts.has_failed:
        yield Issue("nobody", "这次考试没有待补考的人选。")
    if facts.is_arranged:
        yield Issue("arranged", "这次考试的补考已经安排过,还没有评分,请在该补考中排考。")


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    return starts_at + timedelta(minutes=minutes)
