"""How far the preparation has come, and that members see only what concerns them."""

import re
from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings import selectors
from apps.congress.meetings.selectors.calendar import events
from apps.congress.meetings.services import SittingLine, meeting_create, meeting_notice
from tests.cast import TODAY
from tests.congress.meetings.groups import delegations, full_day, presidium
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, ZONE, plan


def told(meeting, on=TODAY):
    return {one.title: (one.state, one.detail) for one in selectors.readiness(meeting, on)}


def test_a_new_plan_says_what_is_missing(planned):
    found = told(planned.meeting, IN_TIME.date())
    assert found["决定召开"] == ("missing", "尚未登记主席团(常委会)决定召开的日期")
    assert found["会议通知"] == ("missing", "最迟2026年3月10日发出,还有0日")
    assert found["日程"] == ("missing", "1场按议程自动拟出,待确认:第一次全体会议")
    assert found["主持人"] == ("missing", "1场会议未定主持人")
    assert found["主席团"] == ("missing", "本届还没有主席团成员名单")
    assert found["列席人员"] == ("missing", "还没有列席人员")


def test_a_late_notice_says_by_how_many_days_and_by_which_rule(planned):
    assert told(planned.meeting, date(2026, 3, 15))["会议通知"] == (
        "late", "应不迟于2026年3月10日发出(《重庆市乡镇人民代表大会工作条例》第十一条),已迟5日",
    )  # fmt: skip


def test_a_sitting_planned_into_the_next_one_is_pointed_out(cast):
    lines = [SittingLine("plenary", BEGINS), SittingLine("plenary", BEGINS.replace(minute=30))]
    meeting = meeting_create(term=cast.term, plan=plan(sittings=lines), by=cast.actor("staff"), at=IN_TIME)
    assert told(meeting)["时间冲突"] == (
        "missing", "第一次全体会议预计10:15结束,晚于第二次全体会议开始的时间,请调整时间或缩短步骤",
    )  # fmt: skip


def test_sittings_one_after_the_other_are_no_clash(planned):
    assert "时间冲突" not in told(planned.meeting)


def test_a_street_is_not_asked_for_a_presidium(cast):
    meeting = meeting_create(term=cast.street_term, plan=plan(), by=cast.actor("street_staff"), at=IN_TIME)
    assert {"决定召开", "主席团"} & set(told(meeting)) == set()


def test_the_page_leads_through_it(planned):
    with time_machine.travel(datetime(2026, 3, 15, 9, tzinfo=ZONE), tick=False):
        page = planned.cast.client("staff").get(reverse("meetings_detail", args=[planned.meeting.public_id]))
        text = page.content.decode()
    for words in ("筹备情况", "已迟", "会议文件", "列席人员", "座次", "登记决定召开的日期"):
        assert words in text


def test_a_leader_is_led_only_to_pages_a_leader_may_open(planned):
    client = planned.cast.client("leader")
    with time_machine.travel(IN_TIME, tick=False):
        page = client.get(reverse("meetings_detail", args=[planned.meeting.public_id])).content.decode()
        ready = page[page.index("筹备情况") :].split("</section>")[0]
        links = re.findall(r'href="([^"]+)"', ready)
        assert [client.get(link).status_code for link in links] == [200] * len(links)
    assert links
    assert {"议程", "日程", "主持人"} <= set(told(planned.meeting))


def test_staff_register_the_decision_on_the_page(planned):
    url = reverse("meetings_convene", args=[planned.meeting.public_id])
    with time_machine.travel(IN_TIME, tick=False):
        assert planned.cast.client("leader").post(url, {"on": "2026-03-02"}).status_code == 403
        assert planned.cast.client("staff").post(url, {"on": "昨天"}).status_code == 422
        assert planned.cast.client("staff").post(url, {"on": "2026-03-02"}).status_code == 302
    planned.meeting.refresh_from_db()
    assert planned.meeting.convened_on == date(2026, 3, 2)


@pytest.fixture
def session(cast):
    delegations(cast)
    presidium(cast, 5)
    meeting = meeting_create(term=cast.term, plan=plan(sittings=full_day()), by=cast.actor("staff"), at=IN_TIME)
    return meeting_notice(meeting=meeting, by=cast.actor("staff"), at=IN_TIME)


def test_a_member_sees_the_sittings_of_the_own_group_and_of_the_presidium_only_as_its_member(cast, session):
    names = {
        person.name: [one.name for one in session.sittings.concerning(person.pk, TODAY)] for person in cast.deputies()
    }
    assert names["安然"] == ["预备会议", "第一次全体会议", "第一代表团分组会议", "主席团第一次会议", "第二次全体会议"]
    assert names["林木"] == ["预备会议", "第一次全体会议", "第二代表团分组会议", "第二次全体会议"]


def test_calendar_and_notice_of_a_member_follow(cast, session):
    titles = [event.title.removeprefix(session.title) for event in events(cast.actor("deputy"), TODAY)]
    assert titles == ["预备会议", "第一次全体会议", "第一代表团分组会议", "主席团第一次会议", "第二次全体会议"]
    with time_machine.travel(MORNING, tick=False):
        page = cast.client("deputy").get(reverse("meetings_notice", args=[session.public_id])).content.decode()
    assert "第一代表团分组会议" in page
    assert "第二代表团分组会议" not in page


def test_the_detail_page_stays_within_its_budget_of_queries(cast, session, django_assert_max_num_queries):
    client = cast.client("staff")
    with time_machine.travel(MORNING, tick=False), django_assert_max_num_queries(60):
        client.get(reverse("meetings_detail", args=[session.public_id]))


def test_the_builder_reads_its_choices_once_whatever_the_rows(cast, session, django_assert_max_num_queries):
    client = cast.client("staff")
    with time_machine.travel(MORNING, tick=False), django_assert_max_num_queries(45):
        client.get(reverse("meetings_change", args=[session.public_id]))
