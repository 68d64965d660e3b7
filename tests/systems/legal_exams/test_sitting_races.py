"""Two things at once at one seat: whatever comes first, nothing is lost and nothing is added afterwards."""

import pytest

from apps.systems.legal_exams.models import EventKind, Paper, PaperEvent
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.drawing import paper_draw, papers_draw
from apps.systems.legal_exams.services.invigilating import candidate_check_in, candidate_miss, paper_extend
from apps.systems.legal_exams.services.sitting import (
    SeatRefused,
    answers_save,
    paper_hand_in,
    paper_open,
    paper_time_out,
    papers_time_out,
)
from apps.systems.legal_exams.services.starting import exam_start
from tests.racing import at_once, refusals
from tests.systems.legal_exams.house_of_exams import make_admission, make_bank, make_exam, make_nomination, minutes_on
from tests.systems.legal_exams.sitting_house import (
    BEFORE,
    ENDS,
    answering,
    at,
    given,
    paper_of,
    ready,
    seated,
    started,
    tick,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_draw_at_once_draw_one_paper_each(house):
    make_bank(house)
    exam = make_exam(house)
    admission = make_admission(exam, make_nomination(house))
    by = house.actor("exam_staff")
    at_once(
        lambda: papers_draw(exam=exam, by=by, at=BEFORE),
        lambda: paper_draw(admission=admission, by=by, at=BEFORE),
        lambda: papers_draw(exam=exam, by=by, at=BEFORE),
    )
    assert Paper.objects.count() == 1


def test_two_who_start_at_once_start_once(house):
    held = ready(house)
    by = house.actor("chief")
    results = at_once(*[lambda: exam_start(exam=held.exam, by=by, at=minutes_on(0))] * 2)
    assert refusals(results) == ["WrongState"]


def test_two_who_check_in_at_once_give_one_code(house):
    held = ready(house)
    by = house.actor("invigilator")
    results = at_once(*[lambda: candidate_check_in(admission=held.admissions[0], by=by, at=BEFORE)] * 2)
    assert refusals(results) == ["WrongState"]


def test_two_opens_at_once_begin_once(house):
    held = ready(house)
    seat = seated(held, held.admissions[0])
    started(held)
    results = at_once(*[lambda: paper_open(seat=seat, at=at(1))] * 2)
    assert refusals(results) == []
    assert sorted(paper_of(seat).events.values_list("kind", flat=True)) == ["opened", "resumed"]
    assert paper_of(seat).admission.state == states.ANSWERING


def test_a_double_click_hands_in_once(house):
    _, [seat, _] = answering(house)
    results = at_once(*[lambda: paper_hand_in(seat=seat, changes=[tick(0, 1)], at=at(5))] * 2)
    assert refusals(results) == ["SeatRefused"]
    assert PaperEvent.objects.filter(kind=EventKind.HANDED_IN).count() == 1


def test_hand_in_and_save_at_once_leave_what_was_before_or_what_was_saved(house):
    _, [seat, _] = answering(house)
    saved, handed_in = at_once(
        lambda: answers_save(seat=seat, changes=[tick(0, 2, serial=9)], at=at(5)),
        lambda: paper_hand_in(seat=seat, changes=[tick(0, 1, serial=3)], at=at(5)),
    )
    assert handed_in is None
    assert given(seat) == {0: [1] if isinstance(saved, SeatRefused) else [2]}


def test_time_out_and_hand_in_at_once_hand_in_once(house):
    _, [seat, _] = answering(house)
    paper = paper_of(seat)
    at_once(
        lambda: paper_hand_in(seat=seat, changes=[], at=at(59.999)),
        lambda: paper_time_out(paper_id=paper.pk, at=at(60)),
        lambda: paper_time_out(paper_id=paper.pk, at=at(60)),
    )
    assert paper.events.filter(kind__in=[EventKind.HANDED_IN, EventKind.TIMED_OUT]).count() == 1
    assert paper_of(seat).admission.state == states.HANDED_IN


def test_time_added_and_time_out_at_once_end_it_or_go_on(house):
    held, [seat, other] = answering(house)
    paper_hand_in(seat=other, changes=[], at=at(1))
    by = house.actor("invigilator")
    [added, _] = at_once(
        lambda: paper_extend(
            admission=held.admissions[0], minutes=5, extra=0, reason="停电", by=by, at=at(59.9)
        ),
        lambda: papers_time_out(at=ENDS),
    )  # fmt: skip
    paper = paper_of(seat)
    assert (paper.handed_in_at is None) == (added is None)


def test_absent_and_open_at_once_do_not_both_happen(house):
    held = ready(house)
    seat = seated(held, held.admissions[0])
    started(held)
    opened, _ = at_once(
        lambda: paper_open(seat=seat, at=at(1)),
        lambda: candidate_miss(admission=held.admissions[0], by=house.actor("invigilator"), at=at(1)),
    )
    paper = paper_of(seat)
    was_opened = not isinstance(opened, SeatRefused)
    assert (paper.admission.state == states.ANSWERING) == was_opened == (paper.begun_at is not None)
