"""A year from plan to archive: four sessions, all held, one added by an amendment."""

from datetime import date, timedelta

from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services import (
    check_in_by_list,
    check_in_start,
    meeting_close,
    meeting_notice,
    sitting_close,
    sitting_open,
)
from apps.foundation.audit.models import Entry
from apps.systems.town_sessions.selectors.plans import differences_of, issues_to_close
from apps.systems.town_sessions.selectors.timeline import timeline_of
from apps.systems.town_sessions.services.executing import plan_close, preparation_record
from apps.systems.town_sessions.services.planning import lines_of
from tests.systems.town_sessions.office import DAYS, days_later, extra, fresh, hour, sessions, with_unit

FLOOD = date(2026, 5, 15)


def hold(meeting, cast, staff) -> None:
    """Noticed in time, everybody comes, closed at noon."""
    meeting_notice(meeting=meeting, by=staff, at=hour(meeting.starts_on - timedelta(days=12)))
    for sitting in meeting.sittings.order_by("starts_at"):
        check_in_start(sitting=sitting, by=staff, at=hour(meeting.starts_on, 8))
        for person in cast.deputies():
            check_in_by_list(sitting=sitting, person=person, by=staff, at=hour(meeting.starts_on, 8))
        sitting_open(sitting=sitting, by=staff, at=hour(meeting.starts_on))
        sitting_close(sitting=sitting, by=staff, at=hour(meeting.starts_on, 11))
    meeting_close(meeting=meeting, by=staff, at=hour(meeting.starts_on, 12))


def test_a_year_of_four_sessions_and_one_ad_hoc(office, cast):
    plan = office.filed(office.complete())
    meetings = [office.meeting(session) for session in sessions(plan)]
    assert [meeting.starts_on for meeting in meetings] == list(DAYS)
    assert [meeting.number for meeting in meetings] == [1, 2, 3, 4]
    assert fresh(plan).state == "executing"

    following = office.amend(plan, "增开一次会议,讨论防汛", days_later(90))
    lines = [*lines_of(fresh(following)), with_unit(extra(FLOOD), office.government)]
    office.change(following, lines, days_later(90))
    following = office.filed(fresh(following), days_later(92))
    assert (fresh(plan).state, following.state) == ("superseded", "executing")
    assert [one.sentence for one in differences_of(fresh(following))] == [
        "增加视情召开的会议“讨论防汛工作”(2026年5月15日),为第2次会议。",
        "第2次会议增加议题“听取防汛工作报告”。",
    ]
    flood = office.meeting(sessions(following)[1], at=days_later(93))
    assert (flood.title, flood.is_ad_hoc, flood.starts_on) == ("青禾镇镇第二十届人民代表大会第五次会议", True, FLOOD)

    timeline = timeline_of(fresh(following), office.staff, date(2026, 6, 1))
    assert [len(quarter.cards) for quarter in timeline.quarters] == [1, 2, 1, 1]
    for session in sessions(following):
        preparation_record(
            session=session, kind="materials", done_on=session.day - timedelta(days=8), by=office.staff,
            at=hour(session.day),
        )  # fmt: skip
        hold(session.slot.meeting, cast, office.staff)
    assert issues_to_close(fresh(following)) == []
    assert plan_close(plan=following, by=office.staff, at=hour(date(2026, 12, 20))).state == "closed"

    cards = timeline_of(fresh(following), office.staff, date(2026, 12, 20)).cards
    assert [card.status for card in cards] == ["已闭会"] * 5
    assert all(not card.late for card in cards)
    assert Meeting.objects.filter(state="closed").count() == 5
    acts = Entry.objects.filter(act__startswith="town_sessions.").values_list("act", flat=True)
    assert (len([act for act in acts if act == "town_sessions.session.meeting_created"]), acts.count()) == (5, 23)
