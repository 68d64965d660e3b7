"""What a hostile or clumsy hand sends to the pages of exams: every answer is a sentence, never a failure."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.policies.models import Policy
from apps.systems.legal_exams.models import (
    AccessCode,
    Admission,
    Bank,
    CodePurpose,
    EventKind,
    Exam,
    Nomination,
    PaperEvent,
)
from apps.systems.legal_exams.papers.exams import notice_paper
from apps.systems.legal_exams.papers.tickets import tickets_pdf
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.policies import LATE_MINUTES
from apps.systems.legal_exams.rules.sitting import changes_of
from apps.systems.legal_exams.services.admissions import admission_unschedule
from apps.systems.legal_exams.services.codes import code_issue
from apps.systems.legal_exams.services.invigilating import candidates_miss
from apps.systems.legal_exams.services.nominations import nomination_withdraw
from apps.systems.legal_exams.services.sitting import Report, answers_save
from apps.systems.legal_exams.services.tickets import tickets_print
from tests import factories as make
from tests.office.documents.paper import pages_of
from tests.systems.legal_exams.house_of_exams import (
    NOW,
    make_admission,
    make_bank,
    make_exam,
    make_nomination,
    make_question,
)
from tests.systems.legal_exams.sitting_house import answering, at

pytestmark = pytest.mark.django_db


def asked(client, address, body):
    sent = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(address, sent, content_type="application/json")


@pytest.fixture
def student(house):
    """A browser that came in with the study code of a candidate, and a practice bank."""
    make_bank(house, bank=Bank.PRACTICE)
    exam = make_exam(house, starts_at=timezone.now() + timedelta(days=3))
    admission = make_admission(exam, make_nomination(house))
    code = code_issue(
        admission=admission, purpose=CodePurpose.STUDY, by=house.actor("exam_staff"), at=timezone.now(),
        expires_at=exam.starts_at,
    )  # fmt: skip
    client = Client()
    client.post(reverse("legal_exams_study_door"), {"ticket": admission.ticket, "code": code})
    return client


GARBAGE = (
    [[True, [0], 1]], [[0, [0], True]], [[0, [True], 1]], [[0, [0], 1.0]], [[-1, [0], 1]], [[99, [0], 1]],
    [[0, [11], 1]], [[0, [-1], 1]], [[0, [0], 2**31]], [[0, [0], 0]], [["0", [0], 1]], [[0, "0", 1]], [[0, [0]]],
    {"0": 1}, "x", None, 7, [[0, [[0]], 1]], [None], [[0, list(range(13)), 1]], [[0, [0], 1]] * 1001,
)  # fmt: skip


@pytest.mark.parametrize("step", ["save", "hand-in"])
def test_garbled_answers_of_a_mock_exam_are_refused_with_a_sentence(student, step):
    page = student.post(reverse("legal_exams_mock_begin")).headers["Location"]
    for garbage in GARBAGE:
        response = asked(student, f"{page}{step}/", {"answers": garbage})
        assert response.status_code == 422, garbage
        assert "没有保存" in response.json()["sentence"]


def test_garbled_answers_at_the_seat_are_refused_with_a_sentence(house):
    _, seats = answering(house, 1)
    for garbage in GARBAGE:
        with pytest.raises(DomainError, match="没有保存"):
            answers_save(seat=seats[0], changes=changes_of(garbage), at=at(1))


@pytest.fixture
def ticketed(house) -> Admission:
    exam = make_exam(house)
    admission = make_admission(exam, make_nomination(house))
    tickets_print(exam=exam, by=house.actor("exam_staff"), at=NOW)
    return admission


def test_who_holds_a_printed_ticket_may_be_taken_off(house, ticketed):
    admission_unschedule(admission=ticketed, reason="当日出差", by=house.actor("exam_staff"), at=NOW)
    assert Nomination.objects.get().state == states.REQUIRED
    assert not AccessCode.objects.exists()


def test_who_holds_a_printed_ticket_may_be_withdrawn(house, ticketed):
    nomination_withdraw(nomination=ticketed.nomination, reason="另行研究", by=house.actor("exam_staff"), at=NOW)
    assert Nomination.objects.get().state == states.WITHDRAWN
    assert not Admission.objects.exists()


def test_a_reason_with_a_sign_that_no_database_keeps_is_kept_without_it(house, ticketed):
    address = reverse("legal_exams_admission_unschedule", args=[ticketed.public_id])
    Exam.objects.update(starts_at=timezone.now() + timedelta(days=1))
    assert house.client("exam_staff").post(address, {"reason": "当日\x00出差"}).status_code == 302
    address = reverse("legal_exams_exam_call_off", args=[ticketed.exam.public_id])
    assert house.client("exam_staff").post(address, {"reason": "\x00改期"}).status_code == 302
    assert Exam.objects.get().called_off_reason == "改期"


PRIVATE = (
    ("exam_staff", "legal_exams_nominations"), ("exam_staff", "legal_exams_nomination_new"),
    ("exam_staff", "legal_exams_eligibility"), ("exam_staff", "legal_exams_votes"),
    ("exam_staff", "legal_exams_vote_new"), ("exam_staff", "legal_exams_appointments"),
    ("exam_staff", "legal_exams_oaths"), ("exam_setter", "legal_exams_question_add"),
    ("exam_setter", "legal_exams_review"), ("exam_setter", "legal_exams_bank_words"),
    ("exam_setter", "legal_exams_bank_contents"), ("exam_setter", "legal_exams_bank_import_new"),
)  # fmt: skip


@pytest.mark.parametrize(("part", "name"), PRIVATE)
def test_pages_with_names_or_questions_stay_in_no_browser(house, part, name):
    response = house.client(part).get(reverse(name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_whoever_prints_the_scores_is_in_the_log(house, ticketed):
    Exam.objects.update(state=states.MARKED)
    address = reverse("legal_exams_scores", args=[ticketed.exam.public_id, "pdf"])
    assert "no-store" in house.client("exam_staff").get(address)["Cache-Control"]
    assert Entry.objects.filter(act="legal_exams.list.printed").count() == 1
    assert house.client("exam_staff").get(address.replace("pdf", "exe")).status_code == 404


def test_whoever_is_late_is_not_absent_while_they_are_let_in(house):
    held, _ = answering(house, 1)
    make_admission(held.exam, make_nomination(house), 9)
    with pytest.raises(WrongState, match="迟到的考生还可以入场"):
        candidates_miss(exam=held.exam, by=house.actor("chief"), at=at(14))
    assert candidates_miss(exam=held.exam, by=house.actor("chief"), at=at(16)) == 1


@pytest.mark.parametrize(("minutes", "told"), [(30, "迟到超过30分钟的"), (0, "开考后不得入场")])
def test_the_notice_lets_people_in_as_long_as_the_office_does(house, minutes, told):
    Policy.objects.create(
        key=LATE_MINUTES, area=house.office, value=minutes, source="本区考试办法", starts_on=make.SINCE, set_at=NOW
    )  # fmt: skip
    assert told in str(notice_paper(make_exam(house), house.term.body))


def test_who_was_decided_on_meanwhile_is_not_left_out_in_silence(house):
    made = [make_nomination(house, state=states.RECEIVED) for _ in range(2)]
    client, address = house.client("exam_staff"), reverse("legal_exams_eligibility")
    ticked = {"nominations": [str(one.public_id) for one in made]}
    Nomination.objects.filter(pk=made[0].pk).update(state=states.WITHDRAWN)
    assert str(made[0]) in client.post(address, ticked).content.decode()
    assert Nomination.objects.get(pk=made[1].pk).state == states.RECEIVED
    assert "请勾选应当参加考试的人选" in client.post(address, {"nominations": "x"}).content.decode()


def test_a_law_with_several_questions_is_offered_once_and_takes_another(house):
    for _ in range(2):
        question = make_question(house)
    client, address = house.client("exam_setter"), reverse("legal_exams_question_add")
    assert client.get(address).content.decode().count(f">{question.law}</option>") == 1
    typed = {
        "stem": "另一题是什么", "option_A": "一", "option_B": "二", "option_C": "三", "option_D": "四",
        "key": "0", "law": question.law.pk, "bank": "sealed", "part": "public", "difficulty": "easy", "revision": "0",
    }  # fmt: skip
    assert client.post(address, typed).status_code == 302


def test_an_odd_number_of_tickets_lies_side_by_side_without_overlapping(house):
    exam = make_exam(house, starts_at=NOW + timedelta(days=3))
    for seat in (1, 2, 3):
        make_admission(exam, make_nomination(house), seat)
    (page,) = pages_of(tickets_pdf(tickets_print(exam=exam, by=house.actor("exam_staff"), at=NOW)))
    heads = [line.top for line in page if "知识考试准考证" in line.text]
    rules = [line.top for line in page if line.text.startswith("2.手机")]
    assert [round(top - head) for top, head in zip(sorted(rules), sorted(heads), strict=True)] == [
        round(min(rules) - min(heads))
    ] * 3
    assert max(rules) - min(heads) > 138


def test_a_browser_reports_nothing_from_before_it_had_the_paper(house):
    _, [seat] = answering(house, 1)
    long_ago = Report(EventKind.LEFT, "切换到其他页面", 15 * 60 * 1000, 7)
    answers_save(seat=seat, changes=[], reports=[long_ago], at=at(1))
    assert PaperEvent.objects.get(kind=EventKind.LEFT).at == at(0)
