"""The reports of an assignment period by period: handed in, late, corrected, or missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apps.congress.supervision.models import Assignment, Cycle, ProgressReport
from apps.congress.supervision.rules import periods, states
from apps.congress.supervision.selectors.standing import rule_value
from apps.foundation.core.dates import local_day

SHOWN = 36
"""Periods on the page: three years of months."""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period: its reports, the standing one first; none where it was missed."""

    name: str
    due_on: date | None
    reports: Sequence[ProgressReport]

    @property
    def is_missed(self) -> bool:
        return not self.reports

    @property
    def is_late(self) -> bool:
        """Whether its first report came after the day."""
        return bool(self.reports) and self.due_on is not None and local_day(self.reports[-1].reported_at) > self.due_on


def periods_of(assignment: Assignment, on: date) -> list[PeriodLine]:
    """The newest first; three queries, however many there are."""
    handed_in: dict[date, list[ProgressReport]] = {}
    for report in assignment.reports.select_related("assignment").order_by("-pk"):  # type: ignore[attr-defined]
        handed_in.setdefault(report.period, []).append(report)
    missed = set(_missed(assignment, on)) - set(handed_in)
    wanted = sorted({*handed_in, *missed}, reverse=True)[:SHOWN]
    return [_line(assignment, period, handed_in.get(period, [])) for period in wanted]


def _line(assignment: Assignment, period: date, reports: Sequence[ProgressReport]) -> PeriodLine:
    due = reports[-1].due_on if reports else _due(assignment, period)
    return PeriodLine(periods.period_name(period, assignment.cycle), due, reports)


def _missed(assignment: Assignment, on: date) -> list[date]:
    """Periods since the hand-over whose day is past, while time ran."""
    if assignment.handed_over_at is None or assignment.cycle == Cycle.NONE:
        return []
    end = on if assignment.state in states.WITH_UNITS else _ended_on(assignment, on)
    period = periods.period_of(max(local_day(assignment.handed_over_at), assignment.starts_on), assignment.cycle)
    waits, found = _waits(assignment), []
    while (due := _due(assignment, period)) < end:
        if not any(claimed_on <= due and period < again for claimed_on, again in waits):
            found.append(period)
        period = periods.next_period(period, assignment.cycle)
    return found


def _waits(assignment: Assignment) -> list[tuple[date, date]]:
    """The day of each claim that was returned, and the period from which reports were asked for again."""
    returned = assignment.completions.filter(is_verified=False)  # type: ignore[attr-defined]
    return [
        (local_day(claimed_at), periods.period_of(local_day(returned_at), assignment.cycle))
        for claimed_at, returned_at in returned.values_list("claimed_at", "verified_at")
        if returned_at
    ]


def _ended_on(assignment: Assignment, on: date) -> date:
    """Since when no report is asked for: the claim or the end."""
    claim = assignment.completions.order_by("-round").first()  # type: ignore[attr-defined]
    at = claim.claimed_at if claim else assignment.closed_at
    return local_day(at) if at else on + timedelta(days=1)


def _due(assignment: Assignment, period: date) -> date:
    return periods.report_due_on(period, assignment.cycle, rule_value(assignment, "report_day"))
