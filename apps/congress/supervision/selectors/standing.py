"""What is known of an assignment, in the shape the rules of the lights ask for."""

from datetime import date

from apps.congress.supervision.models import Assignment, ProgressReport
from apps.congress.supervision.policies import key_of
from apps.congress.supervision.rules import lights, periods, states
from apps.congress.supervision.rules.lights import Limits, Node, Reason, Standing

MISSED = 2
"""So many reports not handed in decide the light."""


def rule_value(assignment: Assignment, name: str) -> int:
    """A rule value of the day of the hand-over."""
    return int(assignment.frozen_rules[key_of(assignment.profile, name)]["value"])


def limits_of(assignment: Assignment) -> Limits:
    return Limits(
        soon_days=rule_value(assignment, "soon_days"),
        grace_days=rule_value(assignment, "grace_days"),
        behind_percent=rule_value(assignment, "behind_percent"),
    )


def reports_due(assignment: Assignment) -> tuple[date, ...]:
    """The last days of the next reports, from the first one that was not handed in."""
    if assignment.next_period is None:
        return ()
    days, period = [], assignment.next_period
    for _ in range(MISSED):
        days.append(periods.report_due_on(period, assignment.cycle, rule_value(assignment, "report_day")))
        period = periods.next_period(period, assignment.cycle)
    return tuple(days)


def standing_of(assignment: Assignment) -> Standing:
    """With one query for the milestones, none where they were prefetched."""
    nodes = [
        Node(node.title, node.due_on, node.planned_percent, node.done_on is not None)
        for node in assignment.milestones.all()  # type: ignore[attr-defined]
    ]
    return Standing(
        due_on=assignment.due_on, percent=assignment.percent, nodes=nodes, reports_due=reports_due(assignment),
        planned=assignment.quantity_planned, expected=assignment.quantity_expected,
        expected_since=assignment.expected_since,
    )  # fmt: skip


def reasons_known(assignment: Assignment) -> list[Reason]:
    """All that makes or will make its light yellow or red; of what was claimed only what is short of the plan."""
    if assignment.state in states.WITH_UNITS:
        return lights.reasons(standing_of(assignment), limits_of(assignment))
    return lights.shortage(standing_of(assignment)) if assignment.is_open else []


def reasons_on(assignment: Assignment, on: date) -> list[Reason]:
    """Why the light is not green today, the red reasons first; nothing where time runs against nobody."""
    return lights.holding(reasons_known(assignment), on)


def reported(assignment: Assignment, period: date) -> ProgressReport | None:
    """The report of a period as it stands: the last correction."""
    return assignment.reports.filter(period=period, corrected_by__isnull=True).first()  # type: ignore[attr-defined]


def latest_report(assignment: Assignment) -> ProgressReport | None:
    """The report of the latest period as it stands."""
    standing = assignment.reports.filter(corrected_by__isnull=True)  # type: ignore[attr-defined]
    return standing.order_by("-period", "-pk").first()


def reportable(assignment: Assignment, on: date) -> list[date]:
    """Periods that have ended and may be reported now, from the first one that was not; the day where there is no
    cycle. Figures are cumulative, so that a later one makes up for those left out.
    """
    if assignment.cycle == periods.NONE:
        return [on]
    found, period = [], assignment.next_period
    while period is not None and periods.last_day(period, assignment.cycle) < on:
        found.append(period)
        period = periods.next_period(period, assignment.cycle)
    return found
