"""A resident's wish becomes a candidate: handed in on a phone, kept at a desk, read again by code."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects.models import Clue, Project
from tests.systems.livelihood_projects.place import Place
from tests.systems.livelihood_projects.pool import LAMP, Pool, pool_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)


@pytest.fixture
def pool(cast) -> Pool:
    """The town's call, open today."""
    today = timezone.localdate()
    town = Place(cast.actor("staff", today), cast.term, Unit.objects.get(name="青禾镇人民政府"))
    return pool_of(town, today - timedelta(days=1), today + timedelta(days=1), at=timezone.now())


def test_a_wish_from_a_phone_becomes_a_candidate_and_is_read_by_code(pool, cast, open_page):
    phone = open_page(PHONE, f"/livelihood/collect/{pool.call.public_id}/")
    phone.get_by_label("希望办的实事").fill(LAMP)
    phone.get_by_role("button", name="提交").click()
    code = phone.locator(".tell-code").inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    _kept_at_the_desk(pool, cast, open_page)
    phone.get_by_role("link", name="查看进展").click()
    expect(phone.get_by_text("已列为青禾镇2027年民生实事项目候选项目“村口路灯”")).to_be_visible()
    assert len(code) == 14


def _kept_at_the_desk(pool, cast, open_page):
    clue = pool.studied(clue=Clue.objects.get())
    desk = open_page(DESK, f"/livelihood/{pool.season.public_id}/consultations/new/", cast.client("staff"))
    for label, typed in (("地点", "会议室"), ("主持人", "张镇长"), ("记录人", "李某"), ("参加人员", "张镇长、王某")):
        desk.get_by_label(label).fill(typed)
    desk.get_by_role("button", name="开始").click()
    desk.get_by_label("列入初选").check()
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("已有结论 1 / 1 件")).to_be_visible()
    desk.get_by_role("button", name="结束会商").click()
    desk.locator("dialog[open]").get_by_role("button", name="结束会商").click()
    desk.goto(desk.url.split("/livelihood/")[0] + clue.get_absolute_url())
    desk.get_by_role("link", name="列为候选项目").click()
    desk.get_by_label("候选项目名称").fill("村口路灯")
    desk.get_by_role("button", name="列为候选").click()
    expect(desk.get_by_text("论证表的内容都已带入")).to_be_visible()
    assert Project.objects.get().content == "安装路灯40盏"
