"""What the desk may turn to next, and what the hall's screen shows."""

from dataclasses import dataclass
from datetime import datetime

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import FloorStep, ProgrammeStep, Sitting
from apps.congress.meetings.selectors.hall import Floor, floor_of
from apps.congress.meetings.selectors.programme import words_of
from apps.congress.meetings.selectors.sittings import HeadCount, head_count

UNDER_WAY = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED, PollState.SIGNED)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the sitting may turn to: a step of its programme, or an item of the agenda."""

    key: str
    text: str
    is_now: bool


def choices_of(sitting: Sitting, turned: FloorStep | None) -> list[Choice]:
    """The programme of the sitting; where none is planned, the agenda of the meeting."""
    steps = list(sitting.programme.select_related("agenda_item"))
    is_street = sitting.meeting.body.is_street_body
    if steps:
        worded = [(step, words_of(step, is_street=is_street)) for step in steps]
        return [Choice(f"step-{step.pk}", words, _is_now(step, words, turned)) for step, words in worded]
    items = sitting.meeting.agenda.all()
    return [
        Choice(f"item-{item.pk}", item.title, turned is not None and turned.agenda_item_id == item.pk) for item in items
    ]


def _is_now(step: ProgrammeStep, words: str, turned: FloorStep | None) -> bool:
    if turned is None:
        return False
    return (step.agenda_item_id, step.kind, words) == (turned.agenda_item_id, turned.kind, turned.text)


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
