"""拟稿, 核稿, 签发: numbers without gaps, nothing changed afterwards, files in the archive."""

import errno
import hashlib
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connections, transaction
from django.db.utils import DatabaseError

from apps.foundation.core import registry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.core.models import OutboxTask
from apps.office.approvals import services as approvals
from apps.office.documents import composing, selectors
from apps.office.documents.models import Document, Number, Series
from apps.office.documents.rules.tree import Paragraph
from apps.office.documents.services import archiving, delivering, drafting, issuing, numbering
from tests import factories as make
from tests.office.documents.desk import NOW, draft, issue, reviewer, sign, submit


def test_the_last_signature_gives_number_date_and_digest(office):
    document = issue(office)
    assert document.state == "issued"
    assert document.number == "青人发〔2026〕1号"
    assert document.issued_on == date(2026, 3, 20)
    assert document.signed_by == "签发人"
    assert document.content.head.number == document.number
    assert len(document.digest) == 64


def test_nobody_reviews_their_own_draft(office):
    document = draft(office)
    with pytest.raises(NotReady) as refusal:
        submit(office, document, ("staff", "signer"))
    assert "own_draft" in {issue.code for issue in refusal.value.issues}


def test_a_draft_that_a_colleague_submits_is_not_handed_back_to_who_wrote_it(office):
    document = draft(office, part="checker")
    office.people["chief"] = reviewer(office, "主任", "leader")
    submit(office, document, ("chief", "signer"))
    request = selectors.issue_request(document)
    assert request.drafter == office.people["checker"]
    with pytest.raises(NotReady, match="拟稿人"):
        approvals.step_delegate(request=request, step_number=1, to=office.people["checker"], reason="出差",
                                by=office.actor("chief"), at=NOW)  # fmt: skip


def test_whoever_a_step_is_handed_to_reads_the_document(office):
    document = submit(office, draft(office))
    handler = office.actor("handler")
    assert not Document.objects.visible_to(handler).exists()
    approvals.step_delegate(request=selectors.issue_request(document), step_number=1, to=office.people["handler"],
                            reason="出差", by=office.actor("checker"), at=NOW)  # fmt: skip
    assert list(Document.objects.visible_to(handler)) == [document]
    assert "去核稿" in office.client("handler").get(document.get_absolute_url()).content.decode()


def test_one_reviewer_alone_signs_without_a_checker(office):
    document = submit(office, draft(office), reviewers=("signer",))
    steps = selectors.progress_of(document, office.actor("staff")).steps
    assert [(step.title, step.status) for step in steps] == [("拟稿", "done"), ("签发", "current"), ("归档", "ahead")]
    request = selectors.issue_request(document)
    approvals.step_approve(request=request, step_number=1, opinion="", by=office.actor("signer"), at=NOW)
    document.refresh_from_db()
    assert (document.state, document.signed_by) == ("issued", office.actor("signer").name)
    done = selectors.progress_of(document, office.actor("staff")).steps
    assert [step.status for step in done] == ["done", "done", "current"]


def test_one_person_is_not_both_checker_and_signer(office):
    with pytest.raises(NotReady, match="不能是同一人"):
        submit(office, draft(office), ("signer", "signer"))


def test_an_organ_without_its_code_cannot_submit(office):
    office.congress.letterhead.delete()
    with pytest.raises(NotReady, match="机关代字"):
        submit(office, draft(office))


def test_a_returned_draft_may_be_changed_and_submitted_again(office):
    document = submit(office, draft(office))
    approvals.step_return(request=selectors.issue_request(document), step_number=1, reason="时间有误",
                          by=office.actor("checker"), at=NOW)  # fmt: skip
    document = Document.objects.get(pk=document.pk)
    assert document.state == "draft"
    submit(office, document)
    assert sign(office, document).state == "issued"


def test_the_drafter_takes_a_draft_back_before_it_is_signed(office):
    document = submit(office, draft(office))
    taken = drafting.document_recall(document=document, reason="补充附件", by=office.actor("staff"), at=NOW)
    assert taken.state == "draft"


def test_two_clerks_do_not_overwrite_each_other(office):
    document = draft(office)
    tree = composing.red_head(office.congress, "新标题", [Paragraph("一")])
    drafting.document_change(document=document, tree=tree, revision=0, by=office.actor("staff"), at=NOW)
    with pytest.raises(Conflict, match="他人修改过"):
        drafting.document_change(document=document, tree=tree, revision=0, by=office.actor("staff"), at=NOW)


def test_an_issued_document_is_not_changed_by_the_service(office):
    document = issue(office)
    with pytest.raises(WrongState, match="已签发"):
        drafting.document_change(document=document, tree=document.content, revision=0, by=office.actor("staff"), at=NOW)


@pytest.mark.parametrize("change", [{"title": "别的"}, {"tree": {}}, {"number": "青人发〔2026〕9号"}, {"digest": "0"}])
def test_an_issued_document_is_not_changed_behind_the_services(office, change):
    document = issue(office)
    with pytest.raises(DatabaseError, match="frozen_once_issued"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_numbers_run_on_within_the_year_and_the_kind(office):
    assert [issue(office).number for _ in range(3)] == [f"青人发〔2026〕{number}号" for number in (1, 2, 3)]
    assert issue(office, kind="general_letter").number == "青人函〔2026〕1号"


def test_an_announcement_is_numbered_within_the_term(office):
    assert issue(office, kind="general_announcement").number == "〔二十届〕第1号"


def test_two_organs_never_share_a_series(office):
    by = office.actor("other_staff")
    numbering.letterhead_set(
        organ=office.other_congress, mark="白沙镇人大文件", code="白人", office="白沙镇人大办", by=by, at=NOW
    )
    tree = composing.red_head(office.other_congress, "通知", [Paragraph("一")])
    other = drafting.document_draft(organ=office.other_congress, kind="general_notice", tree=tree,
                                    by=office.actor("other_staff"), at=NOW)  # fmt: skip
    issue(office)
    Document.objects.filter(pk=other.pk).update(state="in_review")
    assert issuing.document_issue(document=other, by=office.actor("other_staff"), at=NOW).number == "白人发〔2026〕1号"


def test_a_number_used_on_paper_is_recorded_with_its_reason(office):
    issue(office)
    series = Series.objects.get()
    with pytest.raises(DomainError, match="用途"):
        numbering.number_record(series=series, reason=" ", by=office.actor("staff"), at=NOW)
    numbering.number_record(series=series, reason="线下印发的会议通知", by=office.actor("staff"), at=NOW)
    assert issue(office).number == "青人发〔2026〕3号"
    assert selectors.gaps(series) == []


def test_an_organ_without_its_code_records_no_number(office):
    kind = registry.document_kinds()["general_notice"]
    organ = make.make_unit(office.town, "party_committee", "中共青禾镇委员会")
    series = numbering.series_start(organ=organ, kind=kind, on=date(2026, 3, 20), first=3, reason="线下已用",
                                    by=office.actor("staff"), at=NOW)  # fmt: skip
    with pytest.raises(NotReady, match="机关代字"):
        numbering.number_record(series=series, reason="会议通知", by=office.actor("staff"), at=NOW)


def test_an_office_that_starts_in_the_middle_of_a_year_goes_on_with_its_numbers(office):
    kind = registry.document_kinds()["general_notice"]
    by = office.actor("staff")
    with pytest.raises(DomainError, match="起始号"):
        numbering.series_start(organ=office.congress, kind=kind, on=NOW.date(), first=18, reason="", by=by, at=NOW)
    numbering.series_start(
        organ=office.congress, kind=kind, on=NOW.date(), first=18, reason="1至17号在线下", by=by, at=NOW
    )
    assert issue(office).number == "青人发〔2026〕18号"
    with pytest.raises(WrongState, match="已经用号"):
        numbering.series_start(organ=office.congress, kind=kind, on=NOW.date(), first=30, reason="x", by=by, at=NOW)


def test_an_issue_that_fails_takes_no_number(office, monkeypatch):
    document = submit(office, draft(office))

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(issuing.document_issued, "send", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        issuing.document_issue(document=document, by=office.actor("signer"), at=NOW)
    monkeypatch.undo()
    assert Number.objects.count() == 0
    assert sign(office, document).number == "青人发〔2026〕1号"


@pytest.mark.django_db(transaction=True)
def test_numbers_are_neither_doubled_nor_lost_under_parallel_load(office):
    documents = [submit(office, draft(office, title=f"通知{number}")) for number in range(12)]
    by, together = office.actor("signer"), Barrier(len(documents))

    def race(document):
        together.wait()
        issuing.document_issue(document=document, by=by, at=NOW)
        connections.close_all()

    threads = [Thread(target=race, args=[document]) for document in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Number.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert selectors.gaps(Series.objects.get()) == []


def test_the_archive_keeps_both_files_with_their_digests(office):
    document = issue(office)
    assert OutboxTask.objects.filter(name="documents.archive", args=[document.pk]).exists()
    archive = archiving.document_archive(document_id=document.pk, at=NOW)
    assert archive.pdf.read()[:5] == b"%PDF-"
    archive.pdf.seek(0)
    assert hashlib.sha256(archive.pdf.read()).hexdigest() == archive.pdf_sha256
    assert archive.docx.read()[:2] == b"PK"


def test_archiving_twice_leaves_one_archive(office):
    document = issue(office)
    archiving.document_archive(document_id=document.pk, at=NOW)
    assert archiving.document_archive(document_id=document.pk, at=NOW) is None


def test_a_full_disk_is_said_and_tried_again(office, monkeypatch):
    document = issue(office)

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", full)
        assert archiving.document_archive(document_id=document.pk, at=NOW) is None
    document.refresh_from_db()
    assert "磁盘空间不足" in document.archive_trouble
    assert archiving.archive_pending() == 1
    assert archiving.document_archive(document_id=document.pk, at=NOW)
    document.refresh_from_db()
    assert document.archive_trouble == ""


def test_a_withdrawn_document_keeps_its_number_and_says_why(office):
    document = issue(office)
    with pytest.raises(DomainError, match="撤回理由"):
        issuing.document_withdraw(document=document, reason="", by=office.actor("staff"), at=NOW)
    withdrawn = issuing.document_withdraw(document=document, reason="日期有误", by=office.actor("staff"), at=NOW)
    assert withdrawn.state == "withdrawn"
    assert issue(office).number == "青人发〔2026〕2号"


def test_a_unit_signs_for_what_it_was_sent_once(office):
    document, unit = issue(office), office.actor("handler").unit_id
    organ = office.congress._meta.model.objects.get(pk=unit)
    assert delivering.document_deliver(document=document, units=[organ], by=office.actor("staff"), at=NOW) == 1
    assert delivering.document_deliver(document=document, units=[organ], by=office.actor("staff"), at=NOW) == 0
    delivery = document.deliveries.get()
    delivering.delivery_receive(delivery=delivery, by=office.actor("handler"), at=NOW)
    with pytest.raises(Conflict, match="已经签收"):
        delivering.delivery_receive(delivery=delivery, by=office.actor("handler"), at=NOW)


def test_a_sheet_without_number_is_filed_as_it_is(office, monkeypatch):
    kind = registry.DocumentKind("test_sheet", "签到表")
    monkeypatch.setattr(registry, "document_kinds", lambda: {"test_sheet": kind})
    tree = composing.sheet(office.congress, "签到表", [Paragraph("应到60人")])
    sheet = drafting.document_draft(
        organ=office.congress, kind="test_sheet", tree=tree, by=office.actor("staff"), at=NOW
    )
    filed = issuing.document_file(document=sheet, by=office.actor("staff"), at=NOW)
    assert (filed.state, filed.number) == ("issued", "")
    numbered = draft(office)
    monkeypatch.undo()
    with pytest.raises(DomainError, match="核稿"):
        issuing.document_file(document=numbered, by=office.actor("staff"), at=NOW)
