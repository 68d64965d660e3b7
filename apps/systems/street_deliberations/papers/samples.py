"""Every paper of this system from what the demo district holds."""

from collections.abc import Iterator

from django.utils import timezone

from apps.congress.meetings.models import Meeting, MeetingState
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import UnitKind
from apps.office.documents.rules.tree import Tree
from apps.systems.street_deliberations.models import Candidate, ImplementationPlan, QuotaTable, Seat, Slate
from apps.systems.street_deliberations.papers import duties, feedback, founding, noticing, people
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors.duties import duty_lines, events_of, values_of
from apps.systems.street_deliberations.selectors.meetings import report_facts
from apps.systems.street_deliberations.selectors.opinions import opinion_lines, reported
from apps.systems.street_deliberations.selectors.roster import seats_on


def plans() -> Iterator[Tree]:
    today = timezone.localdate()
    for plan in ImplementationPlan.objects.filter(state=states.APPROVED).with_term()[:1]:
        yield founding.plan_paper(plan, today).numbered(f"示例街人发〔{today.year}〕1号", today)


def quotas() -> Iterator[Tree]:
    today = timezone.localdate()
    for table in QuotaTable.objects.exclude(settled_on=None).select_related("term__body__area")[:1]:
        yield founding.quota_paper(table, today).numbered(f"示例街人发〔{today.year}〕2号", today)


def recommendations() -> Iterator[Tree]:
    for candidate in Candidate.objects.filter(state=states.DETERMINED).with_line()[:1]:
        yield people.recommendation_sheet(candidate, timezone.localdate())


def opinions() -> Iterator[Tree]:
    for candidate in Candidate.objects.filter(state=states.DETERMINED).with_line()[:1]:
        yield people.opinions_sheet(candidate, timezone.localdate())


def notices() -> Iterator[Tree]:
    today = timezone.localdate()
    for slate in Slate.objects.exclude(notice=None).with_term().order_by("-pk")[:1]:
        yield noticing.notice_paper(slate, today).numbered("", today)


def rosters() -> Iterator[Tree]:
    today = timezone.localdate()
    for table in QuotaTable.objects.exclude(settled_on=None).select_related("term__body__area")[:1]:
        yield people.roster_paper(table.term, list(seats_on(table.term, today)), today)


def certificates() -> Iterator[Tree]:
    today = timezone.localdate()
    for seat in Seat.objects.exclude(candidate=None).with_person().prefetch_related("mandate__statuses")[:1]:
        yield people.certificate(seat, today).numbered("", today)


def records() -> Iterator[Tree]:
    today = timezone.localdate()
    for table in QuotaTable.objects.exclude(settled_on=None).select_related("term__body__area")[:1]:
        values = values_of(table.term, today)
        for line in duty_lines(table.term, today.year, today)[:1]:
            yield duties.record_paper(line, events_of(line.mandate, today.year), values, today.year, today)


def _reported() -> Meeting | None:
    """The newest meeting of a street at which something was brought."""
    rows = Meeting.objects.filter(body__kind=UnitKind.DELIBERATION_MEETING, state=MeetingState.CLOSED)
    rows = rows.select_related("body__area", "term__body__area").order_by("-starts_on", "-pk")
    return next((meeting for meeting in rows if report_facts(meeting).received), None)


def meeting_opinions() -> Iterator[Tree]:
    now = timezone.now()
    if meeting := _reported():
        yield feedback.opinions_paper(meeting, opinion_lines(meeting, local_day(now)), now)


def feedbacks() -> Iterator[Tree]:
    now = timezone.now()
    if meeting := _reported():
        yield feedback.feedback_paper(reported(meeting, now)).numbered("", local_day(now))


def years() -> Iterator[Tree]:
    today = timezone.localdate()
    for table in QuotaTable.objects.exclude(settled_on=None).select_related("term__body__area")[:1]:
        lines = duty_lines(table.term, today.year, today)
        yield duties.year_paper(table.term, lines, values_of(table.term, today), today.year, today)
