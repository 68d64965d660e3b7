"""Papers that a meeting gives rise to."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings import notice_paper
from apps.congress.meetings.models import Meeting, MeetingState
from apps.congress.meetings.papers.catalogue import MeetingPaper
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft


@transaction.atomic
def paper_draft(*, meeting: Meeting, paper: MeetingPaper, by: Actor, at: datetime) -> Document:
    """Draft a paper that the organ which convenes signs and issues.

    Raises WrongState for a meeting that is off or over, Conflict where it is drafted or issued already.
    """
    meeting, on = locked(meeting), local_day(at)
    if paper.draft is None:
        raise WrongState(f"{paper.title}不单独行文,请直接打印或下载。")
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise WrongState(f"会议{meeting.get_state_display()},不再拟发{paper.title}。")
    if missing := paper.missing(meeting, on):
        raise WrongState(f"{missing},还不能拟发{paper.title}。")
    document = only_document_draft(
        subject=meeting, organ=standing_organ(meeting.body, on), kind=paper.kind, tree=paper.draft(meeting, on),
        by=by, at=at,
    )  # fmt: skip
    path = meeting.body.area.path
    audit.record("meetings.paper.document_drafted", on=meeting, by=by, area_path=path, title=paper.title)
    return document


@transaction.atomic
def notice_document_draft(*, meeting: Meeting, by: Actor, at: datetime) -> Document:
    """拟发通知公文: the notice as a draft of the organ that convenes, to go through 核稿 and 签发.

    Raises WrongState for a meeting that is off or over, Conflict where the notice is drafted or issued already.
    """
    meeting, on = locked(meeting), local_day(at)
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise WrongState(f"会议{meeting.get_state_display()},不再拟发通知。")
    document = only_document_draft(
        subject=meeting, organ=standing_organ(meeting.body, on), kind=notice_paper.KIND,
        tree=notice_paper.red_head(meeting, on), by=by, at=at,
    )  # fmt: skip
    audit.record("meetings.notice.document_drafted", on=meeting, by=by, area_path=meeting.body.area.path)
    return document
