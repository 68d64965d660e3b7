"""What goes on at a sitting, as phones, the hall's screen and the desk follow it: a version that costs one prepared
query, and the facts themselves where the version has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.core import signing
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
SHOWN = (PollState.OPEN, PollState.ANNOUNCED)
WAITING_SHOWN = 5
TICKETS, TICKET_LIFE = "meetings.following", timedelta(days=1)


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


def ticket_of(sitting: Sitting, actor: Actor) -> str:
    """With it a phone asks whether something is new, without its session; it tells nothing else and lasts a day."""
    return signing.dumps([str(sitting.public_id), actor.person_id], salt=TICKETS)


def ticket_version(ticket: str) -> str | None:
    """The version behind a ticket, None where it is none of ours or too old. Who may look, the page itself asks."""
    try:
        sitting_id, person_id = signing.loads(ticket, salt=TICKETS, max_age=TICKET_LIFE)
    except signing.BadSignature:
        return None
    rows = _FOLLOWED.rows(sitting=sitting_id, person=person_id)
    return _digest(*rows[0]) if rows else None


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
    """One query for the seat and one for the polls, one more while a poll is open: every phone asks at once."""
    row = sitting.attendance.filter(person=person_id).first() if person_id else None
    polls = list(Poll.objects.filter(sitting_link__sitting=sitting, state__in=SHOWN).order_by("-pk"))
    is_open = person_id is not None and any(poll.state == PollState.OPEN for poll in polls)
    to_cast = set(_castable(sitting, person_id).values_list("pk", flat=True)) if is_open and person_id else set()
    turn = floor.speaking if floor.speaking and floor.speaking.person_id == person_id else None
    ahead = 0
    for number, speech in enumerate(floor.waiting):
        if person_id and speech.person_id == person_id:
            turn, ahead = speech, number
    return Follower(
        row, turn if person_id else None, ahead, [poll for poll in reversed(polls) if poll.pk in to_cast],
        [poll for poll in polls if poll.state == PollState.ANNOUNCED],
    )  # fmt: skip


def _castable(sitting: Sitting, person_id: int) -> QuerySet[Poll]:
    return Poll.objects.filter(sitting_link__sitting=sitting).to_cast_by(person_id)


def running_beside(sitting: Sitting) -> list[Sitting]:
    """Where a member goes on once this sitting is over: the meeting's sittings that run now."""
    if sitting.is_running:
        return []
    running = sitting.meeting.sittings.filter(state__in=[SittingState.CHECK_IN, SittingState.OPEN])
    return list(running.exclude(pk=sitting.pk).select_related("group", "meeting__body"))


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
