"""催办与上报: what has been red for so many working days is told one level further up, each level once.

A run takes the red assignments in chunks, each in a transaction of its own; two runs at once wait for each other's
rows and find the levels told. What an outage left out is told by the next run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from apps.congress.supervision.models import Assignment, Escalation
from apps.congress.supervision.rules.escalating import LEVELS, UNITS, level_of, working_days_red
from apps.congress.supervision.selectors.escalating import Recipients, chunk_after, recipients_of, red_ids
from apps.congress.supervision.selectors.standing import reasons_on, rule_value
from apps.congress.supervision.services.records import record, tell
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.selectors import working_day_exceptions

CHUNK = 200
LOOKED_BACK = timedelta(days=400)
"""Far enough for every level: three times the longest step of a policy in working days."""
TEXTS = {UNITS: "supervision.urged"}
ESCALATED = "supervision.escalated"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its moment, its day, the working days that differ from the weekday rule."""

    at: datetime
    on: date
    exceptions: Mapping[date, bool]


def escalations_tell(*, at: datetime) -> int:
    """Tell every level that is due; how many were told now. Safe to run at any time, and twice."""
    on = local_day(at)
    run = Run(at, on, working_day_exceptions(on - LOOKED_BACK, on))
    return sum(_chunk_tell(ids, run) for ids in _chunks(on))


def _chunks(on: date) -> Iterator[Sequence[int]]:
    last = 0
    while ids := red_ids(on, after=last, most=CHUNK):
        yield ids
        last = ids[-1]


@transaction.atomic
def _chunk_tell(ids: Sequence[int], run: Run) -> int:
    told = 0
    assignments = chunk_after(ids, run.on)
    people = recipients_of(assignments, run.on)
    for assignment in assignments:
        red_from = assignment.red_from or run.on
        known = {one.level for one in assignment.escalations.all() if one.red_from == red_from}  # type: ignore[attr-defined]
        for level in range(1, _level(assignment, red_from, run) + 1):
            if level not in known:
                _tell(assignment, red_from, level, people, run)
                told += 1
    return told


def _level(assignment: Assignment, red_from: date, run: Run) -> int:
    days = working_days_red(max(red_from, run.on - LOOKED_BACK), run.on, run.exceptions)
    return level_of(days, rule_value(assignment, "escalation_working_days"))


def _tell(assignment: Assignment, red_from: date, level: int, people: Recipients, run: Run) -> None:
    """A level that nobody holds falls to the office, so that it is not lost."""
    by, text = Actor.system(), TEXTS.get(level, ESCALATED)
    words = ";".join(reason.words for reason in reasons_on(assignment, run.on) if reason.light == "red")[:300]
    receivers = people.of(assignment, level)
    told = tell(
        assignment, text, receivers or people.office(assignment), by=by, at=run.at, reason=words,
        key=f"{red_from}:{level}", unit=_lead(assignment),
    )  # fmt: skip
    Escalation.objects.create(assignment=assignment, red_from=red_from, level=level, on=run.on, words=words, told=told)
    record("supervision.assignment.escalated", assignment, by, reason=words, level=LEVELS[level], told=told)


def _lead(assignment: Assignment) -> str:
    return next(one.unit_name for one in assignment.units.all() if one.role == "lead")  # type: ignore[attr-defined]
