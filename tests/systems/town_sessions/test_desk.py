"""What plans put on desks: to-do, deadlines, calendar, search, figures, ways back."""

from datetime import date

import pytest

from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import Actor
from apps.foundation.policies.models import Policy
from apps.systems.town_sessions.selectors import desk
from apps.systems.town_sessions.services import papers
from apps.systems.town_sessions.services.executing import preparation_record
from tests import factories as make
from tests.systems.town_sessions.office import AT, DAYS, hour, sessions

FIRST, JANUARY = DAYS[0], date(2026, 1, 10)


def titles(items) -> list[str]:
    return [item.title for item in items]


def own(items, name="青禾镇"):
    return [item for item in items if name in item.title]


def test_a_congress_without_a_plan_is_asked_for_one_until_the_end_of_january(office, cast):
    (item,) = desk.todo(office.staff, JANUARY)
    assert (item.title, item.due) == ("拟定2026年度预安排方案:青禾镇镇人民代表大会", date(2026, 1, 31))
    (deadline,) = own(desk.deadlines(JANUARY))
    assert (deadline.title, deadline.on, deadline.recipient_ids) == (
        "拟定2026年度预安排方案:青禾镇", date(2026, 1, 31), (cast.people["staff"].pk,),
    )  # fmt: skip


def test_in_december_the_next_year_is_asked_for(office):
    assert [item.due for item in desk.todo(office.staff, date(2026, 12, 5))] == [date(2026, 1, 31), date(2027, 1, 31)]


def test_a_street_is_never_asked(cast):
    assert list(desk.todo(cast.actor("street_staff"), JANUARY)) == []


def test_a_draft_asks_to_be_submitted_by_the_end_of_january(office):
    office.complete()
    (item,) = desk.todo(office.staff, JANUARY)
    assert (item.title, item.due) == ("青禾镇人大2026年度会议预安排方案:起草中", date(2026, 1, 31))
    assert item.detail == "方案已经齐备,可以提请主席团讨论、镇党委研究。"
    assert titles(own(desk.deadlines(JANUARY))) == ["方案批准:青禾镇人大2026年度会议预安排方案"]


def test_a_running_plan_asks_for_what_is_due_within_a_month(office):
    office.filed()
    assert list(desk.todo(office.staff, JANUARY)) == []
    items = list(desk.todo(office.staff, date(2026, 3, 14)))
    assert [(item.title, item.due) for item in items] == [
        ("会前活动完成:2026年第1次会议", date(2026, 3, 5)),
        ("发出会议通知:2026年第1次会议", date(2026, 3, 10)),
        ("会议材料收齐:2026年第1次会议", date(2026, 3, 13)),
        ("召开会议:2026年第1次会议", FIRST),
    ]


def test_what_was_done_is_no_longer_asked_and_a_meeting_asks_for_its_own_notice(office):
    session = sessions(office.filed())[0]
    office.meeting(session)
    preparation_record(
        session=session, kind="activities", done_on=date(2026, 3, 4), by=office.staff, at=hour(date(2026, 3, 4))
    )
    assert titles(desk.todo(office.staff, date(2026, 3, 14))) == ["会议材料收齐:2026年第1次会议"]


def test_deadlines_name_what_is_still_to_come(office, cast):
    office.filed()
    found = own(desk.deadlines(date(2026, 3, 12)))
    assert [(one.title, one.on) for one in found][:2] == [
        ("会议材料收齐:青禾镇2026年第1次会议", date(2026, 3, 13)),
        ("召开会议:青禾镇2026年第1次会议", FIRST),
    ]
    assert {one.recipient_ids for one in found} == {(cast.people["staff"].pk,)}


def test_members_find_the_year_in_their_calendar_until_a_meeting_takes_its_place(office, cast):
    plan = office.filed()
    events = list(desk.events(cast.actor("deputy"), JANUARY))
    assert (events[0].title, events[0].starts_at) == ("青禾镇人大2026年第1次会议(预安排):第1季度会议", hour(FIRST))
    assert len(events) == 4
    office.meeting(sessions(plan)[0])
    assert len(list(desk.events(cast.actor("deputy"), JANUARY))) == 3
    assert list(desk.events(cast.actor("other_deputy"), JANUARY)) == []
    assert list(desk.events(cast.actor("district_staff"), JANUARY)) == []


def test_search_finds_a_plan_by_topic_for_whoever_may_see_it(office, cast):
    plan = office.submitted()
    assert [hit.url for hit in desk.search(office.staff, "专项工作报告3")] == [plan.get_absolute_url()]
    assert list(desk.search(cast.actor("other_staff"), "专项工作报告3")) == []
    assert list(desk.search(cast.actor("deputy"), "专项工作报告3")) == []


def test_a_meeting_leads_back_to_the_plan_in_force(office, cast):
    plan = office.filed()
    meeting = office.meeting(sessions(plan)[0])
    following = office.filed(office.amend(plan))
    for actor in (office.staff, cast.actor("deputy")):
        (page,) = desk.related(meeting, actor)
        assert (page.title, page.url) == ("年度预安排方案", following.get_absolute_url())
    assert list(desk.related(meeting, cast.actor("other_staff"))) == []


def test_a_document_leads_back_to_its_plan(office):
    plan = office.approved()
    document = papers.document_draft(plan=plan, by=office.staff, at=AT)
    assert [page.title for page in desk.related(document, office.staff)] == ["打开方案"]


def test_figures_count_planned_held_and_late(office, cast):
    plan = office.filed()
    for session in sessions(plan)[:2]:
        office.meeting(session)
    Meeting.objects.filter(starts_on=FIRST).update(state="closed")
    figures = {one.title: (one.value, one.alarm) for one in desk.figures(cast.actor("leader"), date(2026, 6, 1))}
    assert figures == {"本年计划会议": (4, False), "按方案已开会议": (1, False), "逾期的会前准备": (1, True)}
    assert [one.value for one in desk.figures(cast.actor("other_staff"), date(2026, 6, 1))] == [0, 0, 0]


def test_an_extra_session_counts_once_it_is_a_meeting(office):
    plan = office.plan("three_plus_n")
    assert [one.standing.is_extra for one in sessions(plan)] == [False, True, False, False]
    assert [one.value for one in desk.figures(office.staff, JANUARY)] == [0, 0, 0]


@pytest.mark.parametrize("more", [0, 5])
def test_deadlines_and_figures_cost_the_same_for_many_towns(office, cast, more, django_assert_num_queries):
    office.filed()
    for number in range(more):
        make.make_term(make.make_unit(make.make_area(f"{number}号镇", "town", cast.district)))
    district = cast.actor("district_staff")
    with django_assert_num_queries(9):
        assert len(list(desk.deadlines(JANUARY))) == 16 + 1 + more
    with django_assert_num_queries(3):
        assert [one.value for one in desk.figures(district, JANUARY)] == [4, 0, 0]


def test_a_place_may_set_its_own_day_for_the_plan(office, cast):
    Policy.objects.create(
        key="town_sessions.plan_due", value="02-15", area=cast.town, starts_on=JANUARY, source="青禾镇规定", set_at=AT
    )
    assert {item.title[-3:]: item.on for item in desk.deadlines(JANUARY)} == {
        "青禾镇": date(2026, 2, 15),
        "白沙镇": date(2026, 1, 31),
    }


def test_whoever_has_no_role_has_nothing_to_do(office):
    office.filed()
    assert list(desk.todo(Actor.guest(), FIRST)) == []
    assert list(desk.events(Actor.guest(), FIRST)) == []
