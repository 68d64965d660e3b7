"""Check-in: refusals, frozen numbers, arriving once."""

from datetime import UTC

import pytest
from django.db import InternalError, ProgrammingError, transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Attendance, Sitting
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import (
    SittingLine,
    check_in_by_code,
    check_in_by_list,
    check_in_start,
    check_in_undo,
    leave_decide,
    leave_request,
    leave_withdraw,
    meeting_create,
    meeting_notice,
    sitting_open,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from tests.cast import TODAY
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, minutes_later, plan
from tests.factories import make_mandate, make_person


def scan(hall, person, code=None, at=MORNING):
    code = code or code_at(hall.fresh().code_salt, at)
    return check_in_by_code(sitting=hall.sitting, person=person, code=code, by=hall.staff, at=at)


def tick(hall, person, at=MORNING):
    return check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=at)


def set_state(person, state):
    mandate = person.mandates.get()
    mandate.statuses.filter(until__isnull=True).update(until=TODAY)
    mandate.statuses.create(state=state, starts_on=TODAY)


def test_it_refuses_the_code_of_another_sitting(hall):
    lines = [SittingLine("plenary", BEGINS)]
    other = meeting_create(term=hall.term, plan=plan(sittings=lines), by=hall.staff, at=IN_TIME)
    meeting_notice(meeting=other, by=hall.staff, at=IN_TIME)
    elsewhere = check_in_start(sitting=other.sittings.get(), by=hall.staff, at=MORNING)
    with pytest.raises(NotReady, match="这不是本场会议的签到码"):
        scan(hall, hall.members()[0], code_at(elsewhere.code_salt, MORNING))
    assert not Attendance.objects.present().exists()


def test_it_refuses_a_code_older_than_five_minutes(hall):
    old = code_at(hall.sitting.code_salt, MORNING)
    with pytest.raises(NotReady, match="签到码已过期,请重新扫描"):
        scan(hall, hall.members()[0], old, at=minutes_later(6))


def test_it_refuses_who_is_no_member(hall):
    with pytest.raises(NotAllowed, match="您不在本场会议的应到名册内"):
        scan(hall, hall.cast.people["other_deputy"])


def test_it_refuses_a_seat_that_ended_this_morning_and_leaves_due_as_it_was(hall):
    person = hall.members()[0]
    set_state(person, "ended")
    with pytest.raises(NotAllowed, match="您的代表资格已终止"):
        scan(hall, person)
    with pytest.raises(NotAllowed, match="您的代表资格已终止"):
        tick(hall, person)
    assert hall.fresh().due == 10


def test_it_refuses_who_was_suspended_after_the_roll_froze(hall):
    set_state(hall.members()[0], "suspended")
    with pytest.raises(NotAllowed, match="您已被暂停执行代表职务"):
        scan(hall, hall.members()[0])


def test_a_suspended_member_is_not_counted_as_due(noticed):
    set_state(noticed.members()[0], "suspended")
    sitting = check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING)
    counts = (sitting.quota, sitting.elected, sitting.in_office, sitting.suspended, sitting.due)
    assert counts == (10, 10, 10, 1, 9)
    assert sitting.attendance.count() == 9


def test_due_does_not_follow_a_later_change_of_membership(hall):
    make_mandate(make_person(hall.cast.town, "新来"), hall.term)
    assert (hall.fresh().due, hall.fresh().attendance.count()) == (10, 10)


def test_the_database_refuses_to_change_frozen_counts(hall):
    with pytest.raises((InternalError, ProgrammingError), match="pgtrigger"), transaction.atomic():
        Sitting.objects.update(due=9)


def test_the_database_refuses_to_put_another_person_on_the_sheet(hall):
    with pytest.raises((InternalError, ProgrammingError), match="pgtrigger"), transaction.atomic():
        Attendance.objects.filter(sitting=hall.sitting).update(name="别人")


def test_scanning_twice_shows_the_first_time(hall):
    person = hall.members()[0]
    scan(hall, person)
    again = scan(hall, person, at=minutes_later(20))
    assert again.checked_in_at == MORNING.astimezone(UTC)
    assert Entry.objects.filter(act="meetings.attendance.checked_in").count() == 1


def test_a_stale_code_still_shows_who_is_in_that_they_are_in(hall):
    person = hall.members()[0]
    old = code_at(hall.sitting.code_salt, MORNING)
    tick(hall, person)
    assert scan(hall, person, old, at=minutes_later(30)).means == "list"


def test_check_in_starts_once(hall):
    with pytest.raises(WrongState, match="本场会议目前“签到中”,不能开始签到"):
        check_in_start(sitting=hall.sitting, by=hall.staff, at=MORNING)


def test_it_refuses_to_start_days_before(noticed):
    with pytest.raises(NotReady, match="请在会前一日或当日开始"):
        check_in_start(sitting=noticed.sitting, by=noticed.staff, at=IN_TIME)


def test_a_tick_is_taken_back_before_the_sitting_opened_only(hall):
    first, *others = hall.members()
    tick(hall, first)
    check_in_undo(sitting=hall.sitting, person=first, by=hall.staff, at=MORNING)
    assert selectors.head_count(hall.fresh()).present == 0
    for person in others:
        tick(hall, person)
    sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    with pytest.raises(WrongState, match="本场会议目前“进行中”,不能撤销签到"):
        check_in_undo(sitting=hall.sitting, person=others[0], by=hall.staff, at=MORNING)


def test_late_arrivals_check_in_after_opening_and_the_opening_count_stays(hall):
    for person in hall.members()[:7]:
        tick(hall, person)
    sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    scan(hall, hall.members()[8], at=minutes_later(40))
    assert (hall.fresh().present, selectors.head_count(hall.fresh()).present) == (7, 8)


def ask(hall, person, at=MORNING):
    return leave_request(meeting=hall.meeting, person=person, reason="住院", by=hall.staff, at=at)


def test_leave_granted_before_is_on_the_sheet_and_counts_as_due(noticed):
    request = ask(noticed, noticed.members()[0], IN_TIME)
    leave_decide(request=request, granted=True, answer="", by=noticed.staff, at=IN_TIME)
    sitting = check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING)
    count = selectors.head_count(sitting)
    assert (count.due, count.on_leave, count.missing, count.line) == (10, 1, 9, 7)


def test_leave_granted_during_check_in_reaches_the_sheet_and_back(hall):
    person = hall.members()[0]
    request = leave_decide(request=ask(hall, person), granted=True, answer="", by=hall.staff, at=MORNING)
    assert hall.sitting.attendance.get(person=person).state == "leave"
    leave_withdraw(request=request, by=hall.staff, at=MORNING)
    assert hall.sitting.attendance.get(person=person).state == "expected"


def test_who_is_on_leave_and_comes_all_the_same_is_present(hall):
    person = hall.members()[0]
    leave_decide(request=ask(hall, person), granted=True, answer="", by=hall.staff, at=MORNING)
    assert tick(hall, person).state == "present"


def test_it_refuses_a_second_request(noticed):
    ask(noticed, noticed.members()[0], IN_TIME)
    with pytest.raises(Conflict, match=r"安然已提出请假.待批准.,无须重复提出"):
        ask(noticed, noticed.members()[0], IN_TIME)


def test_it_refuses_leave_without_a_reason_or_from_a_stranger(noticed):
    with pytest.raises(DomainError, match="请写明请假事由"):
        leave_request(meeting=noticed.meeting, person=noticed.members()[0], reason=" ", by=noticed.staff, at=IN_TIME)
    with pytest.raises(NotAllowed, match="不是本次会议应到的代表"):
        ask(noticed, noticed.cast.people["other_deputy"], IN_TIME)


def test_a_refusal_says_why(noticed):
    request = ask(noticed, noticed.members()[0], IN_TIME)
    with pytest.raises(DomainError, match="不批准请假的,请写明理由"):
        leave_decide(request=request, granted=False, answer="", by=noticed.staff, at=IN_TIME)
    assert (
        leave_decide(request=request, granted=False, answer="票决须到会", by=noticed.staff, at=IN_TIME).state
        == "refused"
    )


def test_a_decision_is_made_once(noticed):
    request = ask(noticed, noticed.members()[0], IN_TIME)
    leave_decide(request=request, granted=True, answer="", by=noticed.staff, at=IN_TIME)
    with pytest.raises(WrongState, match="该请假目前“已批准”,不能不批准"):
        leave_decide(request=request, granted=False, answer="须到会", by=noticed.staff, at=IN_TIME)


@pytest.mark.parametrize("text", ["安然", "anran", "an ran", "ar", "AR", "安"])
def test_a_member_is_found_by_name_pinyin_and_initials(hall, text):
    assert "安然" in [row.name for row in selectors.attendance_list(hall.sitting, text=text)]
