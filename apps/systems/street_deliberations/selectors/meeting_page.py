"""The page of one meeting of a street: its facts, the feedback it hears, and the feedback about its own opinions."""

from dataclasses import dataclass
from datetime import date

from apps.congress.meetings.models import AgendaItem, Meeting, MeetingState
from apps.foundation.core.errors import Issue
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.street_deliberations.rules.meetings import issues_before_report
from apps.systems.street_deliberations.selectors.meetings import (
    FEEDBACK,
    MeetingFacts,
    facts_of,
    previous_of,
    report_facts,
    reports_listed,
    warnings_here,
)
from apps.systems.street_deliberations.selectors.opinions import OpinionLine, opinion_lines

OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Heard:
    """What this meeting hears about the one before it."""

    meeting: Meeting
    told: str
    report: Document | None
    item: AgendaItem | None
    may_list: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    facts: MeetingFacts
    warnings: list[str]
    lines: list[OpinionLine]
    heard: Heard | None
    report: Document | None
    issues: list[Issue]


def page_of(meeting: Meeting, on: date) -> MeetingPage:
    facts = facts_of([meeting])[meeting.pk]
    return MeetingPage(
        facts=facts, warnings=warnings_here(meeting, facts.days, on), lines=opinion_lines(meeting, on),
        heard=_heard(meeting), report=live_document(meeting, FEEDBACK),
        issues=list(issues_before_report(report_facts(meeting))),
    )  # fmt: skip


def _heard(meeting: Meeting) -> Heard | None:
    """None for the first meeting of a term, and where the last one is not over or there is nothing to report."""
    previous = previous_of(meeting)
    facts = report_facts(previous) if previous else None
    if previous is None or facts is None or not (facts.is_closed and facts.has_subject):
        return None
    item = reports_listed([meeting]).first()
    is_open = item is None and meeting.state not in OVER
    return Heard(previous, facts.told, live_document(previous, FEEDBACK), item, is_open)
