"""Results, the report and the score sheet: before those who run the exam and nobody else."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.foundation.core import registry
from apps.foundation.core.actors import LEADER
from apps.foundation.core.errors import Conflict, WrongState
from apps.office.approvals import services as approvals
from apps.office.documents.models import Document
from apps.office.documents.selectors import issue_request
from apps.office.documents.services import archiving, drafting, issuing, numbering
from apps.systems.legal_exams.models import Exam, Mark
from apps.systems.legal_exams.services import reporting
from apps.systems.legal_exams.services.marking import question_withdraw
from tests import factories as make
from tests.systems.legal_exams.house_of_exams import make_exam
from tests.systems.legal_exams.marked import ENDED_AT, make_ended, mark, numbers_of

GET = ["legal_exams_results", "legal_exams_question_withdraw"]
POST = ["legal_exams_mark", "legal_exams_report_draft", "legal_exams_scores_file"]


@pytest.fixture
def desk(house, settings, tmp_path):
    """An office that signs: the standing committee with its code, and a leader of the district."""
    settings.MEDIA_ROOT = tmp_path
    committee = make.make_unit(house.office, "standing_committee", "示例区人大常委会")
    numbering.letterhead_set(
        organ=committee, mark="示例区人大常委会文件", code="示人", office="示例区人大常委会办公室",
        by=house.cast.actor("district_staff"), at=ENDED_AT,
    )  # fmt: skip
    house.people["signer"] = make.make_person(house.office, "示例签发人")
    make.make_user(house.people["signer"], "signer")
    make.make_role(house.people["signer"], LEADER, area=house.office)
    with time_machine.travel(ENDED_AT, tick=False):
        yield house


@pytest.fixture
def marked(desk):
    exam = make_ended(desk, [9, 5, 6])
    mark(desk, exam)
    return Exam.objects.get(pk=exam.pk)


def at(name, exam, *more):
    return reverse(name, args=[exam.public_id, *more])


def text(answer):
    return answer.content.decode()


def sign(house, document):
    drafting.document_submit(
        document=document, reviewers=[house.people["signer"]], by=house.actor("exam_staff"), at=ENDED_AT
    )
    approvals.step_approve(
        request=issue_request(document), step_number=1, opinion="", by=house.actor("signer"), at=ENDED_AT
    )
    archiving.document_archive(document_id=document.pk, at=ENDED_AT)
    return Document.objects.get(pk=document.pk)


def draft(house, exam):
    return reporting.report_draft(exam=exam, by=house.actor("exam_staff"), at=ENDED_AT)


def test_the_page_shows_every_result_with_its_figures(desk, marked):
    page = text(desk.client("exam_staff").get(at("legal_exams_results", marked)))
    for said in ("密名1", "密名3", "66.67%", "优秀", "不及格", "中华人民共和国宪法"):
        assert said in page
    assert "题干" not in page


def test_names_are_searched_and_exported(desk, marked):
    client, url = desk.client("exam_staff"), at("legal_exams_results", marked)
    page = text(client.get(url, {"q": "密名2"}))
    assert "密名2" in page
    assert "密名3" not in page
    answer = client.get(url, {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[1] for row in rows][1:] == ["密名1", "密名2", "密名3"]
    assert "密名" not in answer["Content-Disposition"]


@pytest.mark.parametrize("part", ["exam_setter", "invigilator", "chief"])
@pytest.mark.parametrize("name", [*GET, *POST])
def test_other_roles_of_the_exam_are_refused(desk, marked, part, name):
    client = desk.client(part)
    answer = client.post(at(name, marked)) if name in POST else client.get(at(name, marked))
    assert answer.status_code in {403, 404}


@pytest.mark.parametrize("part", ["district_staff", "operator", "leader", "handler", "deputy"])
@pytest.mark.parametrize("name", [*GET, *POST])
def test_nobody_else_enters(desk, marked, part, name):
    client = desk.cast.client(part)
    answer = client.post(at(name, marked)) if name in POST else client.get(at(name, marked))
    assert answer.status_code in {403, 404}


def test_one_click_marks_and_a_second_says_so(desk):
    exam, client = make_ended(desk, [9]), desk.client("exam_staff")
    assert "已评分1份试卷" in text(client.post(at("legal_exams_mark", exam), follow=True))
    assert "已经评分" in text(client.post(at("legal_exams_mark", exam), follow=True))


def test_a_question_is_withdrawn_by_its_number(desk, marked):
    client, url = desk.client("exam_staff"), at("legal_exams_question_withdraw", marked)
    wrong = text(client.post(url, {"number": 999999, "how": "give", "reason": "答案有误"}))
    assert "没有第999999题" in wrong
    assert "答案有误" in wrong
    number = numbers_of(marked)[5]
    page = text(client.post(url, {"number": number, "how": "give", "reason": "答案有误"}, follow=True))
    assert f"第{number}题" in page
    assert Mark.objects.filter(number=2).count() == 3


def test_a_signed_report_is_numbered_archived_and_makes_the_exam_reported(desk, marked):
    document = sign(desk, draft(desk, marked))
    marked.refresh_from_db()
    assert (document.number, marked.state, marked.reported_at) == ("示人发〔2026〕1号", "reported", ENDED_AT)
    assert "密名1" in str(document.tree)
    assert Document.objects.get(pk=document.pk).archive.pages >= 2


@pytest.mark.parametrize("part", ["district_staff", "operator"])
def test_report_and_score_sheet_are_found_by_nobody_else(desk, marked, part):
    sheet = reporting.scores_file(exam=marked, by=desk.actor("exam_staff"), at=ENDED_AT)
    report = sign(desk, draft(desk, marked))
    client = desk.cast.client(part)
    for document in (report, sheet):
        assert client.get(document.get_absolute_url()).status_code == 404
        assert client.get(reverse("documents_pdf", args=[document.public_id])).status_code == 404
    searches = [system.search for system in registry.systems() if system.search]
    hits = [hit for search in searches for hit in search(desk.cast.actor(part), "考试")]
    assert not [hit for hit in hits if hit.url in {report.get_absolute_url(), sheet.get_absolute_url()}]
    assert "密名" not in str(hits)


def test_a_report_that_a_withdrawn_question_overtook_is_not_signed(desk, marked):
    document = draft(desk, marked)
    with time_machine.travel("2026-03-26T10:00+08:00"):
        question_withdraw(
            exam=marked, number=numbers_of(marked)[0], how="give", reason="有误", by=desk.actor("exam_staff"),
            at=ENDED_AT.replace(day=26),
        )  # fmt: skip
    with pytest.raises(Conflict, match="重新评分"):
        sign(desk, document)
    marked.refresh_from_db()
    assert marked.state == "marked"


def test_a_withdrawn_report_is_made_again(desk, marked):
    document = sign(desk, draft(desk, marked))
    issuing.document_withdraw(document=document, reason="有误", by=desk.actor("exam_staff"), at=ENDED_AT)
    marked.refresh_from_db()
    assert marked.state == "marked"
    sign(desk, draft(desk, marked))


def test_one_report_at_a_time(desk, marked):
    draft(desk, marked)
    with pytest.raises(Conflict, match="已经拟出"):
        draft(desk, marked)


def test_nothing_is_reported_before_it_is_marked(desk):
    with pytest.raises(WrongState, match="评分以后"):
        draft(desk, make_ended(desk, [9]))


def test_the_score_sheet_is_printed(desk, marked):
    client = desk.client("exam_staff")
    assert client.get(at("legal_exams_scores", marked, "pdf"))["Content-Type"] == "application/pdf"
    assert client.get(at("legal_exams_scores", marked, "docx")).status_code == 200


def test_exams_that_are_over_are_listed(desk, marked):
    make_exam(desk, marked.blueprint, title="还没有考的考试")
    page = text(desk.client("exam_staff").get(reverse("legal_exams_marked")))
    assert marked.title in page
    assert "还没有考的考试" not in page
