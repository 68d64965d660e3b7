"""Chances are a person's, whatever post they are nominated to; nobody sits twice at once; what follows a late change."""

from datetime import timedelta

import pytest

from apps.foundation.core.errors import Conflict, NotReady, WrongState
from apps.office.notifications.models import Notice
from apps.systems.legal_exams.models import (
    AccessCode,
    Admission,
    CodePurpose,
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
from tests.policies import set_policy
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
from tests.systems.legal_exams.marked import ENDED_AT, make_ended, make_paper, make_questions, mark, states_of


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
    make_paper(absent, make_questions(house), 0)
    Paper.objects.filter(admission=absent).update(begun_at=None, handed_in_at=None, handed_in_how="")
    Admission.objects.filter(pk=absent.pk).update(state=states.ABSENT)
    assert mark(house, exam) == 1
    assert not Mark.objects.filter(paper__admission=absent).exists()
    summary = summary_of(Exam.objects.get(), results_of(exam))
    assert (summary.whole.average, summary.whole.lowest) == (1000, 1000)
    assert {law.percent for law in summary.laws} == {100}
    assert states_of(exam) == [states.PASSED, states.FAILED]
