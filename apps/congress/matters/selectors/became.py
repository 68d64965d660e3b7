"""What became of a matter, for whoever brought it: a session, an inspection."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from apps.congress.matters.models import Handling, Matter, MatterState, PartRole, PartState
from apps.congress.matters.rules import states
from apps.congress.matters.rules.deadlines import Limit, days_late
from apps.congress.matters.rules.schemes import label_of
from apps.congress.matters.selectors.deadlines import limits_of, rules_of_today
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.organisations.models import Area

ANSWERS = ("matter__parts__reply", "matter__merged_into__parts__reply")
"""What a list of rows with a `matter` prefetches, so that `became` asks nothing more."""
GONE_PARTS = (PartState.SENT_BACK, PartState.STOPPED)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that was sent, with its class in words."""

    unit: str
    result: str
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Became:
    """How far it is: `words` with their tone; `note` says how late and by which rule, "" in time."""

    matter: Matter
    words: str
    tone: str
    units: str
    due_on: date | None
    answered_on: date | None
    late: int
    note: str
    answers: tuple[Answer, ...]


def became(matter: Matter, on: date) -> Became:
    """Of the matter, or of the one in which it ended, as of `on`."""
    last = matter.final
    parts = [part for part in last.parts.all() if part.state not in GONE_PARTS]  # type: ignore[attr-defined]
    of_round = [part for part in parts if part.round == last.round]
    answering = [part for part in of_round if part.role != PartRole.CO]
    words, tone = standing(last, on)
    return Became(
        matter=last, words=words, tone=tone, units="、".join(part.unit_name for part in answering),
        due_on=last.reply_due_on, answered_on=answered_on(last), late=late_by(last, on),
        note=_note(last, answering, on), answers=tuple(_answers(last, parts)),
    )  # fmt: skip


def standing(matter: Matter, on: date) -> tuple[str, str]:
    """In words, and the tone of a badge."""
    last = matter.final
    late = late_by(last, on)
    if answered_on(last):
        return ("逾期反馈", "orange") if late else ("已反馈", "green")
    if last.state in states.WITH_UNITS:
        return ("逾期未反馈", "red") if late else ("待反馈", "blue")
    return str(last.get_state_display()), "green" if last.state == MatterState.CLOSED else "secondary"


def answered_on(matter: Matter) -> date | None:
    """The day on which all units had answered, None while one has not."""
    last = matter.final
    is_answered = last.replied_at is not None and last.state in (MatterState.REPLIED, *_OVER)
    return local_day(last.replied_at) if is_answered and last.replied_at else None


def late_by(matter: Matter, on: date) -> int:
    """Days by which the units answered late or, while they have it, are late on `on`."""
    last = matter.final
    if answered_on(last) or last.state in states.WITH_UNITS:
        return days_late(last.reply_due_on, answered_on(last), on)
    return 0


def with_merged(matter: Matter) -> list[Matter]:
    """The matter and everything that ended in it."""
    found, level = [], [matter]
    while level:
        found += level
        level = list(Matter.objects.with_all().filter(merged_into__in=level))
    return found


def limit_of(matter: Matter, step: str) -> Limit:
    """The limit by which a step of it is counted: of several that hold, the place's own."""
    return limits_of(matter.frozen_rules, step, matter.kind, matter.office.kind)[-1]


def limit_today(office: Area, kind: str, step: str, on: date) -> Limit:
    """The limit that the place sets today for a step of a matter that is not there yet."""
    return limits_of(rules_of_today(office, kind, on), step, kind, office.kind)[-1]


_OVER = (MatterState.CLOSED, MatterState.MEDIATING)


def _answers(matter: Matter, parts: list[Handling]) -> Iterator[Answer]:
    for part in parts:
        reply = getattr(part, "reply", None)
        if reply is not None and reply.sent_at is not None:
            yield Answer(part.unit_name, label_of(matter.scheme, reply.result), reply.text, reply.sent_at)


def _note(matter: Matter, answering: list[Handling], on: date) -> str:
    late, due_on = late_by(matter, on), matter.reply_due_on
    if not late or due_on is None:
        return ""
    ground = answering[0].due_ground if answering else ""
    extended = ",经批准延期" if answering and answering[0].due_on > answering[0].first_due_on else ""
    verb = "反馈已逾期" if answered_on(matter) else "逾期未反馈"
    return f"{verb}{late}日:应在{chinese_date(due_on)}前书面反馈({ground}{extended})。"
