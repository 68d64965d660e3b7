"""Opening, closing, calling off, ending."""

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, transaction

from apps.congress.ballots.models import Poll
from apps.congress.meetings import selectors
from apps.congress.meetings.models import Attendance, Meeting, Sitting, SittingPoll
from apps.congress.meetings.services import (
    check_in_by_list,
    check_in_start,
    leave_decide,
    leave_request,
    meeting_close,
    meeting_create,
    meeting_notice,
    sitting_call_off,
    sitting_close,
    sitting_open,
)
from apps.congress.meetings.signals import meeting_closed, sitting_opened
from apps.foundation.core.errors import NotReady, WrongState
from apps.foundation.people.models import DutyEvent
from tests.congress.meetings.hall import IN_TIME, MORNING, minutes_later, plan
from tests.factories import make_mandate, make_person


def arrive(hall, count):
    for person in hall.members()[:count]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)


def opened(hall, count=7):
    arrive(hall, count)
    return sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)


def test_it_refuses_below_quorum_and_names_who_is_missing(hall):
    arrive(hall, 6)
    request = leave_request(meeting=hall.meeting, person=hall.members()[9], reason="出差", by=hall.staff, at=MORNING)
    leave_decide(request=request, granted=True, answer="", by=hall.staff, at=MORNING)
    with pytest.raises(NotReady) as refusal:
        sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    assert [issue.sentence for issue in refusal.value.issues] == [
        "应到10人,三分之二以上出席即7人方可开会;实到6人,还差1人。",
        "尚未签到:何田、江河、康宁(共3人)。",
        "已请假:林木(共1人)。",
    ]
    assert hall.fresh().state == "check_in"


def test_it_opens_with_the_quorum_and_the_meeting_with_it(hall):
    opened(hall)
    assert (hall.fresh().state, hall.fresh().present, Meeting.objects.get().state) == ("open", 7, "in_session")
    with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
        Sitting.objects.update(present=10)


def test_a_street_needs_more_than_half(cast):
    by = cast.actor("street_staff")
    people = [cast.people["representative"], *(make_person(cast.street, f"代表{n}") for n in range(9))]
    for person in people[1:]:
        make_mandate(person, cast.street_term, "representative")
    meeting = meeting_create(term=cast.street_term, plan=plan(), by=by, at=IN_TIME)
    meeting_notice(meeting=meeting, by=by, at=IN_TIME)
    sitting = check_in_start(sitting=meeting.sittings.get(), by=by, at=MORNING)
    for person in people[:5]:
        check_in_by_list(sitting=sitting, person=person, by=by, at=MORNING)
    with pytest.raises(NotReady, match="应到10人,过半数出席即6人方可开会;实到5人,还差1人"):
        sitting_open(sitting=sitting, by=by, at=MORNING)
    check_in_by_list(sitting=sitting, person=people[5], by=by, at=MORNING)
    assert sitting_open(sitting=sitting, by=by, at=MORNING).present == 6


def test_it_refuses_to_close_over_an_open_vote(hall):
    opened(hall)
    poll = Poll.objects.create(body=hall.cast.congress, title="民生实事项目票决", held_under="票决办法", state="open")
    SittingPoll.objects.create(sitting=hall.sitting, poll=poll)
    with pytest.raises(NotReady, match="“民生实事项目票决”仍在表决,请先截止"):
        sitting_close(sitting=hall.sitting, by=hall.staff, at=MORNING)


def test_the_sheet_is_final_once_the_sitting_is_over(hall):
    opened(hall)
    sitting_close(sitting=hall.sitting, by=hall.staff, at=minutes_later(90))
    with pytest.raises(WrongState, match="本场会议目前“已散会”,不能签到"):
        check_in_by_list(sitting=hall.sitting, person=hall.members()[8], by=hall.staff, at=minutes_later(91))
    with pytest.raises((InternalError, ProgrammingError), match="pgtrigger"), transaction.atomic():
        Attendance.objects.filter(sitting=hall.sitting).update(state="leave")


def test_a_sitting_without_quorum_is_called_off_and_the_meeting_may_go_on_later(hall):
    arrive(hall, 3)
    sitting_call_off(sitting=hall.sitting, reason="未达到法定人数", by=hall.staff, at=minutes_later(60))
    assert (hall.fresh().state, Meeting.objects.get().state) == ("called_off", "noticed")


def test_an_open_sitting_is_not_called_off(hall):
    opened(hall)
    with pytest.raises(WrongState, match="本场会议目前“进行中”,不能宣布不举行"):
        sitting_call_off(sitting=hall.sitting, reason="停电", by=hall.staff, at=MORNING)


def test_it_refuses_to_end_the_meeting_while_a_sitting_goes_on(hall):
    opened(hall)
    with pytest.raises(NotReady, match="第一次全体会议尚未散会"):
        meeting_close(meeting=hall.meeting, by=hall.staff, at=MORNING)


def test_at_the_end_who_came_gets_it_on_file_and_who_stayed_away_is_listed(hall):
    request = leave_request(meeting=hall.meeting, person=hall.members()[8], reason="住院", by=hall.staff, at=MORNING)
    leave_decide(request=request, granted=True, answer="", by=hall.staff, at=MORNING)
    opened(hall)
    sitting_close(sitting=hall.sitting, by=hall.staff, at=minutes_later(90))
    meeting_close(meeting=hall.meeting, by=hall.staff, at=minutes_later(95))
    assert list(DutyEvent.objects.order_by("person__pinyin").values_list("person__name", flat=True)) == [
        "安然", "白雪", "陈晨", "丁宁", "方圆", "高山", "何田",
    ]  # fmt: skip
    assert [row.name for row in selectors.absent_without_leave([hall.meeting])] == ["江河", "林木"]


def test_opening_and_ending_are_told_to_the_floors_above(hall):
    heard = []
    keep = lambda **told: heard.append((told["signal"], told.get("sitting") or told["meeting"]))  # noqa: E731
    for signal in (sitting_opened, meeting_closed):
        signal.connect(keep)
    opened(hall)
    sitting_close(sitting=hall.sitting, by=hall.staff, at=MORNING)
    meeting_close(meeting=hall.meeting, by=hall.staff, at=MORNING)
    for signal in (sitting_opened, meeting_closed):
        assert signal.disconnect(keep)
    assert heard == [(sitting_opened, hall.sitting), (meeting_closed, hall.meeting)]
