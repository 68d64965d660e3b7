"""Feedback at the next meeting: the report about the opinions of the last one, and its place on the agenda."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings.models import AgendaItem, Meeting, Topic
from apps.congress.meetings.services import AgendaLine, agenda_item_add
from apps.congress.meetings.services.planning import locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_ready
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.street_deliberations.papers.feedback import feedback_paper
from apps.systems.street_deliberations.rules.meetings import AGENDA_TITLE, issues_before_report
from apps.systems.street_deliberations.selectors.meetings import FEEDBACK, previous_of, report_facts, reports_listed
from apps.systems.street_deliberations.selectors.opinions import reported
from apps.systems.street_deliberations.services.records import record

WHY = "上次会议意见建议的办理情况应当向本次会议报告"


@transaction.atomic
def feedback_draft(*, meeting: Meeting, by: Actor, at: datetime) -> Document:
    """拟文: the report about the opinions of a closed meeting, with the figures of this moment; one at a time.

    Raises NotReady before the meeting is closed or where there is nothing to report, Conflict where a report stands.
    """
    meeting = locked(meeting)
    require_ready(issues_before_report(report_facts(meeting)))
    document = only_document_draft(
        subject=meeting, organ=standing_organ(meeting.body, local_day(at)), kind=FEEDBACK,
        tree=feedback_paper(reported(meeting, at)), by=by, at=at,
    )  # fmt: skip
    record("street_deliberations.feedback.drafted", meeting, by)
    return document


@transaction.atomic
def feedback_list(*, meeting: Meeting, by: Actor, at: datetime) -> AgendaItem:
    """列入议程: one item at which `meeting` hears about the opinions of the meeting before it.

    Raises Conflict where such an item stands already, WrongState where no closed meeting with opinions comes before.
    The entry in the log is that of the agenda.
    """
    meeting = locked(meeting)
    previous = previous_of(meeting)
    if previous is None:
        raise WrongState("这是本届第一次会议,没有上次会议的意见建议需要报告。")
    require_ready(issues_before_report(report_facts(previous)))
    if standing := reports_listed([meeting]).first():
        raise Conflict(f"议程第{standing.number}项已是“{standing.title}”,无须重复列入。")
    line = AgendaLine(AGENDA_TITLE, topic=Topic.SUGGESTION_HANDLING)
    return agenda_item_add(meeting=meeting, line=line, reason=WHY, by=by, at=at)
