"""The demo district on its first day: a deputy votes on a phone, staff close the poll and take the result sheet."""

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect

from apps.congress.ballots.models import NamedBallot, Poll
from apps.congress.meetings.models import Sitting
from apps.foundation.accounts.models import User
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)


def client(username: str) -> Client:
    signed_in = Client()
    signed_in.force_login(User.objects.get(username=username))
    return signed_in


def test_a_deputy_votes_and_staff_take_the_result_sheet(demo_district, settings, open_page):
    settings.DEMO = True
    poll = Poll.objects.get(state="open", method="named", body__name="青禾镇人民代表大会")
    before = NamedBallot.objects.filter(entry__poll=poll).count()
    deputy = Walk(open_page(PHONE, "/", client("daibiao2")))
    deputy.click(deputy.page.get_by_role("link", name=re.compile("表决票")))
    deputy.click(deputy.page.get_by_text("场镇农贸市场改造").first)
    deputy.press("确认投票")
    expect(deputy.page.get_by_role("heading", name="已投票")).to_be_visible()
    assert deputy.total == 3
    assert NamedBallot.objects.filter(entry__poll=poll).count() == before + 1

    clerk = Walk(
        open_page(DESK, f"/meetings/sittings/{Sitting.objects.get(polls__poll=poll).public_id}/", client("qinghe"))
    )
    clerk.follow("投票进度")
    clerk.confirm("截止投票", "确定截止")
    clerk.press("计票")
    with clerk.page.expect_download() as sheet:
        clerk.follow("下载票决结果报告单")
    assert Path(sheet.value.path()).read_bytes().startswith(b"%PDF")
    print("\ndeputy:", deputy.total, "taps; clerk:", clerk.total, "clicks")
