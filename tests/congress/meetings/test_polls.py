"""Votes at a sitting: placed, opened with those who checked in."""

from datetime import timedelta

import pytest

from apps.congress.ballots.models import Poll, RollEntry
from apps.congress.ballots.services.scrutiny import officer_vote_prepare
from apps.congress.ballots.services.setting_up import (
    OfficerDraft,
    OptionDraft,
    PollDraft,
    officers_set,
    options_set,
    poll_create,
)
from apps.congress.meetings.forms import SittingPollForm
from apps.congress.meetings.models import SittingPoll
from apps.congress.meetings.services import (
    SittingLine,
    check_in_by_list,
    meeting_change,
    sitting_call_off,
    sitting_close,
    sitting_open,
    sitting_poll_create,
    sitting_poll_open,
)
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from tests.cast import TODAY
from tests.congress.meetings.hall import BEGINS, MORNING, minutes_later, plan


def prepared(hall, body=None):
    draft = PollDraft(title="民生实事项目票决", held_under="本镇票决办法", seats=2)
    poll = poll_create(body=body or hall.cast.congress, draft=draft, by=hall.staff, at=MORNING)
    options_set(
        poll=poll, options=[OptionDraft(title) for title in ("修路", "架桥", "建园")], by=hall.staff, at=MORNING
    )
    return poll


@pytest.fixture
def opened(hall):
    for person in hall.members()[:8]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    hall.sitting = sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    return hall


def place(hall, poll, **values):
    return sitting_poll_create(sitting=hall.sitting, poll=poll, by=hall.staff, at=MORNING, **values)


def start(hall, poll, at=MORNING):
    return sitting_poll_open(sitting=hall.sitting, poll=poll, by=hall.staff, at=at)


def test_only_who_checked_in_is_on_the_roll(opened):
    poll = prepared(opened)
    place(opened, poll, agenda_item=opened.meeting.agenda.get())
    start(opened, poll)
    assert list(RollEntry.objects.values_list("name", flat=True)) == [
        "安然", "白雪", "陈晨", "丁宁", "方圆", "高山", "何田", "江河",
    ]  # fmt: skip
    assert list(Poll.objects.values_list("state", "due", "present")) == [("open", 10, 8)]


def test_who_checked_in_but_lost_the_seat_today_is_not_on_the_roll(opened):
    opened.members()[0].mandates.get().statuses.update(until=TODAY)
    poll = prepared(opened)
    place(opened, poll)
    start(opened, poll)
    assert not RollEntry.objects.filter(name="安然").exists()
    assert Poll.objects.get().due == 10


def test_it_refuses_a_vote_before_the_sitting_opened(hall):
    poll = prepared(hall)
    place(hall, poll)
    with pytest.raises(WrongState, match="本场会议目前“签到中”,不能表决"):
        start(hall, poll)


def test_it_refuses_a_vote_that_was_not_placed_here(opened):
    with pytest.raises(WrongState, match="没有安排在本场会议"):
        start(opened, prepared(opened))


def test_it_refuses_to_place_a_vote_twice(opened):
    poll = prepared(opened)
    place(opened, poll)
    with pytest.raises(Conflict, match="“民生实事项目票决”已安排在某场会议"):
        place(opened, poll)


def test_it_refuses_a_vote_of_another_body(opened):
    with pytest.raises(DomainError, match="只能安排本机关准备中的表决"):
        place(opened, prepared(opened, opened.cast.other_congress))


def test_it_refuses_to_place_a_vote_on_a_sitting_that_is_over(opened):
    sitting_close(sitting=opened.sitting, by=opened.staff, at=minutes_later(60))
    with pytest.raises(WrongState, match="本场会议目前“已散会”,不能安排表决"):
        place(opened, prepared(opened))


def watched(hall):
    """A prepared poll with a chief scrutineer."""
    poll = prepared(hall)
    officers = [OfficerDraft(hall.members()[0].pk, "chief_scrutineer")]
    officers_set(poll=poll, officers=officers, by=hall.staff, at=MORNING)
    return poll


def test_the_scrutineers_are_passed_at_the_sitting_that_votes(hall):
    poll = watched(hall)
    place(hall, poll)
    hands = officer_vote_prepare(polls=[poll], by=hall.staff, at=MORNING)
    assert list(hall.sitting.polls.values_list("poll", flat=True).order_by("pk")) == [poll.pk, hands.pk]


def test_where_no_sitting_is_fixed_the_list_waits_for_one(hall):
    hands = officer_vote_prepare(polls=[watched(hall)], by=hall.staff, at=MORNING)
    assert not SittingPoll.objects.filter(poll=hands).exists()


def test_a_vote_that_a_called_off_sitting_did_not_come_to_is_held_at_the_next(hall):
    poll, item = prepared(hall), hall.meeting.agenda.get()
    place(hall, poll, agenda_item=item)
    again = plan(sittings=[SittingLine("plenary", BEGINS + timedelta(days=1))])
    hall.meeting.notice_reason = "改期"
    sitting_call_off(sitting=hall.sitting, reason="未达到法定人数", by=hall.staff, at=minutes_later(60))
    meeting_change(meeting=hall.meeting, plan=again, by=hall.staff, at=minutes_later(61))
    later = hall.meeting.sittings.get(state="planned")
    assert poll in SittingPollForm(sitting=later).fields["poll"].queryset
    sitting_poll_create(sitting=later, poll=poll, by=hall.staff, at=minutes_later(62))
    link = SittingPoll.objects.get()
    assert (link.sitting, link.agenda_item) == (later, item)
    with pytest.raises(Conflict, match="已安排在某场会议"):
        sitting_poll_create(sitting=later, poll=poll, by=hall.staff, at=minutes_later(63))
