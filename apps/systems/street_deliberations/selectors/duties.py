"""履职量化: a year's points of every representative of a term, with the values that hold at the end of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from apps.congress.ballots.models import Poll
from apps.congress.meetings.models import Attendance, AttendanceState, Sitting, SittingState
from apps.foundation.people.models import DutyEvent, Mandate, Term
from apps.systems.street_deliberations.rules import points
from apps.systems.street_deliberations.rules.points import Score
from apps.systems.street_deliberations.selectors.standing import values_here

OF_BODY = ((Sitting, "meeting__body"), (Poll, "body"))
"""What an event happened at -> where it says of which body it is."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One representative's year and place."""

    mandate: Mandate
    score: Score
    rank: int

    @property
    def name(self) -> str:
        return self.mandate.person.name

    @property
    def line_name(self) -> str:
        seat = getattr(self.mandate, "seat", None)
        return seat.line.name if seat else ""

    def times(self, kind: str) -> int:
        return self.score.counts.get(kind, 0)


def day_of(year: int, today: date) -> date:
    """The last day of a year, today in the current one."""
    return min(date(year, 12, 31), today)


def values_of(term: Term, on: date) -> Mapping[str, int]:
    """The points in force on a day: a later change of the measures does not move an earlier year."""
    return values_here(term, points.KEYS, on)


def duty_lines(term: Term, year: int, today: date) -> list[DutyLine]:
    """Everybody serving at the end of the year (today in the current one), best first."""
    on = day_of(year, today)
    mandates = list(
        Mandate.objects.serving_on(on)
        .filter(term=term)
        .select_related("person__area", "seat__line", "term__body__area")
    )
    people = [mandate.person_id for mandate in mandates]
    kinds, absences, values = _kinds(term, people, year), _absences(term, on), values_of(term, on)
    scores = [
        points.score_of(
            kinds[person], absent=sum(1 for day in absences[person] if day.year == year),
            absent_in_term=len(absences[person]), points=values,
        )
        for person in people
    ]  # fmt: skip
    ranks = points.ranks_of([score.points for score in scores])
    lines = [DutyLine(*found) for found in zip(mandates, scores, ranks, strict=True)]
    return sorted(lines, key=lambda line: (line.rank, line.mandate.person.pinyin, line.mandate.pk))


def may_be_ended(term: Term, today: date) -> list[DutyLine]:
    """Who missed two meetings of the term without leave: a ground, decided by people."""
    return [line for line in duty_lines(term, today.year, today) if line.score.may_be_ended]


def events_of(mandate: Mandate, year: int) -> list[DutyEvent]:
    """One representative's events of a year, in order."""
    return [event for event in _events(mandate.term, [mandate.person_id], year) if event.kind in points.KINDS]


def years_of(term: Term, today: date) -> list[int]:
    """The years of the term so far, the newest first."""
    last = min(term.ended_on or today, today)
    return list(range(last.year, term.first_session_on.year - 1, -1))


def _kinds(term: Term, people: list[int], year: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for event in _events(term, people, year):
        found[event.person_id].append(event.kind)
    return found


def _events(term: Term, people: list[int], year: int) -> list[DutyEvent]:
    """Sessions, speeches and votes count where they are of this body: many representatives are deputies elsewhere."""
    first = max(date(year, 1, 1), term.first_session_on)
    rows = DutyEvent.objects.filter(person__in=people, on__gte=first, on__lte=date(year, 12, 31)).order_by("on", "pk")
    own = {
        model._meta.label_lower: set(model.objects.filter(**{body: term.body_id}).values_list("pk", flat=True))
        for model, body in OF_BODY
    }
    return [row for row in rows if row.subject_id in own.get(row.subject_label, (row.subject_id,))]


def _absences(term: Term, on: date) -> dict[int, list[date]]:
    """Person -> first days of meetings of the term to no sitting of which they came or were excused."""
    rows = Attendance.objects.filter(
        sitting__meeting__term=term, sitting__state=SittingState.CLOSED, sitting__meeting__starts_on__lte=on
    ).values_list("person", "sitting__meeting", "sitting__meeting__starts_on", "state")
    seen: dict[tuple[int, int], bool] = {}
    days: dict[int, date] = {}
    for person, meeting, day, state in rows:
        days[meeting] = day
        missed = state == AttendanceState.EXPECTED
        seen[person, meeting] = seen.get((person, meeting), True) and missed
    found: dict[int, list[date]] = defaultdict(list)
    for (person, meeting), missed in seen.items():
        if missed:
            found[person].append(days[meeting])
    return found
