"""At the seat: drawn, started, saved, cut off, moved, handed in, timed out."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.systems.legal_exams.models import EventKind, HandedIn, Paper, Question
from apps.systems.legal_exams.rules import drawing, practising, sitting, states
from apps.systems.legal_exams.selectors.seats import shown_items
from apps.systems.legal_exams.services.codes import code_use
from apps.systems.legal_exams.services.drawing import paper_drop, papers_draw
from apps.systems.legal_exams.services.invigilating import (
    candidate_check_in,
    candidate_miss,
    candidate_stop,
    candidates_miss,
    paper_extend,
    room_extend,
    seat_move_allow,
)
from apps.systems.legal_exams.services.sitting import (
    Report,
    SeatRefused,
    answers_save,
    paper_hand_in,
    paper_open,
    papers_time_out,
    seat_stand,
    seat_take,
)
from apps.systems.legal_exams.services.starting import exam_end, exam_start
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

pytestmark = pytest.mark.django_db


def kinds(seat):
    """What happened there but for silences: minutes pass between the acts of these tests."""
    return list(paper_of(seat).events.exclude(kind=EventKind.OFFLINE).values_list("kind", flat=True))


def refused(act, *args, **kwargs):
    with pytest.raises(SeatRefused) as caught:
        act(*args, **kwargs)
    return caught.value.stand.state


# drawing


def test_every_candidate_gets_a_paper_of_their_own_equally_hard(house):
    ready(house, 4)
    papers = list(Paper.objects.all())
    assert len({paper.sha256 for paper in papers}) == 4
    assert [paper.makeup for paper in papers] == [
        {"single public easy": 3, "multiple related medium": 2, "judge public easy": 3}
    ] * 4
    for paper in papers:
        assert paper.sha256 == drawing.paper_hash(practising.drawn_of(paper.items))
        assert paper.shape == [len(item["order"]) for item in paper.items]


def test_a_paper_says_nothing_to_whoever_reads_the_table(house):
    ready(house, 1)
    row = Paper.objects.values().get()
    raw = Paper.objects.extra(select={"raw": "sealed || seed"}).values_list("raw", flat=True).get()
    assert "密题" not in raw
    assert "stem" not in raw
    assert row["sha256"]


def test_a_bank_that_is_too_small_is_named_by_class_and_nothing_is_drawn(house):
    make_bank(house, times=1)
    Question.objects.filter(pk=Question.objects.filter(kind=drawing.MULTIPLE)[0].pk).update(state=states.RETIRED)
    exam = make_exam(house)
    make_admission(exam, make_nomination(house))
    with pytest.raises(NotReady) as caught:
        papers_draw(exam=exam, by=house.actor("exam_staff"), at=BEFORE)
    assert [issue.sentence for issue in caught.value.issues] == [
        "政府类:相关部分中多项选择题需要2道,题库可用1道,请补充题库或者调整命题方案。"
    ]
    assert not Paper.objects.exists()


def test_a_resit_draws_none_of_the_first_paper(house):
    make_bank(house, times=2)
    nomination, by = make_nomination(house), house.actor("exam_staff")
    first = make_exam(house)
    make_admission(first, nomination)
    papers_draw(exam=first, by=by, at=BEFORE)
    Paper.objects.update(begun_at=at(0))
    resit = make_exam(house, blueprint=first.blueprint, resit_of=first, title="补考")
    make_admission(resit, nomination)
    papers_draw(exam=resit, by=by, at=BEFORE)
    one, other = ({item["question"] for item in paper.items} for paper in Paper.objects.all())
    assert one
    assert other
    assert not one & other


def test_a_paper_that_nobody_has_seen_goes_with_the_seat_and_another_one_stays(house):
    held = ready(house)
    unseen, seen = held.admissions
    paper_drop(unseen)
    assert not Paper.objects.filter(admission=unseen).exists()
    Paper.objects.update(begun_at=at(0))
    with pytest.raises(WrongState, match="已经到场"):
        paper_drop(seen)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.all().delete()


def test_somebody_admitted_late_gets_theirs_when_they_are_checked_in(house):
    held = ready(house, 1)
    started(held)
    late = make_admission(held.exam, make_nomination(house), 9)
    seat = seated(held, late, at(3))
    assert paper_open(seat=seat, at=at(4)).left == 56 * 60_000


# starting


def test_nobody_starts_before_the_time(house):
    held = ready(house)
    with pytest.raises(NotReady, match="还没有到开考时间"):
        exam_start(exam=held.exam, by=house.actor("chief"), at=minutes_on(-1))


def test_papers_open_together_ten_seconds_after_the_word(house):
    held = ready(house)
    seat = seated(held, held.admissions[0])
    assert refused(paper_open, seat=seat, at=minutes_on(0)) == "waiting"
    started(held)
    stand = seat_stand(seat=seat, at=minutes_on(0))
    assert (stand.state, stand.starts_in) == ("starting", 10_000)
    assert refused(paper_open, seat=seat, at=minutes_on(0)) == "starting"
    opened = paper_open(seat=seat, at=at(0))
    assert opened.left == 60 * 60_000
    assert paper_of(seat).begun_at == at(0)


def test_whoever_comes_late_has_less_time(house):
    held = ready(house)
    started(held)
    seat = seated(held, held.admissions[0], at(10))
    assert paper_open(seat=seat, at=at(12)).left == 48 * 60_000


def test_whoever_comes_too_late_is_not_let_in(house):
    held = ready(house)
    started(held)
    with pytest.raises(WrongState, match="迟到的考生不得入场"):
        candidate_check_in(admission=held.admissions[0], by=house.actor("invigilator"), at=at(16))


def test_nobody_is_checked_in_on_another_day(house):
    held = ready(house)
    with pytest.raises(WrongState, match="今天不是考试日"):
        candidate_check_in(
            admission=held.admissions[0], by=house.actor("invigilator"), at=BEFORE - timedelta(days=1)
        )  # fmt: skip


def test_an_exam_ends_when_nobody_is_left(house):
    held, [seat, _] = answering(house)
    late = make_admission(held.exam, make_nomination(house), 9)
    by = house.actor("chief")
    with pytest.raises(NotReady) as caught:
        exam_end(exam=held.exam, by=by, at=at(30))
    assert [issue.code for issue in caught.value.issues] == ["answering", "missing"]
    paper_hand_in(seat=seat, changes=[], at=at(31))
    papers_time_out(at=ENDS)
    assert candidates_miss(exam=held.exam, by=by, at=ENDS) == 1
    assert exam_end(exam=held.exam, by=by, at=ENDS).state == states.ENDED
    late.refresh_from_db()
    assert late.state == states.ABSENT


# saving


def test_a_clock_that_is_set_back_during_an_exam_loses_no_answer(house):
    _, (seat, _) = answering(house)
    answers_save(seat=seat, changes=[tick(0, 2)], at=at(30))
    assert answers_save(seat=seat, changes=[tick(1, 3, serial=2)], at=at(20)) == 40 * 60_000
    answers_save(seat=seat, changes=[tick(0, 1, serial=3)], at=at(31))
    paper_hand_in(seat=seat, changes=[], at=at(25))
    assert given(seat) == {0: [1], 1: [3]}


def test_a_change_that_comes_late_does_not_overwrite_a_newer_one(house):
    _, [seat, _] = answering(house)
    answers_save(seat=seat, changes=[tick(0, 2, serial=5), tick(1, 0, serial=6)], at=at(1))
    answers_save(seat=seat, changes=[tick(0, 1, serial=4), tick(1, 3, serial=7)], at=at(1))
    assert given(seat) == {0: [2], 1: [3]}


def test_an_answer_may_be_taken_back(house):
    _, [seat, _] = answering(house)
    answers_save(seat=seat, changes=[tick(0, 2, serial=1)], at=at(1))
    answers_save(seat=seat, changes=[tick(0, serial=2)], at=at(1))
    assert given(seat) == {0: []}


def test_what_comes_back_after_a_reload_is_what_was_saved(house):
    _, [seat, _] = answering(house)
    answers_save(seat=seat, changes=[tick(3, 0, 2, serial=8)], at=at(1))
    assert paper_open(seat=seat, at=at(2)).given == [[3, [0, 2], 8]]
    assert kinds(seat) == [EventKind.OPENED, EventKind.RESUMED]


@pytest.mark.parametrize("change", [tick(8, 0), tick(0, 4), tick(7, 2)])
def test_a_place_or_an_option_that_the_paper_does_not_have_is_refused(house, change):
    _, [seat, _] = answering(house)
    with pytest.raises(DomainError, match="不完整"):
        answers_save(seat=seat, changes=[change], at=at(1))
    assert given(seat) == {}


def test_nothing_is_saved_before_the_paper_is_open(house):
    held = ready(house)
    seat = seated(held, held.admissions[0])
    started(held)
    assert refused(answers_save, seat=seat, changes=[tick(0, 1)], at=at(1)) == "running"
    assert given(seat) == {}


def test_an_answer_after_the_time_is_refused_and_the_paper_handed_in(house):
    _, [seat, _] = answering(house)
    answers_save(seat=seat, changes=[tick(0, 1)], at=ENDS - timedelta(seconds=1))
    assert refused(answers_save, seat=seat, changes=[tick(0, 2, serial=2)], at=ENDS) == "timed_out"
    paper = paper_of(seat)
    assert (paper.handed_in_how, paper.handed_in_at, given(seat)) == (HandedIn.TIME, ENDS, {0: [1]})


def test_handing_in_after_the_time_is_refused_and_the_paper_handed_in_by_the_portal(house):
    _, [seat, _] = answering(house)
    assert refused(paper_hand_in, seat=seat, changes=[tick(0, 1)], at=ENDS) == "timed_out"
    assert paper_of(seat).handed_in_how == HandedIn.TIME
    assert given(seat) == {}


def test_a_network_away_for_twenty_minutes_is_noted_and_gives_no_time(house):
    _, [seat, _] = answering(house)
    answers_save(seat=seat, changes=[], at=at(0.5))
    left = answers_save(seat=seat, changes=[tick(n, 0, serial=n + 1) for n in range(5)], at=at(20))
    assert left == 40 * 60_000
    assert len(given(seat)) == 5
    events = paper_of(seat).events.filter(kind=EventKind.OFFLINE)
    assert [one.detail for one in events] == ["中断约20分钟"]


def test_what_a_browser_reports_twice_is_noted_once(house):
    _, [seat, _] = answering(house)
    report = Report(EventKind.LEFT, "退出全屏", 2000, 77)
    for _ in range(2):
        answers_save(seat=seat, changes=[], at=at(0.5), reports=[report])
    [event] = paper_of(seat).events.filter(kind=EventKind.LEFT)
    assert (event.detail, event.at) == ("退出全屏", at(0.5) - timedelta(seconds=2))


# handing in


def test_after_handing_in_nothing_changes_from_any_window(house):
    _, [seat, _] = answering(house)
    paper_hand_in(seat=seat, changes=[tick(0, 1)], at=at(5))
    assert refused(answers_save, seat=seat, changes=[tick(0, 2, serial=2)], at=at(6)) == "handed_in"
    assert refused(paper_hand_in, seat=seat, changes=[tick(0, 2, serial=2)], at=at(6)) == "handed_in"
    assert refused(paper_open, seat=seat, at=at(6)) == "handed_in"
    assert given(seat) == {0: [1]}
    assert paper_of(seat).admission.state == states.HANDED_IN


def test_the_timetable_hands_in_whoever_is_away_and_nobody_else(house):
    held, [seat, other] = answering(house)
    paper_extend(
        admission=held.admissions[1], minutes=5, extra=0, reason="停电", by=house.actor("invigilator"), at=at(59)
    )
    assert papers_time_out(at=ENDS) == 1
    assert papers_time_out(at=ENDS) == 0
    assert paper_of(seat).handed_in_how == HandedIn.TIME
    assert answers_save(seat=other, changes=[tick(0, 1)], at=ENDS) == 5 * 60_000


# invigilating


def test_another_browser_is_refused_until_it_is_allowed_and_then_the_first_one_is(house):
    held, [seat, _] = answering(house)
    admission, by = held.admissions[0], house.actor("invigilator")
    answers_save(seat=seat, changes=[tick(0, 1)], at=at(1))
    code = seat_move_allow(admission=admission, reason="屏幕坏了", by=by, at=at(2))
    assert refused(answers_save, seat=seat, changes=[tick(0, 2, serial=9)], at=at(2)) == "moved"
    other = seat_take(admission=code_use(ticket=admission.ticket, purpose="sit", code=code, at=at(3)), at=at(3))
    assert paper_open(seat=other, at=at(3)).given == [[0, [1], 1]]
    answers_save(seat=other, changes=[tick(0, 3, serial=2)], at=at(4))
    assert refused(paper_open, seat=seat, at=at(4)) == "moved"
    assert given(other) == {0: [3]}
    assert [kind for kind in kinds(other) if kind not in ("opened", "resumed")] == [
        EventKind.MOVE_ALLOWED, EventKind.REFUSED, EventKind.MOVED, EventKind.REFUSED,
    ]  # fmt: skip


def test_time_is_added_once_for_a_form_that_is_sent_twice(house):
    held, [seat, _] = answering(house)
    by = house.actor("invigilator")
    room_extend(room=held.exam.rooms.get(), minutes=10, extra=0, reason="停电", by=by, at=at(30))
    with pytest.raises(Conflict, match="刚被延长过"):
        room_extend(room=held.exam.rooms.get(), minutes=10, extra=0, reason="停电", by=by, at=at(30))
    assert answers_save(seat=seat, changes=[], at=at(30)) == 40 * 60_000


@pytest.mark.parametrize(("minutes", "reason"), [(0, "停电"), (61, "停电"), (5, " ")])
def test_time_is_added_with_a_reason_and_within_bounds(house, minutes, reason):
    held, [seat, _] = answering(house)
    with pytest.raises(DomainError):
        paper_extend(
            admission=held.admissions[0], minutes=minutes, extra=0, reason=reason, by=house.actor("invigilator"),
            at=at(30),
        )  # fmt: skip
    assert paper_of(seat).ends_at == ENDS


def test_no_time_is_added_once_it_is_up(house):
    held, _ = answering(house)
    with pytest.raises(WrongState, match="时间未到"):
        paper_extend(
            admission=held.admissions[0], minutes=5, extra=0, reason="停电", by=house.actor("invigilator"), at=ENDS
        )


def test_whoever_is_stopped_answers_nothing_more_and_keeps_what_stood_there(house):
    held, [seat, _] = answering(house)
    answers_save(seat=seat, changes=[tick(0, 1)], at=at(1))
    candidate_stop(admission=held.admissions[0], reason="夹带资料", by=house.actor("invigilator"), at=at(2))
    assert refused(answers_save, seat=seat, changes=[tick(0, 2, serial=2)], at=at(3)) == "stopped"
    assert given(seat) == {0: [1]}
    assert "夹带" not in str(list(Entry.objects.values()))


def test_somebody_absent_cannot_open_a_paper(house):
    held = ready(house)
    seat = seated(held, held.admissions[0])
    with pytest.raises(WrongState, match="开考以后"):
        candidate_miss(admission=held.admissions[0], by=house.actor("invigilator"), at=BEFORE)
    held.exam = started(held)
    held.admissions[0].exam = held.exam
    candidate_miss(admission=held.admissions[0], by=house.actor("invigilator"), at=at(1))
    assert refused(paper_open, seat=seat, at=at(2)) == "absent"


# what the browser is given


def test_what_is_shown_has_no_key_no_explanation_no_difficulty_and_no_number(house):
    ready(house, 1)
    paper = Paper.objects.get()
    shown = shown_items(paper.items)
    assert [set(one) for one in shown] == [{"kind", "kind_name", "points", "stem", "options"}] * 8
    assert [one["options"] for one in shown] == [
        [item["options"][place] for place in item["order"]] for item in paper.items
    ]


@pytest.mark.parametrize(
    "raw",
    [None, {}, [[]], [[0, [0], 0]], [[0, "0", 1]], [[-1, [0], 1]], [["0", [0], 1]], [[0, [True], 1]], [[0, [99], 1]]],
)
def test_garbage_is_refused_with_a_sentence(raw):
    with pytest.raises(DomainError, match="不完整"):
        sitting.changes_of(raw)
