"""An office installs the portal and holds a vote, without demo data: from the set-up page to the result sheet.

Every click of the clerk is counted and printed; typing is not.
"""

from collections import Counter
from io import BytesIO

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import check_in_by_list
from apps.foundation.accounts.services import slip_issue
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.foundation.people.services.office import setup_code_issue
from apps.systems.livelihood_projects.models import Season
from tests.foundation.people.rosters import line, workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
NAMES = ("陈一", "程二", "丁三", "冯四", "高五", "何六", "江七", "孔八", "李九", "马十")
PASSWORD = "linhai song 2026"


class Clerk:
    """Hands at one window: counts clicks under the step they belong to."""

    clicks: Counter[str] = Counter()

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.step = ""

    def go(self, path: str) -> None:
        """Open a page by its address: a scanned code, a link in a message."""
        self.page.goto(self.base + path)

    def click(self, target: str | Locator, role: str = "button") -> None:
        found = self.page.get_by_role(role, name=target).first if isinstance(target, str) else target
        found.click()
        self.page.wait_for_load_state()
        Clerk.clicks[self.step] += 1

    def confirm(self, label: str, reason: str = "") -> None:
        """A button that asks once more."""
        self.click(label)
        dialog = self.page.locator("dialog[open]")
        if reason:
            dialog.locator("[name=reason]").fill(reason)
        self.click(dialog.locator("[type=submit]"))

    def type(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"[name='{name}']").first
            field.select_option(value) if field.evaluate("f => f.tagName") == "SELECT" else field.fill(value)


@pytest.fixture(autouse=True)
def _tasks_at_once():
    """Queued tasks run where they are sent."""
    current_app.conf.update(task_always_eager=True)
    yield
    current_app.conf.update(task_always_eager=False)


@pytest.fixture
def window(browser, live_server, settings):
    settings.PUBLIC_URL = live_server.url

    def opened(size=DESK, path="/") -> Clerk:
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN").new_page()
        page.set_default_timeout(20_000)
        clerk = Clerk(page, live_server.url)
        clerk.go(path)
        return clerk

    return opened


def roster() -> bytes:
    rows = [line(姓名=name, 手机号=f"1390000010{number}", 性别="男") for number, name in enumerate(NAMES)]
    stream = BytesIO()
    workbook(rows).save(stream)
    return stream.getvalue()


def actor_named(name: str):
    user = Person.objects.get(name=name).user
    today = timezone.localdate()
    return actor_of(user, acting_roles(user, today)[0].choice, today)


def test_from_installation_to_the_printed_result(window, settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    clerk = window()
    set_up(clerk)
    import_roster(clerk)
    deputy = sign_in_by_slip(clerk, window)
    allow_short_reading(clerk)
    prepare_candidates(clerk)
    hold_sitting(clerk, deputy)
    put_to_vote(clerk)
    vote(deputy)
    finish(clerk)
    print("clicks:", dict(Clerk.clicks), "in all", Clerk.clicks.total())


def set_up(clerk: Clerk) -> None:
    clerk.step = "set up"
    page = clerk.page
    clerk.type(
        setup_code=setup_code_issue(), district="临海区", congress_number="19", congress_since="2022-01-10",
        congress_quota="200", town_number="20", town_since="2022-01-10", town_quota="10", places="青禾镇\n白沙镇",
        operator_name="吴管理", username="admin", password=PASSWORD,
    )  # fmt: skip
    clerk.click("预览")
    expect(page.get_by_text("预览:请逐行核对")).to_be_visible()
    clerk.click("核对无误,建立")
    expect(page.get_by_text("已建立,您已登录")).to_be_visible()


def import_roster(clerk: Clerk) -> None:
    clerk.step = "staff role"
    page = clerk.page
    clerk.click("人员名册", "link")
    clerk.click("吴管理", "link")
    clerk.click("授予角色", "link")
    clerk.type(role="staff")
    page.locator("[name=area]").select_option(label=page.locator("[name=area] option", has_text="青禾镇").inner_text())
    clerk.click("确认办理")
    clerk.click(page.locator(".portal-user"))
    clerk.click("切换身份", "link")
    clerk.click(page.get_by_role("button", name="青禾镇"))
    clerk.step = "roster"
    clerk.click("名册导入", "link")
    clerk.click("导入名册", "link")
    page.locator("[type=file]").set_input_files(
        {"name": "名册.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": roster()}
    )
    clerk.click("上传并检查")
    clerk.confirm("确认导入")
    expect(page.get_by_text("已导入")).to_be_visible()


def sign_in_by_slip(clerk: Clerk, window) -> Clerk:
    clerk.step = "slips"
    clerk.click(clerk.page.locator("main").get_by_role("link", name="打印登录单"))
    with clerk.page.context.expect_page() as opened:
        clerk.click("打印所选登录单")
    sheet = opened.value
    expect(sheet.locator(".slip")).to_have_count(len(NAMES))
    phone = window(PHONE, slip_path())
    phone.step = "deputy"
    phone.click("登录")
    expect(phone.page.get_by_text("我的待办")).to_be_visible()
    return phone


def slip_path() -> str:
    """What the QR code of the first deputy's slip says; the paper is the only place where the code stands."""
    person = Person.objects.get(name=NAMES[0])
    _, code = slip_issue(user=person.user, by=Actor.system(), at=timezone.now(), hours=1)
    return reverse("accounts_slip", args=[code])


def allow_short_reading(clerk: Clerk) -> None:
    """The office lets candidates be sent on the very day; the law says nothing of it."""
    clerk.step = "rules"
    clerk.click("规则取值", "link")
    clerk.click("候选项目会前送达天数", "link")
    clerk.type(value="0", source="本镇票决办法")
    clerk.click("设定")
    expect(clerk.page.get_by_text("本镇票决办法").first).to_be_visible()


def prepare_candidates(clerk: Clerk) -> None:
    clerk.step = "candidates"
    page = clerk.page
    clerk.click("年度与候选项目", "link")
    clerk.click("新建年度", "link")
    clerk.type(to_choose="2")
    clerk.click("建立")
    clerk.click("添加候选项目", "link")
    for number, name in enumerate(("道路硬化", "饮水改造", "路灯安装")):
        describe(clerk, name)
        clerk.click("保存并继续添加" if number < 2 else "保存")
    clerk.confirm("送达代表")
    expect(page.get_by_text("已送达").first).to_be_visible()


def describe(clerk: Clerk, name: str) -> None:
    year = timezone.localdate().year + 1
    clerk.type(
        name=name, category="rural", content=f"{name}3公里", place="新民村", budget="120", fund_source="镇级财政资金",
        responsible_leader="王副镇长", starts_on=f"{year}-01-10", finishes_on=f"{year}-10-31", beneficiaries="1200",
        expected_result="群众出行方便",
    )  # fmt: skip
    unit = clerk.page.locator("[name=responsible_unit]")
    unit.select_option(index=1)
    clerk.click("未填的都符合")


def hold_sitting(clerk: Clerk, deputy: Clerk) -> None:
    clerk.step = "sitting"
    page = clerk.page
    clerk.click("会议", "link")
    clerk.click(page.locator("main").get_by_role("link", name="新建会议").first)
    now = timezone.localtime()
    clerk.type(place="镇政府三楼会议室", notice_reason="主席团认为必要")
    clerk.click(page.locator("[name=is_ad_hoc]"))
    page.locator("[name=sittings-0-starts_at]").fill(f"{now:%Y-%m-%dT%H:%M}")
    page.locator("[name=agenda-0-title]").fill("票决民生实事项目")
    clerk.click("保存")
    clerk.confirm("发出会议通知")
    clerk.click("进入会次", "link")
    clerk.confirm("开始签到")
    sitting = Sitting.objects.get()
    for name in NAMES[1:]:
        check_in_by_list(
            sitting=sitting, person=Person.objects.get(name=name), by=actor_named("吴管理"), at=timezone.now()
        )
    code = code_at(sitting.code_salt, timezone.now())
    deputy.go(f"{reverse('meetings_check_in', args=[sitting.public_id])}?code={code}")
    deputy.click("签到")
    expect(deputy.page.locator(".meeting-arrived")).to_contain_text("已签到")
    page.reload()
    clerk.confirm("宣布开会")
    expect(page.get_by_text("已达到").first).to_be_visible()


def put_to_vote(clerk: Clerk) -> None:
    clerk.step = "vote"
    page = clerk.page
    clerk.click("年度与候选项目", "link")
    clerk.click(page.locator("main").get_by_role("link", name="青禾镇人民代表大会").first)
    clerk.click("提交会议票决", "link")
    clerk.click("提交")
    expect(page.get_by_role("heading", name="表决票").first).to_be_visible()
    clerk.click("首页", "link")
    clerk.click(page.locator(".portal-todo").filter(has_text="主持会议"))
    clerk.confirm("开始表决")


def vote(deputy: Clerk) -> None:
    page = deputy.page
    deputy.go("/")
    deputy.click("去投票", "link")
    deputy.click(page.get_by_text("道路硬化").first)
    deputy.click(page.get_by_text("饮水改造").first)
    deputy.click("确认投票")
    expect(page.get_by_role("heading", name="已投票")).to_be_visible()
    poll = Poll.objects.get()
    for name in NAMES[1:]:
        ballot_cast(poll=poll, marks=Marks(("道路硬化", "路灯安装")), by=actor_named(name), at=timezone.now())


def finish(clerk: Clerk) -> None:
    clerk.step = "result"
    page = clerk.page
    clerk.go(reverse("ballots_live", args=[Poll.objects.get().public_id]))
    clerk.confirm("截止投票")
    clerk.click("计票")
    clerk.confirm("宣布结果")
    with page.expect_download() as download:
        clerk.click("下载票决结果报告单", "link")
    assert download.value.path().read_bytes().startswith(b"%PDF")
    clerk.click("年度与候选项目", "link")
    clerk.click(page.locator("main").get_by_role("link", name="青禾镇人民代表大会").first)
    clerk.click("去公布", "link")
    clerk.confirm("公布")
    season = Season.objects.get()
    assert season.state == "announced"
    chosen = season.projects.filter(state="voted_in").order_by("number").values_list("name", "votes")
    assert list(chosen) == [("道路硬化", 10), ("路灯安装", 9)]
