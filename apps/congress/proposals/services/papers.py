"""The report on how motions were handled as a document, to go through 核稿 and 签发."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings.models import Meeting
from apps.congress.proposals import papers
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft


@transaction.atomic
def handling_draft(*, meeting: Meeting, by: Actor, at: datetime) -> Document:
    """拟议案处理意见报告. Raises WrongState without a decided motion, Conflict where it is drafted already."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body__area", "term").get(pk=meeting.pk)
    if not papers.handled_at(meeting):
        raise WrongState("本次会议还没有主席团已作决定的代表议案,不能拟处理意见报告。")
    on = local_day(at)
    document = only_document_draft(
        subject=meeting, organ=standing_organ(meeting.body, on), kind=papers.HANDLING,
        tree=papers.handling(meeting, on), by=by, at=at,
    )  # fmt: skip
    audit.record("proposals.handling.drafted", on=meeting, by=by, area_path=meeting.body.area.path)
    return document
