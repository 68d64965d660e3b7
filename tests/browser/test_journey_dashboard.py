"""A leader of a district from a red number to one late matter, over the towns, to the month's brief; and the wall.

The leader sits at a desk, later looks again on a phone; a screen hangs on the wall.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.matters.models import Matter
from apps.foundation.core.dates import local_day
from apps.portal.models import MeasureSnapshot, Report
from apps.portal.services.reports import report_make
from apps.portal.services.snapshots import measures_keep
from tests import factories as make
from tests.browser.walk import Walk
from tests.congress.matters.writing import LAMPS, opinion, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE, WALL = (1440, 900), (390, 844), (1920, 1080)


@pytest.fixture
def leader(cast, settings, tmp_path):
    """Somebody who leads the district; two suggestions of a town and an opinion of a street are late since last month.

    The last evenings of this and of last month were kept.
    """
    settings.MEDIA_ROOT = tmp_path
    submitted(cast)
    submitted(cast, replace(LAMPS, title="关于修缮水渠的建议"))
    opinion(cast)
    now = timezone.now()
    Matter.objects.update(due_on=local_day(now) - timedelta(days=40), submitted_at=now - timedelta(days=50))
    last_month = now.replace(day=1) - timedelta(days=1)
    measures_keep(at=last_month.replace(hour=15))
    measures_keep(at=now - timedelta(days=1) if now.day > 1 else now)
    person = make.make_person(cast.district, "区领导")
    make.make_role(person, "leader", cast.district)
    client = Client()
    client.force_login(make.make_user(person, "district_leader"))
    return client


def test_a_red_number_leads_to_its_item_the_towns_and_the_brief(leader, cast, open_page):
    walk = Walk(open_page(DESK, "/", leader))
    page = walk.page
    with walk.step("看板"):
        page.get_by_role("link", name="数据看板", exact=True).first.click()
        red = page.get_by_label("需要关注").locator("article").filter(has_text="逾期未办")
        expect(red.locator(".board-number a")).to_have_text("3")
        walk.click(red.get_by_text("口径"))
        expect(red).to_contain_text("过了期限还没有办的件数")
        expect(red).to_contain_text("截至")
    with walk.step("名单"):
        walk.click(red.locator(".board-number a"))
        expect(page.get_by_role("main")).to_contain_text("关于增设村口路灯的建议")
    with walk.step("一件"):
        walk.follow("关于增设村口路灯的建议")
        expect(page.get_by_role("heading", level=1)).to_contain_text("关于增设村口路灯的建议")
    with walk.step("镇街比较"):
        page.get_by_role("link", name="数据看板", exact=True).first.click()
        tiles = page.locator(".board-tiles")
        expect(tiles.get_by_role("link")).to_have_text(["示例区本级0", "青禾镇2", "白沙镇0", "滨江街道1"])
        walk.click(page.get_by_role("link", name="镇街比较"))
        walk.click(page.get_by_role("link", name="意见建议", exact=True).last)
        expect(page.get_by_role("main")).to_contain_text("示例区本级")
    with walk.step("月报"):
        page.get_by_role("link", name="月报与统计", exact=True).first.click()
        walk.follow("生成报告")
        walk.press("生成")
        expect(page.get_by_role("main")).to_contain_text("等待生成")
    report = Report.objects.get()
    with walk.step("生成中"):
        Report.objects.update(state="making", percent=70)
        expect(page.get_by_role("main")).to_contain_text("正在生成")
    report_make(report=Report.objects.get(), at=timezone.now())
    with walk.step("下载"):
        expect(page.get_by_role("link", name="Word")).to_be_visible()
        with page.expect_download() as download:
            walk.click(page.get_by_role("link", name="Word"))
        assert Path(download.value.path()).read_bytes().startswith(b"PK")
        assert "人大工作月报" in download.value.suggested_filename
    assert report.as_of == MeasureSnapshot.objects.order_by("on").first().on


def test_the_wall_shows_everything_at_once_and_no_menu(leader, open_page):
    page = open_page(WALL, "/dashboard/wall/", leader)
    expect(page.locator(".wall-reds")).to_contain_text("逾期未办")
    assert page.evaluate("document.documentElement.scrollHeight") <= WALL[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= WALL[0]
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_a_phone_reads_all_of_it_without_scrolling_sideways(leader, open_page):
    for path in ("/dashboard/", "/dashboard/compare/", "/dashboard/reports/"):
        page = open_page(PHONE, path, leader)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path


def test_on_paper_the_dashboard_has_no_buttons_and_says_when_it_was_counted(leader, open_page):
    page = open_page(DESK, "/dashboard/", leader)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    expect(page.get_by_text("截至").first).to_be_visible()
    expect(page.get_by_label("需要关注")).to_contain_text("逾期未办")
