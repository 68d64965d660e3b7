"""Who sits for which line of the quota table, what is free, and what fell vacant."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.foundation.core.dates import months_after
from apps.foundation.people.models import Mandate, MandateState, MandateStatus, Term
from apps.systems.street_deliberations.models import Candidate, QuotaLine, Seat
from apps.systems.street_deliberations.rules import quotas, states
from apps.systems.street_deliberations.selectors.standing import values_here


@dataclass(frozen=True, slots=True)
class LineStanding:
    """A line with how many sit for it, how many are on the way, and how many seats fell vacant."""

    line: QuotaLine
    taken: int
    under_way: int
    vacated: int

    @property
    def free(self) -> int:
        return max(self.line.seats - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that fell vacant: since when, why, until when it is to be filled, and who is recommended for it."""

    seat: Seat
    since: date
    reason: str
    due: date
    replacements: tuple[Candidate, ...]


def line_standings(term: Term, on: date) -> list[LineStanding]:
    """Every line of the term's table; four queries whatever their number."""
    lines = list(QuotaLine.objects.filter(table__term=term).select_related("community", "table__term__body__area"))
    seats = Seat.objects.filter(mandate__term=term)
    taken = Counter(seats.held_on(on).values_list("line", flat=True))
    vacated = Counter(seats.vacant_on(on).values_list("line", flat=True))
    running = Candidate.objects.filter(term=term).alive().exclude(state=states.DETERMINED)
    under_way = Counter(running.values_list("line", flat=True))
    return [LineStanding(line, taken[line.pk], under_way[line.pk], _vacated(line, taken, vacated)) for line in lines]


def standing_of(line: QuotaLine, on: date) -> LineStanding:
    """One line alone."""
    seats = Seat.objects.filter(line=line)
    running = Candidate.objects.filter(line=line).alive().exclude(state=states.DETERMINED)
    taken, vacated = seats.held_on(on).count(), seats.vacant_on(on).count()
    return LineStanding(line, taken, running.count(), min(vacated, max(line.seats - taken, 0)))


def vacancies(term: Term, on: date) -> list[Vacancy]:
    """Open vacancies of a running term, the oldest first."""
    if term.ended_on:
        return []
    seats = list(Seat.objects.filter(mandate__term=term).vacant_on(on).with_person())
    if not seats:
        return []
    months = values_here(term, [quotas.REPLACE_MONTHS], on)[quotas.REPLACE_MONTHS]
    ended = {
        row.mandate_id: row
        for row in MandateStatus.objects.filter(
            mandate__in=[seat.mandate_id for seat in seats], state=MandateState.ENDED
        ).order_by("starts_on")
    }
    waiting: dict[int, list[Candidate]] = {}
    for candidate in Candidate.objects.filter(vacancy__in=seats).alive():
        waiting.setdefault(candidate.vacancy_id or 0, []).append(candidate)
    found = [
        Vacancy(seat, row.starts_on, row.reason, months_after(row.starts_on, months), tuple(waiting.get(seat.pk, ())))
        for seat in seats
        if (row := ended.get(seat.mandate_id))
    ]
    return sorted(found, key=lambda vacancy: vacancy.since)


def unassigned(term: Term, on: date) -> QuerySet[Mandate]:
    """Representatives of the term who sit for no line yet: those of an imported roster."""
    return Mandate.objects.serving_on(on).filter(term=term, seat=None).select_related("person", "term__body__area")


def _vacated(line: QuotaLine, taken: Counter[int], vacated: Counter[int]) -> int:
    return min(vacated[line.pk], max(line.seats - taken[line.pk], 0))
