"""What goes on at a sitting, as phones, the hall's screen and the desk follow it: a version that costs one prepared
query, and the facts themselves where the version has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Func, Max, OuterRef, QuerySet, Subquery, TextField

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceState,
    FloorStep,
    MeetingState,
    ProgrammeStep,
    Sitting,
    SittingPoll,
    SittingState,
    Speech,
    SpeechState,
)
from apps.congress.meetings.rules.codes import step_of
from apps.congress.meetings.selectors.sittings import HeadCount, head_count
from apps.foundation.core.actors import Actor
from apps.foundation.core.prepared import Prepared, slot

ON_LIST = (SpeechState.ASKED, SpeechState.SPEAKING)
UNDER_WAY = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED, PollState.SIGNED)
WAITING_SHOWN = 5


def _joined(rows: QuerySet, *fields: str, order: Sequence[str]) -> Subquery:
    """The values of `fields` over the sitting's rows as one text."""
    line = Func(*fields, function="concat_ws", template="concat_ws(':', %(expressions)s)", output_field=TextField())
    by_sitting = rows.filter(sitting=OuterRef("pk")).order_by().values("sitting")
    return Subquery(by_sitting.annotate(all=StringAgg(line, delimiter=",", ordering=tuple(order))).values("all"))


def _facts() -> QuerySet:
    """The row on which every version rests; first whose sitting it is, for who may see it."""
    turned = FloorStep.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting").annotate(last=Max("pk"))
    speeches = Speech.objects.filter(state__in=[*map(str, ON_LIST)])
    polls = SittingPoll.objects.exclude(poll__state=str(PollState.DRAFT))
    own = Attendance.objects.filter(sitting=OuterRef("pk"), person=slot("person", "bigint"))
    return Sitting.objects.filter(public_id=slot("sitting", "uuid")).values_list(
        "meeting__body_id", "meeting__body__area__path", "meeting__state", "meeting__revision", "state",
        Subquery(turned.values("last")),
        _joined(speeches, "pk", "state", "place", order=("place", "pk")),
        _joined(polls, "poll_id", "poll__state", order=("pk",)),
        Subquery(own.values("state")),
    )  # fmt: skip


_FOLLOWED = Prepared(_facts)
# Compiled once: a phone asks it every few seconds (benchmarks/follow.py).


def followed_version(actor: Actor, sitting_id: UUID) -> str | None:
    """The version of what `actor` sees of a sitting, None where it does not exist for them. One query."""
    rows = _FOLLOWED.rows(sitting=sitting_id, person=actor.person_id)
    if not rows or not _sees(actor, *rows[0][:3]):
        return None
    return _digest(*rows[0])


def screen_version(actor: Actor, sitting: Sitting, at: datetime) -> str | None:
    """For the screen: the code of the minute and the number of those here count, too."""
    followed = followed_version(actor, sitting.public_id)
    here = sitting.attendance.filter(state=AttendanceState.PRESENT).count()
    return followed and _digest(followed, here, step_of(at))


def _sees(actor: Actor, body_id: int, area_path: str, meeting_state: str) -> bool:
    """As `Meeting.objects.visible_to` has it."""
    if actor.sees_area:
        return actor.covers(area_path)
    return body_id in actor.body_ids and meeting_state != MeetingState.PLANNED


def _digest(*values: Any) -> str:
    return blake2s(repr(values).encode(), digest_size=8).hexdigest()


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
    left = 0
    if speaking and speaking.began_at:
        left = (speaking.seconds or 0) - int((at - speaking.began_at).total_seconds())
    return Floor(turned, speaking, left, waiting)


def turned_to(sitting: Sitting) -> AgendaItem | None:
    """The item of the agenda that is dealt with now."""
    last = sitting.floor_steps.select_related("agenda_item").order_by("-pk").first()
    return last.agenda_item if last else None


@dataclass(frozen=True, slots=True)
class Follower:
    """A member's own part: whether they are here, their turn on the list, votes they may still cast, results."""

    row: Attendance | None
    turn: Speech | None
    ahead: int
    to_cast: list[Poll]
    announced: list[Poll]


def follower_of(sitting: Sitting, floor: Floor, person_id: int | None) -> Follower:
    row = sitting.attendance.filter(person=person_id).first() if person_id else None
    polls = Poll.objects.filter(sitting_link__sitting=sitting)
    to_cast = list(polls.to_cast_by(person_id).order_by("pk")) if person_id else []
    announced = list(polls.filter(state=PollState.ANNOUNCED).order_by("-pk"))
    if floor.speaking and person_id and floor.speaking.person_id == person_id:
        return Follower(row, floor.speaking, 0, to_cast, announced)
    turns = [(number, speech) for number, speech in enumerate(floor.waiting) if speech.person_id == person_id]
    ahead, turn = turns[0] if turns and person_id else (0, None)
    return Follower(row, turn, ahead, to_cast, announced)


def running_beside(sitting: Sitting) -> list[Sitting]:
    """Where a member goes on once this sitting is over: the meeting's sittings that run now."""
    if sitting.is_running:
        return []
    running = sitting.meeting.sittings.filter(state__in=[SittingState.CHECK_IN, SittingState.OPEN])
    return list(running.exclude(pk=sitting.pk))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the sitting may turn to: a step of its programme, or an item of the agenda."""

    key: str
    text: str
    is_now: bool


def choices_of(sitting: Sitting, turned: FloorStep | None) -> list[Choice]:
    """The programme of the sitting; where none is planned, the agenda of the meeting."""
    steps = list(sitting.programme.select_related("agenda_item"))
    if steps:
        return [Choice(f"step-{step.pk}", str(step), _is_now(step, turned)) for step in steps]
    items = sitting.meeting.agenda.all()
    return [
        Choice(f"item-{item.pk}", item.title, turned is not None and turned.agenda_item_id == item.pk) for item in items
    ]


def _is_now(step: ProgrammeStep, turned: FloorStep | None) -> bool:
    if turned is None:
        return False
    return (step.agenda_item_id, step.kind, str(step)) == (turned.agenda_item_id, turned.kind, turned.text)


@dataclass(frozen=True, slots=True)
class Screen:
    """What the hall sees: a poll while it is held and until something follows its result, else what goes on."""

    count: HeadCount
    floor: Floor
    poll: Poll | None


def screen_of(sitting: Sitting, at: datetime) -> Screen:
    floor = floor_of(sitting, at)
    return Screen(head_count(sitting), floor, _poll_shown(sitting, floor))


def _poll_shown(sitting: Sitting, floor: Floor) -> Poll | None:
    polls = Poll.objects.filter(sitting_link__sitting=sitting)
    if held := polls.filter(state__in=UNDER_WAY).order_by("opened_at").last():
        return held
    steps = [floor.turned.began_at] if floor.turned else []
    speeches = [floor.speaking.began_at] if floor.speaking and floor.speaking.began_at else []
    announced = polls.filter(state=PollState.ANNOUNCED)
    for moment in (*steps, *speeches):
        announced = announced.filter(announced_at__gt=moment)
    return announced.order_by("announced_at").last()
