"""Chances are a person's, whatever the post; nobody sits twice at once; what follows a late change."""

from datetime import timedelta

import pytest
from django.urls import reverse

from apps.foundation.core.errors import Conflict, NotReady, WrongState
from apps.office.notifications.models import Notice
from apps.systems.legal_exams.models import (
    AccessCode,
    Admission,
    Exam,
    Mark,
    Nomination,
    Paper,
)
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.exams import exam_page
from apps.systems.legal_exams.selectors.nominations import standings_of
from apps.systems.legal_exams.selectors.results import results_of, summary_of
from apps.systems.legal_exams.selectors.voting import may_be_voted
from apps.systems.legal_exams.services.admissions import admission_unschedule, candidates_schedule
from apps.systems.legal_exams.services.drawing import papers_draw
from apps.systems.legal_exams.services.exams import ExamDraft, exam_change, exam_notify
from apps.systems.legal_exams.services.invigilating import candidates_miss
from apps.systems.legal_exams.services.nominations import NominationDraft, nomination_change, nomination_withdraw
from apps.systems.legal_exams.services.tickets import tickets_print
from apps.systems.legal_exams.services.voting import result_take
from tests.systems.legal_exams.committee import DAY, make_committee
from tests.systems.legal_exams.house_of_exams import (
    NOW,
    STARTS_AT,
    make_admission,
    make_bank,
    make_exam,
    make_nomination,
    minutes_on,
)
from tests.systems.legal_exams.marked import ENDED_AT, make_ended, mark, states_of

FROZEN = {"legal_exams.vote_failures": {"value": 2}}


def again_of(house, nomination: Nomination, **values) -> Nomination:
    """The same person, put forward for another post."""
    other = make_nomination(house, nomination.name, **values)
    Nomination.objects.filter(pk=other.pk).update(
        identity_number=nomination.identity_number, person_index=nomination.person_index
    )
    return Nomination.objects.get(pk=other.pk)


def by(house):
    return house.actor("exam_staff")


def state_of(nomination: Nomination) -> str:
    return Nomination.objects.get(pk=nomination.pk).state


def withdraw(house, nomination: Nomination) -> None:
    nomination_withdraw(nomination=nomination, reason="不再提请", by=by(house), at=ENDED_AT)


def test_who_failed_was_withdrawn_and_nominated_again_has_one_chance_left(house):
    first = make_nomination(house)
    mark(house, make_ended(house, [0], [first]))
    withdraw(house, first)
    second = again_of(house, first)
    mark(house, make_ended(house, [0], [second], blueprint=Exam.objects.get().blueprint))
    assert (state_of(first), state_of(second)) == (states.WITHDRAWN, states.LOCKED)


def test_who_passed_for_one_post_has_all_chances_for_another(house):
    first = make_nomination(house)
    exam = make_ended(house, [9], [first])
    mark(house, exam)
    second = again_of(house, first)
    mark(house, make_ended(house, [0], [second], blueprint=exam.blueprint))
    assert (state_of(first), state_of(second)) == (states.PASSED, states.FAILED)


def test_a_person_with_two_nominations_sits_once(house):
    first = make_nomination(house)
    second, exam = again_of(house, first), make_exam(house, state=states.PLANNED, notified_at=None)
    schedule = {"exam": exam, "order": "lot", "by": by(house), "at": NOW}
    with pytest.raises(Conflict, match=str(first)):
        candidates_schedule(nominations=[first, second], **schedule)
    candidates_schedule(nominations=[first], **schedule)
    with pytest.raises(Conflict, match=str(second)):
        candidates_schedule(nominations=[second], **schedule)
    assert state_of(second) == states.REQUIRED


def test_who_is_locked_for_one_post_sits_for_no_other(house):
    first = make_nomination(house, state=states.LOCKED)
    second, exam = again_of(house, first), make_exam(house, state=states.PLANNED, notified_at=None)
    with pytest.raises(Conflict, match="不得再安排考试"):
        candidates_schedule(exam=exam, nominations=[second], order="lot", by=by(house), at=NOW)


def test_questions_seen_for_another_post_are_not_drawn_again(house):
    make_bank(house, times=2)
    first = make_nomination(house)
    exam = make_exam(house)
    make_admission(exam, first)
    papers_draw(exam=exam, by=by(house), at=NOW)
    Paper.objects.update(begun_at=STARTS_AT)
    seen = {item["question"] for item in Paper.objects.get().items}
    later = make_exam(house, exam.blueprint, title="第二次考试")
    admission = make_admission(later, again_of(house, first))
    papers_draw(exam=later, by=by(house), at=NOW)
    assert not seen & {item["question"] for item in admission.paper.items}


def test_a_ticket_that_was_printed_does_not_hold_the_seat(house):
    exam, nomination = make_exam(house), make_nomination(house)
    admission = make_admission(exam, nomination)
    tickets_print(exam=exam, by=by(house), at=NOW)
    admission_unschedule(admission=admission, reason="请假", by=by(house), at=NOW)
    assert (state_of(nomination), AccessCode.objects.count()) == (states.REQUIRED, 0)


def test_a_withdrawal_after_the_ticket_was_printed_frees_the_seat(house):
    exam, nomination = make_exam(house), make_nomination(house)
    make_admission(exam, nomination)
    tickets_print(exam=exam, by=by(house), at=NOW)
    withdraw_at = {"nomination": nomination, "reason": "不再提请", "by": by(house), "at": NOW}
    nomination_withdraw(**withdraw_at)
    assert not Admission.objects.exists()


def test_who_was_absent_has_no_score_and_spoils_no_average(house):
    exam = make_ended(house, [9])
    absent = make_admission(exam, make_nomination(house), 2)
    sealed = Paper.objects.get().sealed
    Paper.objects.create(admission=absent, seed="b", sealed=sealed, sha256="0" * 64, drawn_at=STARTS_AT)
    Admission.objects.filter(pk=absent.pk).update(state=states.ABSENT)
    assert mark(house, exam) == 1
    assert not Mark.objects.filter(paper__admission=absent).exists()
    summary = summary_of(Exam.objects.get(), results_of(exam))
    assert (summary.whole.average, summary.whole.lowest) == (1000, 1000)
    assert {law.percent for law in summary.laws} == {100}
    assert states_of(exam) == [states.PASSED, states.FAILED]


def test_what_stands_on_a_ballot_is_not_changed(house):
    nomination, committee = make_nomination(house, state=states.PASSED), make_committee(house)
    committee.submit(nomination)
    draft = NominationDraft(
        nomination.name,
        "110101199003070134",
        "另一职务",
        nomination.organ,
        nomination.kind,
        "示例区人民政府",
        NOW.date(),
    )
    with pytest.raises(WrongState, match="已经提请表决"):
        nomination_change(nomination=nomination, draft=draft, revision=0, by=by(house), at=DAY)


def test_a_result_does_not_bring_back_who_was_withdrawn_meanwhile(house):
    nomination, committee = make_nomination(house, state=states.PASSED), make_committee(house)
    poll = committee.submit(nomination)
    withdraw(house, nomination)
    [title] = poll.options.values_list("title", flat=True)
    result_take(poll=poll, adopted=[title], by=committee.staff, at=DAY)
    assert state_of(nomination) == states.WITHDRAWN


def test_what_was_passed_in_a_former_term_is_not_put_to_the_vote(house):
    nomination, committee = make_nomination(house, state=states.PASSED), make_committee(house)
    house.term.ended_on = DAY.date()
    house.term.save()
    assert not may_be_voted(by(house)).exists()
    with pytest.raises(NotReady, match="本届内有效"):
        committee.submit(nomination)


def test_the_rest_is_not_absent_while_somebody_late_is_let_in(house):
    exam = make_exam(house, state=states.RUNNING, started_at=STARTS_AT)
    make_admission(exam, make_nomination(house))
    with pytest.raises(WrongState, match="15分钟以内,迟到的考生还可以入场"):
        candidates_miss(exam=exam, by=house.actor("chief"), at=minutes_on(5))
    assert candidates_miss(exam=exam, by=house.actor("chief"), at=minutes_on(16)) == 1


def test_another_chief_is_told(house):
    exam = make_exam(house)
    draft = ExamDraft(exam.title, exam.blueprint, exam.starts_at, "宪法", house.people["invigilator"])
    exam_change(exam=exam, draft=draft, revision=0, by=by(house), at=NOW)
    assert list(Notice.objects.values_list("recipient", flat=True)) == [house.people["invigilator"].pk]


def test_an_arrangement_that_changed_since_it_was_read_is_not_announced(house):
    exam = make_exam(house, state=states.PLANNED, notified_at=None, scope="宪法")
    first, second = make_nomination(house), make_nomination(house)
    schedule = {"exam": exam, "order": "lot", "by": by(house), "at": NOW}
    candidates_schedule(nominations=[first], **schedule)
    read = Exam.objects.get().revision
    candidates_schedule(nominations=[second], **schedule)
    with pytest.raises(Conflict):
        exam_notify(exam=exam, revision=read, by=by(house), at=NOW)


def test_who_missed_the_resit_may_be_given_another(house):
    first = make_ended(house, [0])
    mark(house, first)
    missed = make_exam(house, first.blueprint, resit_of=first, title="补考", starts_at=STARTS_AT + timedelta(days=2))
    assert not exam_page(Exam.objects.get(pk=first.pk), by(house), NOW).may_resit
    Exam.objects.filter(pk=missed.pk).update(state=states.MARKED)
    assert exam_page(Exam.objects.get(pk=first.pk), by(house), NOW).may_resit


def test_many_are_weighed_with_few_queries(house, django_assert_max_num_queries):
    first = make_nomination(house)
    mark(house, make_ended(house, [9], [first]))
    many = [again_of(house, first, state=states.RECEIVED, frozen_rules=FROZEN) for _ in range(5)]
    with django_assert_max_num_queries(3):
        found = standings_of(many)
    assert {one.passed for one in found.values()} == {str(first)}


@pytest.mark.parametrize("name", ["results", "votes", "appointments", "nominations", "questions", "exams"])
def test_no_page_of_the_exam_is_kept(house, name):
    part = "exam_setter" if name == "questions" else "exam_staff"
    page = {"results": "legal_exams_marked"}.get(name, f"legal_exams_{name}")
    assert "no-store" in house.client(part).get(reverse(page)).headers["Cache-Control"]
