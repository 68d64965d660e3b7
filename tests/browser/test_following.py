"""The phone follows a sitting by itself: the item, the speaker, the vote, without a reload."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import Speech
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    sitting_open,
    sitting_poll_create,
    sitting_poll_open,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK, HALL = (390, 844), (1440, 900), (1920, 1080)
AGENDA = [AgendaLine("听取和审议政府工作报告"), AgendaLine("票决民生实事项目")]


@pytest.fixture
def sitting(cast):
    """Today's open sitting of the town, eight of ten are here."""
    staff, now = cast.actor("staff", timezone.localdate()), timezone.now()
    plan = MeetingPlan(place="三楼会议室", agenda=AGENDA, sittings=[SittingLine("plenary", now)])
    before = now - timedelta(days=20)
    meeting = meeting_create(term=cast.term, plan=plan, by=staff, at=before)
    meeting_notice(meeting=meeting, by=staff, at=before)
    sitting = check_in_start(sitting=meeting.sittings.get(), by=staff, at=now)
    for person in cast.deputies()[:8]:
        check_in_by_list(sitting=sitting, person=person, by=staff, at=now)
    return sitting_open(sitting=sitting, by=staff, at=now)


def url(name, sitting):
    return reverse(name, args=[sitting.public_id])


def vote(cast, sitting):
    staff, now = cast.actor("staff", timezone.localdate()), timezone.now()
    draft = PollDraft("2026年度民生实事项目票决", "票决办法", seats=1)
    poll = poll_create(body=cast.congress, draft=draft, by=staff, at=now)
    options_set(poll=poll, options=[OptionDraft("修路"), OptionDraft("修桥")], by=staff, at=now)
    sitting_poll_create(sitting=sitting, poll=poll, by=staff, at=now)
    sitting_poll_open(sitting=sitting, poll=poll, by=staff, at=now)


def test_phone_desk_and_screen_follow_one_sitting(cast, sitting, open_page):
    phone = open_page(PHONE, url("meetings_follow", sitting), cast.client("deputy"))
    desk = open_page(DESK, url("meetings_sitting", sitting), cast.client("staff"))
    screen = open_page(HALL, url("meetings_screen", sitting), cast.client("staff"))
    for page in (phone, screen):
        page.evaluate("window.stayed = true")
    phone.get_by_role("button", name="我要发言").click()
    expect(phone.locator(".follow-turn")).to_contain_text("下一位就是您")
    desk.get_by_role("button", name="1. 听取和审议政府工作报告").click()
    expect(phone.locator(".follow-now h2")).to_have_text("听取和审议政府工作报告")
    desk.get_by_role("button", name="请发言").click()
    expect(phone.locator(".follow-turn")).to_have_text("请您发言")
    expect(screen.locator(".hall-speaker strong")).to_have_text("安然")
    expect(screen.locator("speech-timer")).to_contain_text("7:")
    vote(cast, sitting)
    expect(phone.locator(".follow-vote")).to_contain_text("去投票")
    expect(screen.locator("#hall-poll .screen-state")).to_contain_text("正在投票")
    desk.get_by_role("button", name="结束发言").click()
    expect(desk.locator(".floor-speaker")).to_have_count(0)
    assert phone.evaluate("window.stayed")
    assert screen.evaluate("window.stayed")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert Speech.objects.get().state == "spoken"


def test_a_gist_saves_itself_while_it_is_typed(cast, sitting, open_page):
    now = timezone.now()
    speech = Speech.objects.create(
        sitting=sitting, person=cast.deputies()[0], name="安然", place=1, state="speaking", asked_at=now, began_at=now,
        seconds=480,
    )  # fmt: skip
    desk = open_page(DESK, url("meetings_gist", speech), cast.client("staff"))
    desk.locator("textarea").press_sequentially("建议加快管网改造。")
    expect(desk.locator("#gist-state")).to_contain_text("已自动保存")
    Speech.objects.filter(pk=speech.pk).update(gist="另一位工作人员写的", gist_revision=7)
    desk.locator("textarea").press_sequentially("再补一句。")
    expect(desk.locator("#gist-state")).to_contain_text("刚被其他工作人员改过")
    expect(desk.locator("textarea")).to_have_value("建议加快管网改造。再补一句。")
