"""An exam is marked once, a wrong question changes every mark and keeps the first, nominations follow."""

import pytest

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.systems.legal_exams.models import Admission, Exam, Mark, Nomination, WithdrawnQuestion
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.marking import DROP, GIVE
from apps.systems.legal_exams.selectors.results import results_of, summary_of
from apps.systems.legal_exams.services.marking import exam_mark, question_withdraw
from apps.systems.legal_exams.tasks import ended_mark
from tests.racing import at_once, refusals
from tests.systems.legal_exams.house_of_exams import STARTS_AT, make_admission, make_exam, make_nomination
from tests.systems.legal_exams.marked import (
    ENDED_AT,
    make_ended,
    mark,
    numbers_of,
    resit,
    scores_of,
    states_of,
)


def withdraw(house, exam, number, how=GIVE, reason="答案有误"):
    return question_withdraw(
        exam=exam, number=number, how=how, reason=reason, by=house.actor("exam_staff"), at=ENDED_AT
    )


def decree(house, key, value):
    """What the place has settled instead of the default."""
    Policy.objects.create(key=key, area=house.office, value=value, starts_on=STARTS_AT.date(), set_at=STARTS_AT)


class TestRaces:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_two_who_mark_at_once_mark_once(self, house):
        exam = make_ended(house, [9, 0])
        assert sorted(at_once(lambda: mark(house, exam), lambda: mark(house, exam))) == [0, 2]
        assert scores_of(exam) == [[1000], [0]]

    def test_a_question_withdrawn_while_the_papers_are_marked_counts_in_the_end(self, house):
        exam = make_ended(house, [9, 0])
        number = numbers_of(exam)[0]
        results = at_once(lambda: mark(house, exam), lambda: withdraw(house, exam, number))
        assert refusals(results) == []
        assert [marks[-1] for marks in scores_of(exam)] == [1000, 100]

    def test_a_question_is_withdrawn_once(self, house):
        exam = make_ended(house, [9])
        number = numbers_of(exam)[0]
        results = at_once(*(lambda: withdraw(house, exam, number),) * 2)
        assert refusals(results) == ["Conflict"]
        assert WithdrawnQuestion.objects.count() == 1


def test_marks_decide_on_nominations(house):
    exam = make_ended(house, [9, 5, 6])
    assert mark(house, exam) == 3
    assert scores_of(exam) == [[1000], [500], [650]]
    assert states_of(exam) == ["passed", "failed", "passed"]
    exam.refresh_from_db()
    assert (exam.state, exam.marked_at) == (states.MARKED, ENDED_AT)


def test_the_second_time_nothing_happens(house):
    exam = make_ended(house, [9])
    mark(house, exam)
    assert mark(house, exam) == 0
    assert Mark.objects.count() == 1
    assert Entry.objects.filter(act="legal_exams.exam.marked").count() == 1


def test_whoever_is_still_writing_keeps_it_from_being_marked(house):
    exam = make_ended(house, [9])
    make_admission(exam, make_nomination(house), 2, state=states.ANSWERING)
    with pytest.raises(NotReady, match="还有1名考生"):
        mark(house, exam)


@pytest.mark.parametrize("state", [states.PLANNED, states.NOTIFIED, states.RUNNING, states.CALLED_OFF])
def test_an_exam_that_is_not_over_is_not_marked(house, state):
    with pytest.raises(WrongState):
        mark(house, make_exam(house, state=state))


def test_the_beat_marks_what_has_ended(house):
    exam = make_ended(house, [9])
    assert ended_mark() == 1
    assert ended_mark() == 0
    assert scores_of(exam) == [[1000]]


def test_a_failed_resit_locks_and_a_passed_one_takes_the_place_of_the_first(house):
    exam = make_ended(house, [5, 5])
    mark(house, exam)
    nominations = [one.nomination for one in exam.admissions.order_by("seat")]
    again = resit(house, exam, [9, 0], nominations)
    mark(house, again)
    assert states_of(again) == ["passed", "locked"]
    assert (scores_of(exam), scores_of(again)) == ([[500], [500]], [[1000], [0]])


def test_where_no_resit_is_allowed_the_first_failure_locks(house):
    decree(house, "legal_exams.resits", 0)
    exam = make_ended(house, [5])
    mark(house, exam)
    assert states_of(exam) == ["locked"]


@pytest.mark.parametrize(("absence", "expected"), [("counts", "failed"), ("again", "required")])
def test_who_stays_away_has_used_a_chance_or_not_as_the_place_says(house, absence, expected):
    decree(house, "legal_exams.absence", absence)
    exam = make_ended(house, [])
    make_admission(exam, make_nomination(house), state=states.ABSENT)
    mark(house, exam)
    assert states_of(exam) == [expected]
    assert [one.grade for one in results_of(exam)] == ["缺考"]


def test_who_was_stopped_fails_whatever_the_paper_earned(house):
    exam = make_ended(house, [9])
    Admission.objects.update(state=states.STOPPED)
    mark(house, exam)
    assert states_of(exam) == ["failed"]
    assert [one.grade for one in results_of(exam)] == ["违纪,不及格"]


def test_who_withdrew_before_the_result_stays_withdrawn(house):
    exam = make_ended(house, [9])
    Nomination.objects.update(state=states.WITHDRAWN)
    mark(house, exam)
    assert (states_of(exam), scores_of(exam)) == (["withdrawn"], [[1000]])


class TestWithdrawing:
    def test_points_for_everybody_keep_both_marks_and_may_let_pass(self, house):
        exam = make_ended(house, [5, 9])
        mark(house, exam)
        withdraw(house, exam, numbers_of(exam)[5])
        assert scores_of(exam) == [[500, 650], [1000, 1000]]
        assert states_of(exam) == ["passed", "passed"]

    def test_a_dropped_question_scales_the_rest_and_may_let_fail(self, house):
        exam = make_ended(house, [6])
        mark(house, exam)
        assert states_of(exam) == ["passed"]
        withdraw(house, exam, numbers_of(exam)[5], DROP)
        assert scores_of(exam) == [[650, 588]]
        assert states_of(exam) == ["failed"]

    def test_a_first_paper_that_now_passes_unlocks(self, house):
        exam = make_ended(house, [5])
        mark(house, exam)
        mark(house, resit(house, exam, [0], [exam.admissions.get().nomination]))
        assert states_of(exam) == ["locked"]
        withdraw(house, exam, numbers_of(exam)[5])
        assert states_of(exam) == ["passed"]

    def test_who_was_voted_on_is_not_moved_back(self, house):
        exam = make_ended(house, [6])
        mark(house, exam)
        Nomination.objects.update(state=states.VOTED)
        withdraw(house, exam, numbers_of(exam)[5], DROP)
        assert states_of(exam) == ["voted"]

    def test_during_the_exam_it_is_recorded_and_counts_at_the_end(self, house):
        exam = make_ended(house, [5])
        Exam.objects.update(state=states.RUNNING)
        withdraw(house, exam, numbers_of(exam)[5])
        assert not Mark.objects.exists()
        Exam.objects.update(state=states.ENDED)
        mark(house, exam)
        assert scores_of(exam) == [[650]]

    def test_a_later_decision_takes_the_place_of_the_first(self, house):
        exam = make_ended(house, [5])
        mark(house, exam)
        number = numbers_of(exam)[5]
        withdraw(house, exam, number, DROP)
        withdraw(house, exam, number, GIVE)
        assert scores_of(exam) == [[500, 588, 650]]

    def test_a_reported_exam_is_to_be_reported_again(self, house):
        exam = make_ended(house, [5])
        mark(house, exam)
        Exam.objects.update(state=states.REPORTED)
        withdraw(house, exam, numbers_of(exam)[0])
        exam.refresh_from_db()
        assert exam.state == states.MARKED

    @pytest.mark.parametrize(("reason", "number"), [(" ", 0), ("答案有误", 999999)])
    def test_without_a_reason_or_with_a_wrong_number_nothing_is_withdrawn(self, house, reason, number):
        exam = make_ended(house, [5])
        with pytest.raises(DomainError):
            withdraw(house, exam, number or numbers_of(exam)[0], reason=reason)
        assert not WithdrawnQuestion.objects.exists()

    def test_the_same_decision_twice_is_refused(self, house):
        exam = make_ended(house, [5])
        withdraw(house, exam, numbers_of(exam)[0])
        with pytest.raises(Conflict, match="请刷新"):
            withdraw(house, exam, numbers_of(exam)[0])

    def test_before_papers_are_drawn_there_is_nothing_to_withdraw(self, house):
        with pytest.raises(WrongState, match="还没有试卷"):
            withdraw(house, make_exam(house, state=states.PLANNED), 1)


def test_the_log_names_numbers_and_nobody(house):
    exam = make_ended(house, [5])
    mark(house, exam)
    withdraw(house, exam, numbers_of(exam)[0])
    entries = str(list(Entry.objects.values()))
    assert "密名" not in entries
    assert "密职" not in entries
    assert "题干" not in entries


def test_the_figures_of_a_report(house):
    exam = make_ended(house, [9, 5, 6])
    make_admission(exam, make_nomination(house, "密名四"), 4, state=states.ABSENT)
    mark(house, exam)
    summary = summary_of(exam, results_of(exam))
    whole = summary.whole
    assert (whole.due, whole.sat, whole.absent, whole.passed, whole.failed, whole.rate) == (4, 3, 1, 2, 1, "66.67%")
    assert (whole.average, whole.highest, whole.lowest) == (716, 1000, 500)
    assert [(label, one.due) for label, one in summary.organs] == [("政府", 4)]
    assert [(law.law, law.asked, law.earned, law.worth) for law in summary.laws] == [
        ("中华人民共和国宪法", 27, 2150, 3000)
    ]
    assert [one.grade for one in results_of(exam)] == ["优秀", "不及格", "及格", "缺考"]


def test_marking_needs_no_look_at_the_exam_that_was_loaded_before(house):
    exam = make_ended(house, [9])
    stale = Exam.objects.get(pk=exam.pk)
    mark(house, exam)
    assert exam_mark(exam=stale, by=house.actor("exam_staff"), at=ENDED_AT) == 0
