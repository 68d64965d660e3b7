"""What goes on at a sitting: the same for everybody there, and each member's own part of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import (
    AgendaItem,
    Attendance,
    FloorStep,
    Sitting,
    SittingState,
    Speech,
    SpeechState,
)
from apps.congress.meetings.selectors.versions import ON_LIST, Version, hall_version
from apps.foundation.core.prepared import Prepared, slot

SHOWN = (PollState.OPEN, PollState.ANNOUNCED)
WAITING_SHOWN = 5
KEPT = 100


@dataclass(frozen=True, slots=True)
class Floor:
    """What goes on now. `seconds_left` is below zero where the speaker is over time."""

    turned: FloorStep | None
    speaking: Speech | None
    seconds_left: int
    waiting: list[Speech]

    @property
    def next_up(self) -> list[Speech]:
        return self.waiting[:WAITING_SHOWN]


def floor_of(sitting: Sitting, at: datetime) -> Floor:
    """Two queries: what the sitting turned to, and its list."""
    turned = sitting.floor_steps.select_related("agenda_item").order_by("-pk").first()
    rows = sitting.speeches.filter(state__in=ON_LIST).select_related("agenda_item").order_by("place", "pk")
    waiting, speaking = [], None
    for row in rows:
        if row.state == SpeechState.SPEAKING:
            speaking = row
        else:
            waiting.append(row)
    return Floor(turned, speaking, _seconds_left(speaking, at), waiting)


def _seconds_left(speaking: Speech | None, at: datetime) -> int:
    if speaking is None or speaking.began_at is None:
        return 0
    return (speaking.seconds or 0) - int((at - speaking.began_at).total_seconds())


def turned_to(sitting: Sitting) -> AgendaItem | None:
    """The item of the agenda that is dealt with now."""
    last = sitting.floor_steps.select_related("agenda_item").order_by("-pk").first()
    return last.agenda_item if last else None


@dataclass(frozen=True, slots=True)
class Hall:
    """What everybody who follows the sitting sees alike; nobody's seat, vote or right is in it."""

    sitting: Sitting
    floor: Floor
    open: list[Poll]
    announced: list[Poll]

    def floor_at(self, at: datetime) -> Floor:
        """The floor with the time that is left at this moment."""
        return replace(self.floor, seconds_left=_seconds_left(self.floor.speaking, at))


_halls: dict[UUID, tuple[str, Hall]] = {}
# The newest of each sitting that this process was asked for: one change is read once, not by three hundred phones.


def hall_of(sitting_id: UUID, version: Version, at: datetime) -> Hall:
    """What goes on in the hall at this version; ask `version_for` first, which says whether it exists for the actor.

    Raises Sitting.DoesNotExist. Nobody changes what is handed out: others are looking at it.
    """
    kept = _halls.get(sitting_id)
    if kept and kept[0] == version.of_hall:
        return kept[1]
    hall = _read(sitting_id, at)
    is_settled = hall.sitting.state != SittingState.PLANNED  # time and place may change before, and are not in it
    if is_settled and hall_version(sitting_id) == version.of_hall:  # else what was read may be newer than the version
        if len(_halls) >= KEPT:
            _halls.clear()
        _halls[sitting_id] = version.of_hall, hall
    return hall


def _read(sitting_id: UUID, at: datetime) -> Hall:
    """Four queries."""
    sitting = Sitting.objects.select_related("meeting__body__area", "group").get(public_id=sitting_id)
    polls = list(Poll.objects.filter(sitting_link__sitting=sitting, state__in=SHOWN).order_by("-pk"))
    announced = [poll for poll in polls if poll.state == PollState.ANNOUNCED]
    return Hall(sitting, floor_of(sitting, at), [poll for poll in polls if poll.state == PollState.OPEN], announced)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's row on the sheet, as the page shows it."""

    state: str
    checked_in_at: datetime | None


_SEAT = Prepared(
    lambda: Attendance.objects.filter(sitting=slot("sitting", "bigint"), person=slot("person", "bigint")).values_list(
        "state", "checked_in_at"
    )
)


@dataclass(frozen=True, slots=True)
class Follower:
    """A member's own part: whether they are here, their turn on the list, votes they may still cast."""

    seat: Seat | None
    turn: Speech | None
    ahead: int
    to_cast: list[Poll]


def follower_of(hall: Hall, person_id: int | None) -> Follower:
    """One query for the seat, one more while a poll is open: every phone asks at once."""
    if person_id is None:
        return Follower(None, None, 0, [])
    seat = next((Seat(*row) for row in _SEAT.rows(sitting=hall.sitting.pk, person=person_id)), None)
    turn, ahead = _turn_of(hall.floor, person_id)
    to_cast = set(_castable(hall.sitting, person_id).values_list("pk", flat=True)) if hall.open else set()
    return Follower(seat, turn, ahead, [poll for poll in reversed(hall.open) if poll.pk in to_cast])


def _turn_of(floor: Floor, person_id: int) -> tuple[Speech | None, int]:
    """The person's turn on the list, and how many come before it."""
    for ahead, speech in enumerate(floor.waiting):
        if speech.person_id == person_id:
            return speech, ahead
    return (floor.speaking, 0) if floor.speaking and floor.speaking.person_id == person_id else (None, 0)


def _castable(sitting: Sitting, person_id: int) -> QuerySet[Poll]:
    return Poll.objects.filter(sitting_link__sitting=sitting).to_cast_by(person_id)


def running_beside(sitting: Sitting) -> list[Sitting]:
    """Where a member goes on once this sitting is over: the meeting's sittings that run now."""
    if sitting.is_running:
        return []
    running = sitting.meeting.sittings.filter(state__in=[SittingState.CHECK_IN, SittingState.OPEN])
    return list(running.exclude(pk=sitting.pk).select_related("group", "meeting__body"))
