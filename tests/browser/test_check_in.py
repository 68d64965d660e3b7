"""From the hall's screen to 已签到 on a phone, and the staff's list."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.meetings.models import Attendance
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_start,
    meeting_create,
    meeting_notice,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK, HALL = (390, 844), (1440, 900), (1920, 1080)


@pytest.fixture
def sitting(cast):
    """Today's sitting of the town, checking in."""
    staff, now = cast.actor("staff", timezone.localdate()), timezone.now()
    plan = MeetingPlan(place="三楼会议室", agenda=[AgendaLine("听取报告")], sittings=[SittingLine("plenary", now)])
    before = now - timedelta(days=20)
    meeting = meeting_create(term=cast.term, plan=plan, by=staff, at=before)
    meeting_notice(meeting=meeting, by=staff, at=before)
    return check_in_start(sitting=meeting.sittings.get(), by=staff, at=now)


def url(name, sitting):
    return reverse(name, args=[sitting.public_id])


def test_a_deputy_scans_signs_in_and_taps_once(cast, sitting, open_page):
    phone = open_page(PHONE, f"{url('meetings_check_in', sitting)}?code={code_at(sitting.code_salt, timezone.now())}")
    phone.locator("[name=login]").fill("deputy0")
    phone.locator("[name=password]").fill("correct horse 9")
    phone.locator("[name=password]").press("Enter")
    button = phone.get_by_role("button", name="签到", exact=True)
    expect(button).to_be_visible()
    assert not Attendance.objects.present().exists()
    button.click()
    expect(phone.locator(".meeting-arrived")).to_contain_text("已签到")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert Attendance.objects.present().get().name == "安然"


def test_the_screen_counts_without_being_reloaded(cast, sitting, open_page):
    screen = open_page(HALL, url("meetings_screen", sitting), cast.client("staff"))
    expect(screen.locator(".screen-code")).to_be_visible()
    expect(screen.locator(".hall-numbers strong")).to_have_text("0")
    screen.evaluate("window.stayed = true")
    Attendance.objects.filter(sitting=sitting, name="白雪").update(state="present", checked_in_at=timezone.now())
    expect(screen.locator(".hall-numbers strong")).to_have_text("1")
    assert screen.evaluate("window.stayed")


def test_staff_find_by_initials_and_tick_with_one_tap(cast, sitting, open_page):
    desk = open_page(DESK, url("meetings_sitting", sitting), cast.client("staff"))
    desk.locator("#people-q").press_sequentially("bx")
    expect(desk.locator("#people li")).to_have_count(1)
    desk.locator("#people li button").click()
    expect(desk.locator("#people li")).to_contain_text(re.compile(r"\d\d:\d\d 名单"))
    expect(desk.locator("#live")).to_contain_text("还差 6 人")
    assert Attendance.objects.present().get().name == "白雪"


def test_a_row_is_added_to_the_builder_and_typing_is_kept(cast, open_page):
    desk = open_page(DESK, reverse("meetings_create"), cast.client("staff"))
    desk.locator("#id_agenda-0-title").fill("听取报告")
    desk.get_by_role("button", name="再加一项").click()
    desk.locator("#id_agenda-1-title").fill("票决项目")
    desk.get_by_role("button", name="再加一项").click()
    expect(desk.locator("#id_agenda-2-title")).to_be_visible()
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".alert-danger")).to_be_visible()
    expect(desk.locator("#id_agenda-0-title")).to_have_value("听取报告")
    expect(desk.locator("#id_agenda-1-title")).to_have_value("票决项目")
