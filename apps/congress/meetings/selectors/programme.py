"""The programme of sittings: as staff saved it, or as it follows from the agenda until they do."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.congress.meetings.models import AgendaItem, Meeting, ProgrammeStep, Sitting, SittingState
from apps.congress.meetings.rules.programme import Item, Slot, needs_resolution, propose, timetable, topic_of
from apps.congress.meetings.rules.verbs import step_words


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step with its words and the time at which it begins, None where nobody knows."""

    step: ProgrammeStep
    words: str
    begins_at: datetime | None


@dataclass(frozen=True, slots=True)
class Programme:
    """What one sitting does. `is_saved`: staff saved it; otherwise it is what the agenda asks for."""

    sitting: Sitting
    steps: tuple[TimedStep, ...]
    is_saved: bool

    @property
    def ends_at(self) -> datetime | None:
        """When it is planned to be over, None where the length of a step is unknown."""
        minutes = [one.step.minutes for one in self.steps]
        return timetable(self.sitting.starts_at, [*minutes, None])[-1]


def overruns(programmes: Sequence[Programme]) -> list[str]:
    """Sittings planned to go on when the next one begins; groups sit side by side."""
    found = []
    for one in programmes:
        later = [other.sitting for other in programmes if other.sitting.starts_at > one.sitting.starts_at]
        following = min(later, key=lambda sitting: sitting.starts_at, default=None)
        if following and one.ends_at and one.ends_at > following.starts_at:
            ends = timezone.localtime(one.ends_at)
            found.append(f"{one.sitting.name}预计{ends:%H:%M}结束,晚于{following.name}开始的时间")
    return found


def programme_of(sitting: Sitting) -> Programme:
    """The programme of one sitting."""
    return next(one for one in programmes_of(sitting.meeting) if one.sitting.pk == sitting.pk)


def programmes_of(meeting: Meeting) -> list[Programme]:
    """The programmes of all sittings that are or were to be held, in the order of time: three queries."""
    sittings = [one for one in _sittings(meeting) if one.state != SittingState.CALLED_OFF]
    items = list(meeting.agenda.order_by("number"))
    is_street = meeting.body.is_street_body
    saved = _saved_steps(sittings)
    slots = [Slot(one.pk, one.kind) for one in sittings]
    proposed = propose(slots, [Item(item.pk, item.title, item.topic) for item in items], is_street=is_street)
    by_key: dict[Hashable, AgendaItem] = {item.pk: item for item in items}
    found = []
    for one in sittings:
        is_saved = one.programme_revision > 0
        steps = saved.get(one.pk, []) if is_saved else [
            ProgrammeStep(
                sitting=one, number=number, kind=step.kind, text=step.text, minutes=step.minutes,
                agenda_item=by_key.get(step.item),
            )
            for number, step in enumerate(proposed[one.pk], start=1)
        ]  # fmt: skip
        found.append(Programme(one, timed(one, steps, is_street=is_street), is_saved))
    return found


def timed(sitting: Sitting, steps: Sequence[ProgrammeStep], *, is_street: bool) -> tuple[TimedStep, ...]:
    times = timetable(sitting.starts_at, [step.minutes for step in steps])
    return tuple(
        TimedStep(step, words_of(step, is_street=is_street), at) for step, at in zip(steps, times, strict=True)
    )


def words_of(step: ProgrammeStep, *, is_street: bool) -> str:
    """The step's own words, or those of its kind and item."""
    item = step.agenda_item
    if step.text or item is None:
        return step.text
    is_resolved = needs_resolution(topic_of(Item(item.pk, item.title, item.topic)))
    return step_words(step.kind, item.title, needs_resolution=is_resolved, is_street=is_street)


def items_on(programme: Programme) -> list[AgendaItem]:
    """The items of the agenda that a sitting deals with, each once."""
    items = (one.step.agenda_item for one in programme.steps)
    return list({item.pk: item for item in items if item is not None}.values())


def _sittings(meeting: Meeting) -> list[Sitting]:
    return list(meeting.sittings.select_related("group", "meeting__body__area", "meeting__term"))


def _saved_steps(sittings: Sequence[Sitting]) -> dict[int, list[ProgrammeStep]]:
    rows: dict[int, list[ProgrammeStep]] = {}
    steps = ProgrammeStep.objects.filter(sitting__in=sittings).select_related("agenda_item")
    for step in steps.order_by("sitting", "number"):
        rows.setdefault(step.sitting_id, []).append(step)
    return rows
