"""送审, 签发, 退回, 公开: the paper and its document go together."""

from io import BytesIO

import docx
import pytest

from apps.congress.meetings.models import Attendance, Speech
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.services import approving, editing
from apps.congress.minutes.services.drafting import minutes_details_set, minutes_draft
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import DomainError, NotReady, WrongState
from apps.office.approvals.services import step_approve, step_return
from apps.office.documents import selectors as documents
from apps.office.documents.models import Document
from apps.office.documents.services.archiving import document_archive
from apps.office.documents.services.issuing import document_withdraw
from apps.office.documents.services.numbering import letterhead_set
from tests.congress.minutes.conftest import NOW
from tests.office.documents.desk import reviewer

RESOLVED = "会议通过的决议决定"
DIFFERS = f"“{RESOLVED}”中的数字7票与登记不符(登记的是6票)。"


@pytest.fixture
def chain(session):
    """A checker of the office and the chair who signs."""
    letterhead_set(
        organ=session.presidium,
        mark="青禾镇人大主席团文件",
        code="青人",
        office="青禾镇人大办公室",
        by=session.staff,
        at=NOW,
    )
    return [reviewer(session.cast, "核稿人", "staff"), reviewer(session.cast, "白主席", "leader")]


def submit(session, paper, chain, **values):
    return approving.minutes_submit(minutes=paper, reviewers=chain, by=session.staff, at=NOW, **values)


def signed(session, paper, chain, **values):
    document = submit(session, paper, chain, **values)
    for number, person in enumerate(chain, start=1):
        request = documents.issue_request(document)
        step_approve(request=request, step_number=number, opinion="", by=session.voter(person), at=NOW)
    return Document.objects.get(pk=document.pk)


def state_of(paper) -> str:
    return Minutes.objects.get(pk=paper.pk).state


def edit(session, paper, heading, change):
    section = paper.sections.get(heading=heading)
    text = editing.newest_of(section).text
    return editing.section_edit(section=section, text=change(text), revision=section.revision, by=session.staff, at=NOW)


def test_signed_minutes_have_a_number_lists_of_names_and_no_seal(session, minutes, chain):
    document = signed(session, minutes, chain, copies=["镇党委", "各代表小组"])
    assert state_of(minutes) == "issued"
    assert document.number == "青人纪〔2026〕1号"
    tree = document.content
    assert (tree.form, tree.head.mark, tree.signature) == ("minutes", "青禾镇镇人民代表大会会议纪要", None)
    assert [block.label for block in tree.blocks if hasattr(block, "names")] == ["出席", "请假", "缺席", "列席"]
    assert tree.colophon.copies == ("镇党委", "各代表小组")


def test_a_signed_record_has_lines_for_chair_and_recorder_and_no_number(session, record, chain):
    document = signed(session, record, chain)
    assert (document.number, document.content.form, state_of(record)) == ("", "plain", "issued")
    assert document.content.blocks[-1].lines == (("主持人签字", ""), ("记录人签字", ""))


def test_both_files_hold_what_was_edited(session, minutes, chain):
    edit(session, minutes, "会议要求", lambda text: f"{text}\n会议要求，按月通报进展。")
    document = signed(session, minutes, chain)
    archive = document_archive(document_id=document.pk, at=NOW)
    text = "".join(one.text for one in docx.Document(BytesIO(archive.docx.open().read())).paragraphs)
    assert "会议要求，按月通报进展。" in text
    assert archive.pages >= 2


def test_a_number_that_differs_goes_through_with_a_reason_only(session, minutes, chain):
    edit(session, minutes, RESOLVED, lambda text: text.replace("6票", "7票"))
    with pytest.raises(NotReady) as refused:
        submit(session, minutes, chain)
    assert [issue.code for issue in refused.value.issues] == ["difference", "reason"]
    assert DIFFERS in str(refused.value)
    assert (state_of(minutes), Document.objects.count()) == ("draft", 0)
    submit(session, minutes, chain, reason="计票后发现一票漏记,已由监票人更正")
    kept = Minutes.objects.get(pk=minutes.pk)
    assert kept.differences == [{"heading": RESOLVED, "sentence": DIFFERS}]
    assert kept.difference_reason == "计票后发现一票漏记,已由监票人更正"
    entry = Entry.objects.get(act="minutes.minutes.submitted_differing")
    assert (entry.reason, entry.facts["number"]) == ("计票后发现一票漏记,已由监票人更正", 1)


def test_while_somebody_still_edits_it_is_not_sent(session, minutes, chain):
    section = minutes.sections.first()
    editing.editor_note(section=section, by=session.cast.actor("district_staff"), at=NOW)
    with pytest.raises(NotReady, match="示例district_staff正在编辑“会议概况”,请其保存或者退出以后再送审"):
        submit(session, minutes, chain)
    editing.editor_leave(section=section, by=session.cast.actor("district_staff"))
    assert submit(session, minutes, chain).state == "in_review"


def test_who_sends_is_not_stopped_by_a_page_of_their_own(session, minutes, chain):
    editing.editor_note(section=minutes.sections.first(), by=session.staff, at=NOW)
    assert submit(session, minutes, chain).state == "in_review"


def test_what_was_sent_is_not_edited(session, minutes, chain):
    submit(session, minutes, chain)
    for act in (
        lambda: edit(session, minutes, "会议要求", lambda text: text + "补充"),
        lambda: editing.editor_note(
            section=Minutes.objects.get(pk=minutes.pk).sections.first(), by=session.staff, at=NOW
        ),
        lambda: minutes_details_set(minutes=minutes, title="新题", recorder="甲", presided_by="", by=session.staff),
        lambda: submit(session, minutes, chain),
    ):
        with pytest.raises(WrongState, match=r"已送审|已经送审"):
            act()


def test_facts_that_changed_are_looked_at_first(session, record, chain):
    Speech.objects.filter(name="方圆").update(gist="建议公开账目")
    with pytest.raises(NotReady, match="起草以后事实有变化:听取和审议镇人民政府工作报告"):
        submit(session, record, chain)
    section = record.sections.get(heading="听取和审议镇人民政府工作报告")
    editing.section_update(section=section, revision=1, by=session.staff, at=NOW)
    assert submit(session, record, chain).state == "in_review"


def test_the_drafter_does_not_approve(session, minutes, chain):
    with pytest.raises(NotReady, match="拟稿人"):
        submit(session, minutes, [chain[0], session.cast.people["staff"]])
    assert state_of(minutes) == "draft"


def test_returned_it_is_edited_and_sent_again(session, minutes, chain):
    first = submit(session, minutes, chain)
    request = documents.issue_request(first)
    step_return(request=request, step_number=1, reason="请核对名单", by=session.voter(chain[0]), at=NOW)
    first.refresh_from_db()
    assert (state_of(minutes), first.state) == ("draft", "discarded")
    edit(session, minutes, "会议要求", lambda text: f"{text}\n请各单位落实。")
    second = signed(session, minutes, chain)
    assert (second.number, state_of(minutes)) == ("青人纪〔2026〕1号", "issued")
    assert any("请各单位落实" in getattr(block, "text", "") for block in second.content.blocks)


def test_taken_back_it_is_a_draft_again(session, minutes, chain):
    submit(session, minutes, chain)
    with pytest.raises(DomainError, match="请写明撤回的理由"):
        approving.minutes_recall(minutes=minutes, reason=" ", by=session.staff, at=NOW)
    assert approving.minutes_recall(minutes=minutes, reason="漏写一项", by=session.staff, at=NOW).state == "draft"


def test_a_withdrawn_document_makes_it_a_draft_that_nobody_else_reads(session, minutes, chain):
    document = signed(session, minutes, chain, is_published=True)
    document_withdraw(document=document, reason="姓名有误", by=session.staff, at=NOW)
    kept = Minutes.objects.get(pk=minutes.pk)
    assert (kept.state, kept.is_published, kept.issued_at) == ("draft", False, None)
    assert signed(session, minutes, chain).number == "青人纪〔2026〕2号"


def test_members_read_issued_minutes_that_are_opened_to_them(session, minutes, chain):
    member, stranger = session.cast.actor("deputy"), session.cast.actor("other_deputy")
    signed(session, minutes, chain)
    assert list(Minutes.objects.visible_to(member)) == []
    approving.minutes_publish(minutes=minutes, is_published=True, by=session.staff, at=NOW)
    assert list(Minutes.objects.visible_to(member)) == [minutes]
    assert list(Minutes.objects.visible_to(stranger)) == []
    approving.minutes_publish(minutes=minutes, is_published=False, by=session.staff, at=NOW)
    assert list(Minutes.objects.visible_to(member)) == []


def test_a_record_is_not_opened(session, record, chain):
    signed(session, record, chain, is_published=True)
    assert not Minutes.objects.get(pk=record.pk).is_published
    with pytest.raises(DomainError, match="会议记录存档备查"):
        approving.minutes_publish(minutes=record, is_published=True, by=session.staff, at=NOW)


def test_whoever_is_asked_to_sign_sees_the_paper(session, minutes, chain):
    signer = session.voter(chain[1])
    assert list(Minutes.objects.visible_to(signer)) == []
    submit(session, minutes, chain)
    assert list(Minutes.objects.visible_to(signer)) == [minutes]


def test_a_name_taken_off_the_list_needs_a_reason(session, minutes, chain):
    edit(session, minutes, "出席情况", lambda text: text.replace("、康宁", ""))
    with pytest.raises(NotReady, match="“出席情况”的出席名单与登记不符:缺少康宁。"):
        submit(session, minutes, chain)


def test_attendance_of_the_paper_is_that_of_the_sheet(session, minutes, chain):
    document = signed(session, minutes, chain)
    names = {block.label: set(block.names) for block in document.content.blocks if hasattr(block, "names")}
    rows = Attendance.objects.filter(sitting__meeting=session.meeting)
    assert names["出席"] == set(rows.filter(state="present").values_list("name", flat=True))
    assert names["请假"] == set(rows.filter(state="leave").values_list("name", flat=True))


def test_it_is_not_sent_before_the_meeting_is_over(session, chain):
    session.meeting.state = "in_session"
    session.meeting.save(update_fields=["state"])
    paper = minutes_draft(meeting=session.meeting, kind="record", by=session.staff, at=NOW)
    with pytest.raises(NotReady, match="会议还没有结束"):
        submit(session, paper, chain)
