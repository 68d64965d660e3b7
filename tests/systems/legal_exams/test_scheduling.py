"""排考: one seat each, one exam each; announced once; called off; resat."""

from datetime import timedelta

import pytest

from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.office.notifications.models import Notice
from apps.systems.legal_exams.models import AccessCode, Admission, CodePurpose, Exam, Nomination, Room
from apps.systems.legal_exams.rules import seating, states
from apps.systems.legal_exams.rules.seating import BY_LOT, BY_TICKET
from apps.systems.legal_exams.selectors.exams import exam_page, room_stand
from apps.systems.legal_exams.services.admissions import (
    admission_move,
    admission_unschedule,
    candidates_schedule,
)
from apps.systems.legal_exams.services.codes import code_use
from apps.systems.legal_exams.services.exams import (
    ExamDraft,
    RoomDraft,
    exam_call_off,
    exam_change,
    exam_notify,
    exam_plan,
    notice_draft,
    room_remove,
    room_save,
)
from apps.systems.legal_exams.services.nominations import exemption_ask
from apps.systems.legal_exams.services.tickets import ticket_reprint, tickets_print
from tests.racing import at_once, refusals
from tests.systems.legal_exams.house_of_exams import (
    NOW,
    STARTS_AT,
    make_admission,
    make_blueprint,
    make_exam,
    make_nomination,
)

SCOPE = "宪法、监督法"


def planned(house, seats: int = 10, blueprint=None, **values) -> Exam:
    """A planned exam with a room of so many seats."""
    exam = make_exam(house, blueprint, **{"state": states.PLANNED, "notified_at": None, "scope": SCOPE, **values})
    exam.rooms.update(seats=seats)
    return exam


def schedule(house, exam, nominations, order=BY_LOT):
    return candidates_schedule(exam=exam, nominations=nominations, order=order, by=house.actor("exam_staff"), at=NOW)


def state_of(row) -> str:
    return type(row).objects.get(pk=row.pk).state


def notify(house, exam, at=NOW):
    return exam_notify(exam=exam, revision=Exam.objects.get(pk=exam.pk).revision, by=house.actor("exam_staff"), at=at)


def test_everybody_has_a_seat_and_a_ticket_of_their_own(house):
    exam = planned(house, seats=4)
    made = schedule(house, exam, [make_nomination(house, f"密名{n}") for n in range(4)])
    assert sorted(one.seat for one in made) == [1, 2, 3, 4]
    assert len({one.ticket for one in made}) == 4
    assert {one.ticket[:4] for one in made} == {"2026"}
    assert {state_of(one.nomination) for one in made} == {states.SCHEDULED}


def test_by_ticket_the_seats_follow_the_numbers(house):
    made = schedule(house, planned(house), [make_nomination(house) for _ in range(5)], BY_TICKET)
    assert [one.seat for one in sorted(made, key=lambda one: one.ticket)] == [1, 2, 3, 4, 5]


def test_too_few_seats_refuse_all_of_them(house):
    exam, people = planned(house, seats=2), [make_nomination(house) for _ in range(3)]
    with pytest.raises(NotReady, match="只剩2个座位"):
        schedule(house, exam, people)
    assert Admission.objects.count() == 0
    assert {state_of(one) for one in people} == {states.REQUIRED}


def test_who_is_not_required_is_refused_by_number(house):
    exam, received = planned(house), make_nomination(house, state=states.RECEIVED)
    with pytest.raises(Conflict, match=str(received)):
        schedule(house, exam, [make_nomination(house), received])


@pytest.mark.django_db(transaction=True)
def test_two_who_schedule_the_same_candidate_seat_them_once(house):
    nomination = make_nomination(house)
    first = planned(house)
    second = planned(house, blueprint=first.blueprint, title="2026年第二次任前法律知识考试")
    results = at_once(lambda: schedule(house, first, [nomination]), lambda: schedule(house, second, [nomination]))
    assert refusals(results) == ["Conflict"]
    assert Admission.objects.filter(nomination=nomination).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once(house):
    exam, one, other = planned(house, seats=1), make_nomination(house), make_nomination(house)
    results = at_once(lambda: schedule(house, exam, [one]), lambda: schedule(house, exam, [other]))
    assert refusals(results) == ["NotReady"]
    assert Admission.objects.filter(exam=exam).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_is_exempted_while_being_scheduled_has_one_of_both(house):
    exam, nomination = planned(house), make_nomination(house)
    results = at_once(
        lambda: schedule(house, exam, [nomination]),
        lambda: exemption_ask(
            nomination=nomination, exemption="在同一机关内平级调整", reason="密由", approver=house.people["chief"],
            by=house.actor("exam_staff"), at=NOW,
        ),
    )  # fmt: skip
    assert len(refusals(results)) == 1
    is_seated = Admission.objects.filter(nomination=nomination).exists()
    assert state_of(nomination) == (states.SCHEDULED if is_seated else states.EXEMPT_ASKED)


def test_a_seat_is_moved_to_a_free_one_only(house):
    exam = planned(house)
    first, second = schedule(house, exam, [make_nomination(house), make_nomination(house)], BY_TICKET)
    room, by = exam.rooms.get(), house.actor("exam_staff")
    with pytest.raises(Conflict, match="没有空着的"):
        admission_move(admission=first, room=room, seat=second.seat, by=by, at=NOW)
    assert admission_move(admission=first, room=room, seat=7, by=by, at=NOW).seat == 7
    hall = Room.objects.create(exam=exam, name="第二考场", address="四楼", seats=1)
    assert admission_move(admission=second, room=hall, by=by, at=NOW).seat == 1
    with pytest.raises(DomainError, match="没有空座位"):
        admission_move(admission=first, room=hall, by=by, at=NOW)


def test_a_room_of_another_exam_is_refused(house):
    exam = planned(house)
    (admission,) = schedule(house, exam, [make_nomination(house)])
    other = make_exam(house, exam.blueprint).rooms.get()
    with pytest.raises(DomainError, match="本次考试的考场"):
        admission_move(admission=admission, room=other, by=house.actor("exam_staff"), at=NOW)


def test_who_is_taken_off_waits_again(house):
    exam, nomination = planned(house), make_nomination(house)
    (admission,) = schedule(house, exam, [nomination])
    by = house.actor("exam_staff")
    with pytest.raises(DomainError, match="写明取消排考的原因"):
        admission_unschedule(admission=admission, reason="", by=by, at=NOW)
    admission_unschedule(admission=admission, reason="当日出差", by=by, at=NOW)
    assert (state_of(nomination), Admission.objects.count()) == (states.REQUIRED, 0)
    with pytest.raises((Conflict, WrongState)):
        admission_unschedule(admission=admission, reason="当日出差", by=by, at=NOW)


def test_it_says_what_is_missing_before_the_notice(house):
    exam = planned(house, scope="", chief=None)
    with pytest.raises(NotReady) as refusal:
        notify(house, exam)
    assert [issue.code for issue in refusal.value.issues] == ["no_candidate", "no_chief", "no_scope"]
    schedule(house, exam, [make_nomination(house)])
    exam.rooms.get().invigilators.clear()
    codes = [issue.code for issue in exam_page(exam, house.actor("exam_staff"), NOW).issues]
    assert codes == ["no_invigilator", "no_chief", "no_scope"]


def test_a_notice_reaches_who_watches_and_who_runs_it_and_names_nobody(house):
    exam = planned(house)
    schedule(house, exam, [make_nomination(house, "密名甲")])
    notify(house, exam)
    told = {house.people[part].pk for part in ("exam_staff", "invigilator", "chief")}
    notices = Notice.objects.all()
    assert {notice.recipient_id for notice in notices} == told
    assert all("密" not in notice.title + notice.body for notice in notices)


def test_it_is_announced_once(house):
    exam = planned(house)
    schedule(house, exam, [make_nomination(house)])
    notify(house, exam)
    with pytest.raises(WrongState, match="已通知"):
        notify(house, exam)
    assert Notice.objects.count() == 3


def test_nobody_is_scheduled_once_the_exam_began(house):
    exam = make_exam(house, state=states.RUNNING)
    with pytest.raises(WrongState, match="考试中"):
        schedule(house, exam, [make_nomination(house)])


def draft_of(exam, **values) -> ExamDraft:
    values = {"starts_at": exam.starts_at, "scope": exam.scope, "chief": exam.chief, **values}
    return ExamDraft(values.pop("title", exam.title), values.pop("blueprint", exam.blueprint), **values)


def test_a_stale_form_is_refused(house):
    exam, by = planned(house), house.actor("exam_staff")
    exam_change(exam=exam, draft=draft_of(exam, title="改名"), revision=0, by=by, at=NOW)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        exam_change(exam=exam, draft=draft_of(exam, title="又改名"), revision=0, by=by, at=NOW)


def test_another_time_moves_the_codes_and_is_told(house):
    exam, by = make_exam(house, scope=SCOPE), house.actor("exam_staff")
    make_admission(exam, make_nomination(house))
    tickets_print(exam=exam, by=by, at=NOW)
    later = STARTS_AT + timedelta(days=1)
    exam_change(exam=exam, draft=draft_of(exam, starts_at=later), revision=0, by=by, at=NOW)
    assert AccessCode.objects.get().expires_at == later
    assert Notice.objects.filter(title__startswith="考试改期").count() == 3


def test_after_the_notice_the_blueprint_stands(house):
    exam, other = make_exam(house), make_blueprint(house, title="另一方案")
    with pytest.raises(WrongState, match="命题方案不能再换"):
        exam_change(exam=exam, draft=draft_of(exam, blueprint=other), revision=0, by=house.actor("exam_staff"), at=NOW)


def save_room(house, exam, room=None, stand="", **values):
    values = {"name": "第二考场", "address": "四楼会议室", "seats": 5, **values}
    return room_save(exam=exam, room=room, draft=RoomDraft(**values), stand=stand, by=house.actor("exam_staff"), at=NOW)


def test_rooms_keep_their_seats_their_names_and_their_invigilators(house):
    exam, watcher = planned(house), house.people["invigilator"]
    with pytest.raises(DomainError, match="一人只能在一个考场"):
        save_room(house, exam, invigilators=[watcher])
    with pytest.raises(Conflict, match="已有“第一考场”"):
        save_room(house, exam, name="第一考场")
    with pytest.raises(DomainError, match="应当是本区域的监考员"):
        save_room(house, exam, invigilators=[house.people["exam_setter"]])
    room = exam.rooms.get()
    make_admission(exam, make_nomination(house), seat=6)
    with pytest.raises(DomainError, match="6号座位已经安排了考生"):
        save_room(house, exam, room=room, stand=room_stand(room), name=room.name, seats=5)
    with pytest.raises(WrongState, match="已经安排了考生"):
        room_remove(room=room, by=house.actor("exam_staff"), at=NOW)
    hall = save_room(house, exam)
    room_remove(room=hall, by=house.actor("exam_staff"), at=NOW)
    assert [room.name for room in exam.rooms.all()] == ["第一考场"]


def test_a_stale_room_form_is_refused(house):
    exam = planned(house)
    room = exam.rooms.get()
    stand = room_stand(room)
    save_room(house, exam, room=room, stand=stand, name="大考场")
    with pytest.raises(Conflict, match="刚被他人修改过"):
        save_room(house, exam, room=room, stand=stand, name="小考场")


def test_called_off_its_candidates_wait_again_and_its_codes_are_dead(house):
    exam, nomination, by = make_exam(house), make_nomination(house), house.actor("exam_staff")
    make_admission(exam, nomination)
    (ticket,) = tickets_print(exam=exam, by=by, at=NOW)
    exam_call_off(exam=exam, reason="常委会会议延期", by=by, at=NOW)
    assert (state_of(exam), state_of(nomination)) == (states.CALLED_OFF, states.REQUIRED)
    with pytest.raises(DomainError):
        code_use(ticket=ticket.admission.ticket, purpose=CodePurpose.STUDY, code=ticket.code, at=NOW)
    assert Notice.objects.filter(title__startswith="考试取消").count() == 3


def test_tickets_are_printed_once(house):
    exam, by = make_exam(house), house.actor("exam_staff")
    admissions = [make_admission(exam, make_nomination(house), seat) for seat in (1, 2)]
    issued = tickets_print(exam=exam, by=by, at=NOW)
    assert {one.admission.pk for one in issued} == {one.pk for one in admissions}
    assert all(
        code_use(ticket=one.admission.ticket, purpose=CodePurpose.STUDY, code=one.code, at=NOW) for one in issued
    )
    with pytest.raises(Conflict, match="都已经打印过"):
        tickets_print(exam=exam, by=by, at=NOW)


def test_a_lost_ticket_opens_nothing_any_more(house):
    exam, by = make_exam(house), house.actor("exam_staff")
    make_admission(exam, make_nomination(house))
    (lost,) = tickets_print(exam=exam, by=by, at=NOW)
    with pytest.raises(DomainError, match="补打的原因"):
        ticket_reprint(admission=lost.admission, reason="", by=by, at=NOW)
    (new,) = ticket_reprint(admission=lost.admission, reason="遗失", by=by, at=NOW)
    assert new.code != lost.code
    with pytest.raises(DomainError):
        code_use(ticket=lost.admission.ticket, purpose=CodePurpose.STUDY, code=lost.code, at=NOW)


def test_tickets_wait_for_the_notice(house):
    exam = planned(house)
    schedule(house, exam, [make_nomination(house)])
    with pytest.raises(WrongState, match="发出考试通知以后"):
        tickets_print(exam=exam, by=house.actor("exam_staff"), at=NOW)


def ended(house, **values) -> tuple[Exam, Nomination, Nomination]:
    """A marked exam that one passed and one failed."""
    exam = make_exam(house, **{"state": states.MARKED, "ended_at": STARTS_AT + timedelta(hours=1), **values})
    passed, failed = make_nomination(house), make_nomination(house)
    for seat, (one, state) in enumerate(((passed, states.PASSED), (failed, states.FAILED)), start=1):
        make_admission(exam, one, seat)
        Nomination.objects.filter(pk=one.pk).update(state=state)
    return exam, passed, failed


def resit(house, exam, days=1, **values):
    return exam_plan(
        office=house.office, term=house.term, resit_of=exam,
        draft=draft_of(exam, title=f"{exam.title}补考", starts_at=STARTS_AT + timedelta(days=days)),
        by=house.actor("exam_staff"), at=STARTS_AT + timedelta(hours=2), **values,
    )  # fmt: skip


def test_a_resit_takes_only_those_who_failed(house):
    exam, passed, failed = ended(house)
    again = resit(house, exam)
    room = Room.objects.create(exam=again, name="第一考场", address="三楼", seats=5)
    at, by = STARTS_AT + timedelta(hours=2), house.actor("exam_staff")
    with pytest.raises(Conflict, match=str(passed)):
        candidates_schedule(exam=again, nominations=[passed], order=BY_LOT, by=by, at=at)
    with pytest.raises(Conflict):
        candidates_schedule(exam=again, nominations=[make_nomination(house)], order=BY_LOT, by=by, at=at)
    (admission,) = candidates_schedule(exam=again, nominations=[failed], order=BY_LOT, by=by, at=at)
    assert (admission.room_id, state_of(failed)) == (room.pk, states.SCHEDULED)
    admission_unschedule(admission=admission, reason="请假", by=by, at=at)
    assert state_of(failed) == states.FAILED


def test_there_is_one_resit_and_none_of_a_resit(house):
    exam, _, failed = ended(house)
    again = resit(house, exam)
    with pytest.raises(NotReady, match="已经安排过"):
        resit(house, exam, days=2)
    assert resit(house, exam, key=again.public_id) == again
    Exam.objects.filter(pk=again.pk).update(state=states.MARKED, ended_at=STARTS_AT + timedelta(days=1))
    Admission.objects.create(exam=again, nomination=failed, ticket="2026999999")
    Nomination.objects.filter(pk=failed.pk).update(state=states.LOCKED)
    again.refresh_from_db()
    with pytest.raises(NotReady, match="没有待补考的人选"):
        resit(house, again, days=2)


def test_a_resit_that_was_called_off_does_not_count(house):
    exam, _, _ = ended(house)
    exam_call_off(exam=resit(house, exam), reason="停电", by=house.actor("exam_staff"), at=STARTS_AT)
    assert resit(house, exam, days=2).state == states.PLANNED


@pytest.mark.parametrize(("state", "told"), [(states.NOTIFIED, "还没有结束"), (states.ENDED, "还没有评定")])
def test_a_resit_waits_for_the_marks(house, state, told):
    exam, _, _ = ended(house, state=state)
    with pytest.raises(NotReady, match=told):
        resit(house, exam)


def test_a_late_resit_is_warned_of(house):
    exam, _, _ = ended(house)
    late = exam_page(resit(house, exam, days=6), house.actor("exam_staff"), NOW).warnings
    assert late == ["补考最迟应在2026年3月30日,现安排在2026年3月31日。"]


def test_an_exam_after_the_meeting_is_warned_of(house):
    exam = make_exam(house)
    nomination = make_nomination(house, meeting_on=STARTS_AT.date())
    make_admission(exam, nomination)
    warnings = exam_page(exam, house.actor("exam_staff"), NOW).warnings
    assert warnings == [f"考试不早于拟提请审议的会议:{nomination}。"]


def test_the_notice_is_drafted_once_and_names_no_candidate(house):
    exam, by = make_exam(house, scope=SCOPE), house.actor("exam_staff")
    make_admission(exam, make_nomination(house, "密名甲"))
    document = notice_draft(exam=exam, by=by, at=NOW)
    assert "密名" not in str(document.tree)
    assert "监督法" in str(document.tree)
    with pytest.raises(Conflict, match="已经拟出"):
        notice_draft(exam=exam, by=by, at=NOW)


def test_seats_are_dealt_room_after_room():
    rooms = [seating.RoomFacts(1, 2, frozenset({1})), seating.RoomFacts(2, 3, frozenset())]
    assert seating.seats_free(rooms) == [(1, 2), (2, 1), (2, 2), (2, 3)]


def test_after_the_notice_a_room_keeps_an_invigilator_and_the_exam_its_chief(house):
    exam = make_exam(house, scope=SCOPE)
    make_admission(exam, make_nomination(house))
    room = exam.rooms.get()
    with pytest.raises(DomainError, match="须有监考员"):
        save_room(house, exam, room=room, stand=room_stand(room), name=room.name)
    with pytest.raises(DomainError, match="不能空缺"):
        exam_change(exam=exam, draft=draft_of(exam, chief=None), revision=0, by=house.actor("exam_staff"), at=NOW)
