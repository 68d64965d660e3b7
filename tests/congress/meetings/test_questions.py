"""询问: rules, acts, pages."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.meetings.models import Question
from apps.congress.meetings.rules.questions import issues_before_answer, issues_before_question, question_move
from apps.congress.meetings.selectors import desk
from apps.congress.meetings.services.planning import meeting_cancel
from apps.congress.meetings.services.questions import (
    Answer,
    commitment_close,
    question_answer,
    question_ask,
    question_assess,
    question_withdraw,
)
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.organisations.models import Unit
from tests.congress.meetings.hall import IN_TIME, MORNING, minutes_later
from tests.racing import at_once

PROMISED = Answer("李镇长", "已列入计划。", "六月底前完成管网改造", date(2026, 6, 30))


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def government():
    return Unit.objects.get(name="青禾镇人民政府")


def ask(hall, number=0, at=IN_TIME):
    return question_ask(
        meeting=hall.meeting, person=hall.members()[number], text="老城区管网何时改造?", unit=government(),
        by=hall.staff, at=at,
    )  # fmt: skip


def answer(hall, question, answer=PROMISED, revision=0):
    return question_answer(question=question, answer=answer, revision=revision, by=hall.staff, at=MORNING)


def codes(issues):
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("state", "found"),
    [("planned", ["not_noticed"]), ("noticed", []), ("in_session", []), ("closed", ["over"]), ("cancelled", ["over"])],
)
def test_questions_are_registered_from_the_notice_until_the_end(state, found):
    assert codes(issues_before_question(state)) == found


@pytest.mark.parametrize(
    ("commitment", "due_on", "found"),
    [
        ("", None, []),
        ("修好", date(2026, 3, 20), []),
        ("修好", None, ["no_date"]),
        ("", date(2026, 6, 30), ["no_promise"]),
        ("修好", date(2026, 3, 19), ["past"]),
    ],
)
def test_a_promise_has_a_day_not_before_the_question(commitment, due_on, found):
    issues = issues_before_answer(answer="答", commitment=commitment, due_on=due_on, asked_on=date(2026, 3, 20))
    assert codes(issues) == found


def test_an_answer_has_words():
    assert codes(issues_before_answer(answer="", commitment="", due_on=None, asked_on=date(2026, 3, 20))) == [
        "no_answer"
    ]


def test_what_is_done_is_not_answered_again():
    with pytest.raises(WrongState, match="答复不能再改"):
        question_move("done", "记录答复")


def test_questions_are_numbered_within_the_meeting(noticed):
    assert [ask(noticed, number).number for number in range(3)] == [1, 2, 3]


def test_only_a_serving_deputy_of_the_term_asks(noticed):
    with pytest.raises(DomainError, match="不是本届在任代表"):
        question_ask(
            meeting=noticed.meeting, person=noticed.cast.people["other_deputy"], text="?", unit=government(),
            by=noticed.staff, at=IN_TIME,
        )  # fmt: skip


def test_nobody_asks_in_a_cancelled_meeting(noticed):
    meeting_cancel(meeting=noticed.meeting, reason="台风", by=noticed.staff, at=IN_TIME)
    with pytest.raises(NotReady):
        ask(noticed)


def test_a_promise_without_a_day_is_refused(noticed):
    with pytest.raises(NotReady) as refusal:
        answer(noticed, ask(noticed), Answer("李镇长", "会改造。", "尽快改造"))
    assert codes(refusal.value.issues) == ["no_date"]


def test_answered_promised_done(noticed):
    question = answer(noticed, ask(noticed))
    assert (question.state, question.due_on, question.revision) == ("committed", date(2026, 6, 30), 1)
    done = commitment_close(
        question=question, outcome="已完工", done_on=date(2026, 3, 20), by=noticed.staff, at=minutes_later(5)
    )
    assert (done.state, done.outcome) == ("done", "已完工")


def test_an_answer_is_corrected_after_its_promise_was_due(noticed):
    question, july = answer(noticed, ask(noticed)), MORNING + timedelta(days=120)
    mended = Answer("李镇长", "已列入今年计划。", PROMISED.commitment, PROMISED.due_on)
    question = question_answer(question=question, answer=mended, revision=1, by=noticed.staff, at=july)
    assert (question.answer, question.state) == ("已列入今年计划。", "committed")


def test_a_promise_is_not_done_before_it_was_asked_for(noticed):
    question = answer(noticed, ask(noticed))
    with pytest.raises(DomainError, match="办结日期不能早于提出询问的日期"):
        commitment_close(question=question, outcome="已完工", done_on=date(1900, 1, 1), by=noticed.staff, at=MORNING)


def test_a_promise_is_not_done_tomorrow(noticed):
    question = answer(noticed, ask(noticed))
    with pytest.raises(DomainError, match="办结日期不能晚于今天"):
        commitment_close(question=question, outcome="已完工", done_on=date(2026, 3, 21), by=noticed.staff, at=MORNING)


def test_an_answer_over_anothers_is_refused(noticed):
    question = answer(noticed, ask(noticed), Answer("李镇长", "会改造。"))
    with pytest.raises(Conflict, match="刚被其他工作人员改过"):
        answer(noticed, question, Answer("王副镇长", "另一答复。"), revision=0)
    assert answer(noticed, question, PROMISED, revision=1).state == "committed"


def test_an_answered_question_is_not_taken_back_and_none_is_deleted(noticed):
    question = answer(noticed, ask(noticed))
    with pytest.raises(WrongState, match="已经答复或者撤回"):
        question_withdraw(question=question, reason="误提", by=noticed.staff, at=MORNING)
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        question.delete()


def test_an_answer_is_assessed_once(noticed):
    question = answer(noticed, ask(noticed))
    assessed = question_assess(
        question=question, held_under="专题询问办法", base="present", by=noticed.staff, at=MORNING
    )
    assert assessed.poll.title == "第1号询问答复满意度测评"
    with pytest.raises(Conflict):
        question_assess(question=question, held_under="专题询问办法", base="present", by=noticed.staff, at=MORNING)


@pytest.mark.django_db(transaction=True)
def test_asked_at_once_gives_two_numbers(noticed):
    at_once(lambda: ask(noticed, 0), lambda: ask(noticed, 1))
    assert sorted(Question.objects.values_list("number", flat=True)) == [1, 2]


def page(name, question):
    return reverse(name, args=[question.public_id])


def test_a_member_sees_own_questions_and_others_once_answered(noticed):
    own, others = ask(noticed, 0), ask(noticed, 1)
    deputy = noticed.cast.client("deputy")
    assert deputy.get(page("meetings_question", own)).status_code == 200
    assert deputy.get(page("meetings_question", others)).status_code == 404
    answer(noticed, others)
    assert deputy.get(page("meetings_question", others)).status_code == 200
    for part in ("other_deputy", "other_staff", "representative"):
        assert noticed.cast.client(part).get(page("meetings_question", others)).status_code == 404


@pytest.mark.parametrize("name", ["meetings_question_answer", "meetings_question_done", "meetings_question_assess"])
def test_answers_are_written_by_the_office_alone(noticed, name):
    question = answer(noticed, ask(noticed))
    assert noticed.cast.client("staff").get(page(name, question)).status_code == 200
    assert noticed.cast.client("deputy").get(page(name, question)).status_code == 403
    assert noticed.cast.client("leader").get(page(name, question)).status_code == 403
    assert noticed.cast.client("other_staff").get(page(name, question)).status_code == 404


def test_a_deputy_asks_on_the_phone_in_the_own_name(noticed):
    url = reverse("meetings_question_ask", args=[noticed.meeting.public_id])
    noticed.cast.client("deputy").post(url, {"unit": government().pk, "text": "路灯何时修?"})
    question = Question.objects.get()
    assert (question.name, question.text) == ("安然", "路灯何时修?")
    assert noticed.cast.client("other_deputy").get(url).status_code == 404


def test_a_refused_answer_keeps_what_was_typed(noticed):
    question = ask(noticed)
    data = {"revision": 0, "answered_by": "李镇长", "answer": "会改造。", "commitment": "尽快改造"}
    response = noticed.cast.client("staff").post(page("meetings_question_answer", question), data)
    shown = response.content.decode()
    assert "必须写明承诺期限" in shown
    assert "尽快改造" in shown


def test_overdue_promises_are_on_the_desk_in_the_figures_and_in_the_list(noticed):
    question = answer(noticed, ask(noticed))
    day = date(2026, 7, 1)
    actor = noticed.cast.actor("staff", day)
    assert [item.due for item in desk.todo(actor, day) if "承诺" in item.title] == [date(2026, 6, 30)]
    assert [(one.value, one.alarm) for one in desk.figures(actor, day) if one.title == "询问承诺逾期"] == [(1, True)]
    with time_machine.travel("2026-07-01 09:00+08:00", tick=False):
        listed = noticed.cast.client("staff").get(reverse("meetings_questions"), {"overdue": "1"}).content.decode()
    assert page("meetings_question", question) in listed
    assert [one.on for one in desk.deadlines(day) if "承诺" in one.title] == [date(2026, 6, 30)]


def test_the_list_of_one_meeting_offers_to_register_one_more(noticed):
    url = reverse("meetings_question_ask", args=[noticed.meeting.public_id])
    asked = {"meeting": str(noticed.meeting.public_id)}
    assert url in noticed.cast.client("staff").get(reverse("meetings_questions"), asked).content.decode()
    assert url not in noticed.cast.client("leader").get(reverse("meetings_questions"), asked).content.decode()
    assert noticed.cast.client("staff").get(reverse("meetings_questions"), {"meeting": "x"}).status_code == 200


def test_the_list_is_exported_whole(noticed):
    answer(noticed, ask(noticed))
    response = noticed.cast.client("staff").get(reverse("meetings_questions"), {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    assert "六月底前完成管网改造" in rows[-1]


def test_the_list_stays_within_its_budget_of_queries(noticed, django_assert_max_num_queries):
    for number in range(3):
        ask(noticed, number)
    client = noticed.cast.client("staff")
    with django_assert_max_num_queries(13):
        client.get(reverse("meetings_questions"))
