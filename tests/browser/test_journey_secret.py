"""A secret vote on a phone over an https address that is not localhost: notice, check-in, vote, receipt, serial.

In WeChat's browser, too, which opens every QR code.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from apps.congress.ballots.models import IssuedBallot, SecretBallot
from apps.congress.ballots.rules.secrecy import receipt_of
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    sitting_open,
)
from apps.congress.meetings.services.polls import sitting_poll_create, sitting_poll_open
from tests.browser.chromium import FLAGS, installed
from tests.browser.https_origin import HOST, RESOLVE, https_before
from tests.browser.walk import Walk
from tests.congress.ballots.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; V2203A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 "
    "Mobile Safari/537.36 XWEB/1160083 MMWEBSDK/20231202 MicroMessenger/8.0.47.2560 WeChat/arm64 NetType/WIFI "
    "Language/zh_CN ABI/arm64"
)


@pytest.fixture
def origin(live_server, settings, tmp_path):
    """The portal behind https, as an office sets it up."""
    with https_before(int(live_server.url.rsplit(":", 1)[1]), tmp_path) as address:
        settings.PUBLIC_URL, settings.HTTPS, settings.ALLOWED_HOSTS = address, True, [HOST]
        settings.CSRF_TRUSTED_ORIGINS = [address]
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
        yield address


@pytest.fixture
def phones(browser: Browser):
    """A Chromium that finds the hall's address; `phones(user_agent)` is a phone's window."""
    chromium = browser.browser_type.launch(args=[*FLAGS, RESOLVE], executable_path=installed())

    def phone(user_agent: str | None):
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, locale="zh-CN", ignore_https_errors=True, user_agent=user_agent,
            has_touch=True, is_mobile=True,
        )  # fmt: skip
        return context.new_page()

    yield phone
    chromium.close()


@pytest.fixture
def sitting(cast) -> Sitting:
    """Today's sitting of the town, checking in; its notice was sent long ago."""
    staff, now = cast.actor("staff", timezone.localdate()), timezone.now()
    plan = MeetingPlan(place="三楼会议室", agenda=[AgendaLine("票决")], sittings=[SittingLine("plenary", now)])
    meeting = meeting_create(term=cast.term, plan=plan, by=staff, at=now - timedelta(days=20))
    meeting_notice(meeting=meeting, by=staff, at=now - timedelta(days=20))
    return check_in_start(sitting=meeting.sittings.get(), by=staff, at=now)


def open_at(hall: Hall, sitting: Sitting):
    """Everybody else is ticked off, the sitting opens, and so does the vote."""
    staff, now = hall.staff, timezone.now()
    for person in hall.cast.deputies()[1:]:
        check_in_by_list(sitting=sitting, person=person, by=staff, at=now)
    sitting = sitting_open(sitting=Sitting.objects.get(pk=sitting.pk), by=staff, at=now)
    poll = hall.draft(method="secret", title="民生实事项目无记名票决")
    hall.officers(poll)
    sitting_poll_create(sitting=sitting, poll=poll, by=staff, at=now)
    hall.present(poll, "open", at=now)
    return sitting_poll_open(sitting=sitting, poll=poll, by=staff, at=now)


@pytest.mark.parametrize("user_agent", [None, WECHAT], ids=["chromium", "wechat"])
def test_from_the_notice_to_the_serial(cast, sitting, origin, phones, user_agent):
    hall = Hall(cast, cast.actor("staff", timezone.localdate()))
    deputy = Walk(phones(user_agent))
    page = deputy.page
    page.goto(f"{origin}/")
    page.locator("[name=login]").fill("deputy0")
    page.locator("[name=password]").fill("correct horse 9")
    with deputy.step("sign in"):
        page.locator("[name=password]").press("Enter")
    with deputy.step("read the notice"):
        deputy.click(page.get_by_role("link", name=re.compile("三楼会议室|会议")).first)
    with deputy.step("check in"):
        code = code_at(sitting.code_salt, timezone.now())
        page.goto(f"{origin}{reverse('meetings_check_in', args=[sitting.public_id])}?code={code}")
        deputy.press("签到")
        expect(page.locator(".meeting-arrived")).to_contain_text("已签到")
    poll = open_at(hall, sitting)
    page.goto(f"{origin}/")
    with deputy.step("from the list of things to do to 已投票"):
        deputy.click(page.get_by_role("link", name=re.compile("无记名票决")).first)
        page.get_by_text("道路硬化").click()
        deputy.press("确认投票")
        deputy.click(page.locator("dialog[open]").get_by_role("button", name="确认", exact=True))
        expect(page.get_by_role("heading", name="已投票")).to_be_visible()
    assert deputy.clicks["from the list of things to do to 已投票"] <= 3
    receipt = page.locator(".ballot-receipt").inner_text()
    assert receipt == receipt_of(SecretBallot.objects.get().serial)
    assert IssuedBallot.objects.get().entry.person == cast.people["deputy"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    hall.count_secret(poll)
    page.goto(f"{origin}{reverse('ballots_vote', args=[poll.public_id])}")
    with deputy.step("find the serial"):
        deputy.click(page.get_by_role("link", name=re.compile("核对票号")))
        page.get_by_label("回执或票号").fill(receipt.lower())
        deputy.press("查一查")
        expect(page.get_by_text("票箱里有1张票的票号")).to_be_visible()
    print(deputy.told())
