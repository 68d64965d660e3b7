"""Two at once: each act happens one time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from apps.congress.meetings.models import Attendance, LeaveRequest, Meeting, ProgrammeStep
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import (
    AgendaLine,
    SittingLine,
    StepLine,
    check_in_by_code,
    check_in_by_list,
    check_in_start,
    leave_decide,
    leave_request,
    meeting_cancel,
    meeting_change,
    meeting_create,
    programme_save,
    sitting_close,
    sitting_open,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, minutes_later, plan

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable) -> list:
    """Run the acts in threads that start together; each gives its value or its refusal."""
    barrier = Barrier(len(acts))

    def run(act: Callable) -> object:
        barrier.wait()
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def kinds(results: list) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_two_clicks_at_once_plan_one_meeting(cast):
    new = {"term": cast.term, "plan": plan(), "key": uuid4(), "by": cast.actor("staff"), "at": IN_TIME}
    made = at_once(*[lambda: meeting_create(**new)] * 2)
    assert {one.pk for one in made} == {Meeting.objects.get().pk}


def test_scanned_and_ticked_at_once_is_one_row_with_one_time(hall):
    person, code = hall.members()[0], code_at(hall.sitting.code_salt, MORNING)
    rows = at_once(
        lambda: check_in_by_code(sitting=hall.sitting, person=person, code=code, by=hall.staff, at=MORNING),
        lambda: check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=minutes_later(1)),
    )
    assert Attendance.objects.present().count() == 1
    assert len({row.checked_in_at for row in rows}) == 1
    assert Entry.objects.filter(act="meetings.attendance.checked_in").count() == 1


def test_two_staff_start_check_in_once(noticed):
    start = lambda: check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING)  # noqa: E731
    results = at_once(start, start)
    assert kinds(results) == ["Sitting", "WrongState"]
    assert Attendance.objects.count() == 10


def test_two_staff_open_and_close_one_sitting_once(hall):
    for person in hall.members()[:7]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    for act in (sitting_open, sitting_close):
        results = at_once(*[lambda act=act: act(sitting=hall.sitting, by=hall.staff, at=MORNING)] * 2)
        refusals = [result for result in results if isinstance(result, WrongState)]
        assert len(refusals) == 1
    assert Entry.objects.filter(act="meetings.sitting.opened").count() == 1
    assert Entry.objects.filter(act="meetings.sitting.closed").count() == 1


def test_two_staff_planning_at_once_get_two_numbers(cast):
    staff = cast.actor("staff")
    at_once(*[lambda: meeting_create(term=cast.term, plan=plan(), by=staff, at=IN_TIME)] * 3)
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_two_staff_saving_one_programme_leave_one_whole_programme(planned):
    texts = ("甲的安排", "乙的安排")
    saves = [
        lambda text=text: programme_save(
            sitting=planned.sitting, lines=[StepLine("other", text=text)] * 3, revision=0, by=planned.staff, at=IN_TIME
        )
        for text in texts
    ]
    assert kinds(at_once(*saves)) == ["Conflict", "Sitting"]
    assert ProgrammeStep.objects.count() == 3
    assert len(set(ProgrammeStep.objects.values_list("text", flat=True))) == 1


def test_an_item_dropped_while_it_is_put_into_a_programme_leaves_no_step_behind(planned):
    item = planned.meeting.agenda.get()
    results = at_once(
        lambda: programme_save(
            sitting=planned.sitting, lines=[StepLine("hear", item)], revision=0, by=planned.staff, at=IN_TIME
        ),
        lambda: meeting_change(
            meeting=planned.meeting, plan=plan(agenda=[AgendaLine("别的")], sittings=_same(planned)),
            by=planned.staff, at=IN_TIME,
        ),
    )  # fmt: skip
    assert set(kinds(results)) <= {"Meeting", "NotReady", "Sitting"}
    assert not ProgrammeStep.objects.filter(agenda_item__isnull=False).exists()


def _same(hall):
    return [SittingLine("plenary", BEGINS, public_id=hall.sitting.public_id)]


def test_asked_twice_at_once_is_one_request(noticed):
    person = noticed.members()[0]
    ask = lambda: leave_request(  # noqa: E731
        meeting=noticed.meeting, person=person, reason="住院", by=noticed.staff, at=IN_TIME
    )
    results = at_once(ask, ask)
    assert LeaveRequest.objects.count() == 1
    assert [result for result in results if isinstance(result, Conflict)]


def test_leave_granted_while_check_in_starts_is_on_the_sheet(noticed):
    person = noticed.members()[0]
    request = leave_request(meeting=noticed.meeting, person=person, reason="住院", by=noticed.staff, at=IN_TIME)
    at_once(
        lambda: check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING),
        lambda: leave_decide(request=request, granted=True, answer="", by=noticed.staff, at=MORNING),
    )
    assert Attendance.objects.get(person=person).state == "leave"


def test_a_meeting_cancelled_while_check_in_starts_is_one_or_the_other(noticed):
    at_once(
        lambda: check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING),
        lambda: meeting_cancel(meeting=noticed.meeting, reason="台风", by=noticed.staff, at=MORNING),
    )
    noticed.sitting.refresh_from_db()
    noticed.meeting.refresh_from_db()
    assert (noticed.meeting.state, noticed.sitting.state) in {("cancelled", "planned"), ("noticed", "check_in")}
