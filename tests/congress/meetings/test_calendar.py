"""Sittings in the calendars of members and of their own office."""

from datetime import date

import pytest

from apps.congress.meetings.selectors.calendar import events
from apps.congress.meetings.services import (
    SittingLine,
    meeting_cancel,
    meeting_change,
    sitting_call_off,
)
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, plan

TODAY = date(2026, 3, 10)


def of(hall, part, on=TODAY):
    return list(events(hall.cast.actor(part), on))


def test_a_plan_is_in_nobodys_calendar(planned):
    assert of(planned, "deputy") == of(planned, "staff") == []


@pytest.mark.parametrize(("part", "page"), [("deputy", "notice/"), ("staff", ""), ("leader", "")])
def test_an_announced_sitting_is_in_the_calendar_of_its_members_and_its_office(noticed, part, page):
    (event,) = of(noticed, part)
    assert event.title == "青禾镇镇第二十届人民代表大会第一次会议第一次全体会议"
    assert (event.starts_at, event.ends_at, event.place) == (BEGINS, None, "镇政府三楼会议室")
    assert event.url == f"/meetings/{noticed.meeting.public_id}/{page}"


@pytest.mark.parametrize("part", ["other_deputy", "representative", "other_staff", "district_staff", "handler"])
def test_it_is_in_no_other_calendar(noticed, part):
    assert of(noticed, part) == []


def test_a_sitting_that_moves_keeps_its_identity(noticed):
    (before,) = of(noticed, "deputy")
    lines = [SittingLine("plenary", BEGINS.replace(hour=14), public_id=noticed.sitting.public_id)]
    meeting_change(meeting=noticed.meeting, plan=plan(sittings=lines), by=noticed.staff, at=IN_TIME)
    (after,) = of(noticed, "deputy")
    assert (after.uid, after.starts_at.astimezone(BEGINS.tzinfo).hour) == (before.uid, 14)


def test_a_cancelled_meeting_is_marked(noticed):
    meeting_cancel(meeting=noticed.meeting, reason="台风红色预警", by=noticed.staff, at=IN_TIME)
    assert [event.is_cancelled for event in of(noticed, "deputy")] == [True]


def test_a_meeting_cancelled_before_it_was_announced_is_in_nobodys_calendar(planned):
    meeting_cancel(meeting=planned.meeting, reason="推迟", by=planned.staff, at=IN_TIME)
    assert of(planned, "deputy") == []


def test_a_sitting_called_off_is_marked(hall):
    sitting_call_off(sitting=hall.sitting, reason="不足法定人数", by=hall.staff, at=MORNING)
    assert [event.is_cancelled for event in of(hall, "deputy")] == [True]


def test_what_is_long_over_leaves_the_calendar(noticed):
    assert of(noticed, "deputy", date(2026, 5, 19)) != []
    assert of(noticed, "deputy", date(2026, 5, 20)) == []
