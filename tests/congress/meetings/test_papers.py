"""The notice as a document of the convening organ, the sheet to be signed."""

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings import attendance_sheet, notice_paper
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services.papers import notice_document_draft
from apps.foundation.core.errors import Conflict, WrongState
from apps.office.documents.models import Document
from apps.office.documents.rules.tree import Paragraph, Table
from tests.congress.meetings.hall import MORNING


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def draft(hall):
    return notice_document_draft(meeting=hall.meeting, by=hall.staff, at=MORNING)


def test_the_notice_says_when_where_what_and_to_whom(hall):
    tree = draft(hall).content
    said = "".join(block.text for block in tree.blocks if isinstance(block, Paragraph))
    assert tree.title == f"关于召开{hall.meeting.title}的通知"
    assert tree.recipients == ("各位代表",)
    assert hall.meeting.place in said
    assert all(item.title in said for item in hall.meeting.agenda.all())


def test_a_meeting_has_one_notice_at_a_time(hall):
    first = draft(hall)
    with pytest.raises(Conflict, match="已经拟出"):
        draft(hall)
    Document.objects.filter(pk=first.pk).update(state="discarded")
    assert draft(hall).pk != first.pk


def test_a_cancelled_meeting_is_not_announced(hall):
    Meeting.objects.update(state="cancelled")
    with pytest.raises(WrongState, match="已取消"):
        draft(hall)


def test_the_office_drafts_it_from_the_notice_page_and_finds_it_there(hall):
    client, page = hall.cast.client("staff"), reverse("meetings_notice", args=[hall.meeting.public_id])
    assert "拟发通知公文" in client.get(page).content.decode()
    answer = client.post(reverse("meetings_notice_draft", args=[hall.meeting.public_id]))
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url()
    assert "通知公文:草稿" in client.get(page).content.decode()
    assert "拟发通知公文" not in hall.cast.client("deputy").get(page).content.decode()


def test_the_printed_notice_is_signed_by_the_convening_organ(hall):
    tree = notice_paper.plain(hall.meeting, MORNING.date())
    assert tree.signature.organs == (hall.cast.congress.name,)


def test_the_sheet_has_a_line_to_sign_for_everybody_due(hall):
    tree = attendance_sheet.tree(hall.sitting)
    (table,) = [block for block in tree.blocks if isinstance(block, Table)]
    assert table.columns[-1].heading == "签名"
    assert len(table.rows) == hall.sitting.attendance.count()
