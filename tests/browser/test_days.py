"""A day's work of each audience in the demo district: signed in by typing, from the first to-do to the last answer.

One test, because what a browser writes is wiped out after each, and the demo district with it.
"""

import re

import pytest
from django.conf import settings as portal_settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from apps.foundation.accounts.selectors import demo_accounts
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
HASHERS = portal_settings.PASSWORD_HASHERS
"""Those of the installation, with which the demo accounts were made."""


class Day(Walk):
    """Somebody before the portal, who goes from the list of to-dos and comes back to it."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page)
        self.url = url

    def sign_in(self, username: str) -> None:
        self.page.goto(self.url + reverse("account_login"))
        password = next(account.password for account in demo_accounts() if account.username == username)
        self.fill(login=username, password=password)
        self.press("登录")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("我的待办")

    def take_up(self, todo: str) -> None:
        self.click(self._todos(todo).first)

    def go_home(self) -> None:
        self.page.goto(self.url)

    def expect_no_more(self, todo: str) -> None:
        self.go_home()
        expect(self._todos(todo)).to_have_count(0)

    def _todos(self, todo: str):
        return self.page.locator("a.portal-todo").filter(has_text=re.compile(todo))


@pytest.fixture
def day(demo_district, settings, browser: Browser, live_server):
    """`day((390, 844))`: a new browser of that size, nobody signed in."""
    settings.DEMO, settings.PASSWORD_HASHERS, contexts = True, HASHERS, []

    def begun(size: tuple[int, int]) -> Day:
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN"))
        return Day(contexts[-1].new_page(), live_server.url)

    yield begun
    for context in contexts:
        context.close()


def a_deputy_votes_reads_the_notice_and_seconds_a_nomination(day):
    deputy = day(PHONE)
    deputy.sign_in("daibiao2")
    deputy.take_up("民生实事项目表决票")
    deputy.click(deputy.page.get_by_text("场镇农贸市场改造").first)
    deputy.press("确认投票")
    expect(deputy.page.get_by_role("heading", name="已投票")).to_be_visible()
    deputy.expect_no_more("民生实事项目表决票")
    deputy.take_up("阅读会议通知")
    deputy.press("我已知悉")
    deputy.expect_no_more("阅读会议通知")
    deputy.take_up("等待我附议:提名")
    deputy.press("我附议")
    deputy.expect_no_more("等待我附议:提名")
    assert deputy.total <= 10, deputy.told()


def a_representative_writes_a_suggestion(day):
    representative = day(PHONE)
    representative.sign_in("yishi1")
    representative.page.goto(representative.url + reverse("matters_write"))
    representative.fill(title="关于在社区门口设置直饮水点的建议", text="夏天老人散步没有地方喝水。建议设直饮水点。")
    representative.choose("类别", "城乡建设")
    representative.press("保存")
    representative.confirm("提交", "确定提交")
    expect(representative.page.get_by_text("已提交,受理编号")).to_be_visible()


def a_unit_signs_for_what_was_handed_over_and_reports_progress(day):
    unit = day(DESK)
    unit.sign_in("chengban")
    unit.take_up("签收:幼儿园接送难")
    unit.press("签收")
    unit.expect_no_more("签收:幼儿园接送难")
    unit.take_up("报送.*的进展:集镇雨污分流管网改造")
    unit.fill(percent=25, narrative="主管道已铺设800米,正在做接户管。")
    unit.press("报送进展")
    unit.expect_no_more("报送2026年10月的进展:集镇雨污分流管网改造")
    assert unit.total <= 7, unit.told()


def staff_accept_a_suggestion_and_send_an_opinion_of_the_station_on(day):
    staff = day(DESK)
    staff.sign_in("qinghe")
    staff.take_up("2 件意见建议待审核")
    staff.click(staff.page.get_by_role("button", name=re.compile("^立案")).first)
    staff.go_home()
    expect(staff._todos("1 件意见建议待审核")).to_have_count(1)
    staff.take_up("家站群众意见待分流")
    staff.click(staff.page.get_by_role("main").locator("tbody a").first)
    staff.follow("答复群众")
    staff.page.locator("main textarea").first.fill("已请邮政公司在村口增设代收点,下周起可以就近取件。")
    staff.page.locator("main form").get_by_role("button").first.click()
    staff.expect_no_more("1 件家站群众意见待分流")


def a_leader_sees_what_is_red_and_why_and_decides_a_request(day):
    leader = day(PHONE)
    leader.sign_in("lingdao")
    leader.take_up("项督办任务亮红灯")
    leader.click(leader.page.get_by_role("main").locator("tbody a").first)
    expect(leader.page.get_by_text(re.compile("红灯:")).first).to_be_visible()
    leader.go_home()
    leader.take_up("免考审批")
    leader.press("同意")
    leader.expect_no_more("免考审批")
    assert leader.total <= 6, leader.told()


def a_resident_writes_without_an_account_and_follows_it_up(day):
    resident = day(PHONE)
    resident.page.goto(resident.url + reverse("account_login"))
    resident.click(resident.page.get_by_role("link", name="反映意见建议"))
    resident.click(resident.page.get_by_role("link", name="青禾镇"))
    resident.page.get_by_label("您要反映什么").fill("村口公交站没有雨棚,下雨天候车不方便。")
    resident.press("提交")
    code = resident.page.locator(".tell-code").inner_text()
    resident.page.goto(resident.url + reverse("matters_mine"))
    resident.page.get_by_label("查询码").fill(code)
    resident.press("查询")
    expect(resident.page.get_by_text("村口公交站没有雨棚")).to_be_visible()
    assert resident.total == 4, resident.told()


def an_operator_enters_a_colleague_and_gives_the_role(day):
    operator = day(DESK)
    operator.sign_in("admin")
    operator.take_up("登记工作人员并授予角色")
    operator.choose("所在区划", "白沙镇")
    operator.fill(name="示例新同志")
    operator.press("保存")
    expect(operator.page.get_by_role("heading", level=1)).to_contain_text("示例新同志")
    operator.follow("授予角色")
    operator.choose("角色", "人大工作人员")
    operator.page.locator("main form").get_by_role("button").first.click()
    expect(operator.page.get_by_text("白沙镇").first).to_be_visible()
    operator.go_home()
    expect(operator._todos("还没有人大工作人员")).not_to_contain_text("白沙镇")


DAYS = (
    a_deputy_votes_reads_the_notice_and_seconds_a_nomination, a_representative_writes_a_suggestion,
    a_unit_signs_for_what_was_handed_over_and_reports_progress,
    staff_accept_a_suggestion_and_send_an_opinion_of_the_station_on,
    a_leader_sees_what_is_red_and_why_and_decides_a_request, a_resident_writes_without_an_account_and_follows_it_up,
    an_operator_enters_a_colleague_and_gives_the_role,
)  # fmt: skip


def test_every_audience_gets_its_days_work_done(day, subtests):
    for work in DAYS:
        with subtests.test(work.__name__):
            work(day)
