"""Meetings made from a plan, preparations, the end of the year."""

from dataclasses import replace
from datetime import date

import pytest

from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_cancel, meeting_create
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.systems.town_sessions.models import Slot
from apps.systems.town_sessions.selectors.timeline import timeline_of
from apps.systems.town_sessions.services import executing, planning
from apps.systems.town_sessions.services.planning import lines_of
from tests.systems.town_sessions.office import AT, DAYS, days_later, fresh, hour, sessions


def codes(refusal) -> list[str]:
    return [issue.code for issue in refusal.value.issues]


def test_a_session_becomes_a_meeting_with_its_agenda(office):
    plan = office.filed()
    meeting = office.meeting(sessions(plan)[0])
    assert (meeting.title, meeting.starts_on, meeting.is_ad_hoc) == (
        "青禾镇镇第二十届人民代表大会第一次会议",
        DAYS[0],
        False,
    )
    assert [
        (item.title, item.topic, str(item.unit), item.reporter, item.materials_due_on) for item in meeting.agenda.all()
    ] == [
        ("听取专项工作报告1", "special_report", "青禾镇人民政府", "李镇长", date(2026, 3, 13)),
        ("听取主席团工作报告1", "presidium_report", "青禾镇人大主席团", "", date(2026, 3, 15)),
    ]
    assert [(one.kind, one.starts_at) for one in meeting.sittings.order_by("starts_at")] == [
        ("preparatory", hour(DAYS[0])),
        ("plenary", hour(DAYS[0]).replace(minute=30)),
    ]
    assert (sessions(plan)[0].slot.meeting, fresh(plan).state) == (meeting, "executing")


def test_one_session_becomes_one_meeting(office):
    session = sessions(office.filed())[0]
    office.meeting(session)
    with pytest.raises(NotReady) as refusal:
        office.meeting(session)
    assert codes(refusal) == ["has_meeting"]
    assert Meeting.objects.count() == 1


def test_a_cancelled_meeting_makes_room_for_another(office):
    session = sessions(office.filed())[0]
    meeting_cancel(meeting=office.meeting(session), reason="改期", by=office.staff, at=AT)
    assert office.meeting(session).number == 2


def test_before_the_filing_there_is_no_meeting(office):
    with pytest.raises(WrongState, match="批准并登记备案以后才能生成会议"):
        office.meeting(sessions(office.approved())[0])


def test_a_day_outside_the_plan_needs_an_amendment(office):
    with pytest.raises(NotReady) as refusal:
        office.meeting(sessions(office.filed())[0], date(2026, 3, 21))
    assert codes(refusal) == ["outside_window"]
    assert "方案确定的时间是2026年3月20日,2026年3月21日不在其中。确需改期的,请先调整方案。" in str(refusal.value)


def test_while_an_amendment_is_studied_meetings_wait(office):
    plan = office.filed()
    office.submitted(office.amend(plan))
    with pytest.raises(NotReady) as refusal:
        office.meeting(sessions(plan)[0])
    assert codes(refusal) == ["amended"]


def test_a_replaced_version_makes_no_meetings(office):
    plan = office.filed()
    old = sessions(plan)[0]
    office.filed(office.amend(plan))
    with pytest.raises(WrongState):
        office.meeting(old)


def test_a_meeting_stays_with_its_session_through_an_amendment(office):
    plan = office.filed()
    meeting = office.meeting(sessions(plan)[0])
    following = office.filed(office.amend(plan))
    assert (following.state, sessions(following)[0].slot.meeting) == ("executing", meeting)


def test_a_session_with_a_meeting_cannot_be_dropped_by_an_amendment(office):
    plan = office.filed()
    office.meeting(sessions(plan)[0])
    following = office.amend(plan)
    office.change(following, lines_of(fresh(following))[1:])
    with pytest.raises(NotReady) as refusal:
        office.submitted(following)
    assert codes(refusal) == ["has_meeting"]
    assert "原第1次会议“第1季度会议”已经生成会议" in str(refusal.value)


def test_what_was_held_cannot_be_rewritten(office):
    plan = office.filed()
    meeting = office.meeting(sessions(plan)[0])
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    following = office.amend(plan)
    lines = lines_of(fresh(following))
    following = office.change(following, [replace(lines[0], responsible="他人"), *lines[1:]])
    with pytest.raises(NotReady) as refusal:
        office.submitted(following)
    assert codes(refusal) == ["was_held"]
    following = office.change(following, lines)
    assert office.submitted(following).state == "presidium"


def by_hand(office, day=DAYS[1]):
    plan = MeetingPlan(place="礼堂", agenda=[AgendaLine("议事")], sittings=[SittingLine("plenary", hour(day))])
    return meeting_create(term=office.term, plan=plan, by=office.staff, at=AT)


def test_a_meeting_put_together_by_hand_is_linked(office):
    plan = office.filed()
    meeting = by_hand(office)
    executing.session_meeting_link(session=sessions(plan)[1], meeting=meeting, by=office.staff, at=AT)
    assert (sessions(plan)[1].slot.meeting, fresh(plan).state) == (meeting, "executing")
    with pytest.raises(Conflict, match="已经关联方案中的会议"):
        executing.session_meeting_link(session=sessions(plan)[2], meeting=meeting, by=office.staff, at=AT)
    with pytest.raises(Conflict, match="第2次会议已经生成会议"):
        executing.session_meeting_link(session=sessions(plan)[1], meeting=meeting, by=office.staff, at=AT)


def test_a_meeting_of_another_town_is_not_linked(office, other_office):
    plan = office.filed()
    with pytest.raises(DomainError, match="只能关联本机关本年度的会议"):
        executing.session_meeting_link(session=sessions(plan)[0], meeting=by_hand(other_office), by=office.staff, at=AT)


@pytest.mark.parametrize("kind", ["materials", "activities"])
def test_a_preparation_is_recorded_with_its_day(office, kind):
    session = sessions(office.filed())[0]
    executing.preparation_record(
        session=session, kind=kind, done_on=date(2026, 1, 12), note="视察3处", by=office.staff, at=days_later(5)
    )
    slot = Slot.objects.get(pk=session.slot_id)
    assert getattr(slot, f"{kind}_on") == date(2026, 1, 12)
    assert slot.activities_note == ("视察3处" if kind == "activities" else "")


def test_a_preparation_is_not_recorded_ahead_nor_of_another_kind(office):
    session = sessions(office.filed())[0]
    with pytest.raises(DomainError, match="完成日期不能晚于今天"):
        executing.preparation_record(
            session=session, kind="materials", done_on=date(2026, 1, 11), by=office.staff, at=AT
        )
    with pytest.raises(DomainError, match="请选择要登记的会前准备"):
        executing.preparation_record(session=session, kind="notice", done_on=date(2026, 1, 9), by=office.staff, at=AT)


def test_the_year_is_closed_when_every_session_was_held_or_called_off(office):
    plan = office.filed()
    for session in sessions(plan):
        office.meeting(session)
    with pytest.raises(NotReady) as refusal:
        executing.plan_close(plan=plan, by=office.staff, at=AT)
    assert codes(refusal) == ["unheld"] * 4
    Meeting.objects.filter(starts_on__in=DAYS[:3]).update(state="closed")
    meeting_cancel(meeting=Meeting.objects.get(starts_on=DAYS[3]), reason="并入年初会议", by=office.staff, at=AT)
    assert executing.plan_close(plan=plan, by=office.staff, at=AT).state == "closed"


def test_the_year_is_not_closed_under_an_amendment(office):
    plan = office.filed()
    for session in sessions(plan):
        office.meeting(session)
    Meeting.objects.update(state="closed")
    following = office.amend(plan)
    with pytest.raises(Conflict, match="第2版调整方案起草中,请先办完或者作废"):
        executing.plan_close(plan=plan, by=office.staff, at=AT)
    planning.plan_abandon(plan=following, reason="不需要了", by=office.staff, at=AT)
    assert executing.plan_close(plan=plan, by=office.staff, at=AT).state == "closed"


def test_a_meeting_moved_out_of_the_plans_days_is_pointed_out(office):
    plan = office.filed()
    meeting = office.meeting(sessions(plan)[0])
    cards = timeline_of(fresh(plan), office.staff, AT.date()).cards
    assert [card.is_off_plan for card in cards] == [False] * 4
    Meeting.objects.filter(pk=meeting.pk).update(starts_on=date(2026, 3, 27), ends_on=date(2026, 3, 27))
    cards = timeline_of(fresh(plan), office.staff, AT.date()).cards
    assert (cards[0].is_off_plan, cards[0].when) == (True, "2026年3月27日")
