"""An office's first weeks, walked by hand: from an empty portal to the announced result of a vote."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import segno
from celery import current_app
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.congress.ballots.models import NamedBallot, Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import check_in_by_list
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.foundation.people.services.accounts import slips_issue
from apps.foundation.people.services.office import setup_code_issue
from apps.systems.livelihood_projects.models import Season
from tests.browser.walk import Walk
from tests.foundation.people.rosters import line, workbook
from tests.systems.livelihood_projects.place import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
DEPUTIES = ("安然", "白雪", "陈晨", "丁宁", "方圆", "高山", "何田", "江河", "康宁", "林木", "马原", "倪虹")
BEFORE = timedelta(days=12)


@pytest.fixture
def calendar(monkeypatch):
    """The portal's clock, some days behind: `calendar["behind"]`."""
    clock, real = {"behind": BEFORE}, timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() - clock["behind"])
    return clock


@pytest.fixture
def printed(monkeypatch):
    """What the QR codes say that were shown or printed, newest last."""
    codes, make = [], segno.make

    def remembered(content, **options):
        codes.append(content)
        return make(content, **options)

    monkeypatch.setattr(segno, "make", remembered)
    return codes


@pytest.fixture
def office(settings, tmp_path, live_server, monkeypatch):
    """An installed portal that nobody has entered yet; tasks run at once."""
    settings.DATA_DIR, settings.MEDIA_ROOT, settings.PUBLIC_URL = tmp_path, tmp_path / "files", live_server.url
    monkeypatch.setitem(current_app.conf, "task_always_eager", True)
    return live_server.url


def set_up(clerk: Walk) -> None:
    clerk.fill(setup_code=setup_code_issue(), district="示例区", congress_number=19, congress_since="2024-01-10")
    clerk.fill(congress_quota=200, town_number=20, town_since="2024-01-08", town_quota=12)
    clerk.fill(street_number=1, street_since="2024-01-08", street_quota=30, places="青禾镇\n滨江街道")
    clerk.fill(operator_name="管理员", username="admin", password="correct horse 9")
    clerk.press("预览")
    clerk.press("核对无误,建立")
    expect(clerk.page.get_by_text("示例区已建立")).to_be_visible()


def appoint_clerk(admin: Walk) -> None:
    """The operator registers the town's clerk and prints the slip."""
    admin.follow("登记工作人员并授予角色")
    admin.choose("所在区划", "青禾镇")
    admin.fill(name="王秘书", phone="13900000099")
    admin.press("保存")
    admin.follow("授予角色")
    admin.choose("角色", "人大工作人员")
    admin.press("确认办理")
    admin.follow("开登录单")
    print_slips(admin)


def print_slips(walk: Walk) -> None:
    with walk.page.expect_popup() as sheet:
        walk.press("打印所选登录单")
    expect(sheet.value.locator(".slip").first).to_be_visible()
    sheet.value.close()


def import_roster(clerk: Walk) -> None:
    rows = [
        line(姓名=name, 手机号=f"139000000{number:02}", 性别="女", **{"代表团/小组": f"第{number % 2 + 1}代表小组"})
        for number, name in enumerate(DEPUTIES, start=10)
    ]
    stream = BytesIO()
    workbook(rows).save(stream)
    clerk.page.goto("/")
    clerk.follow("导入代表名册")
    clerk.page.locator("[name=file]").set_input_files(
        {"name": "名册.xlsx", "mimeType": "application/octet-stream", "buffer": stream.getvalue()}
    )
    clerk.press("上传并检查")
    clerk.confirm("确认导入")
    expect(clerk.page.get_by_text("已导入")).to_be_visible()


def propose(clerk: Walk) -> None:
    """The first candidate by hand, two more through the services."""
    clerk.page.goto("/")
    clerk.click(clerk.page.get_by_role("link", name="年度与候选项目"))
    clerk.follow("新建年度")
    clerk.fill(to_choose=2)
    clerk.press("建立")
    clerk.follow("添加候选项目")
    next_year = timezone.localdate().year + 1
    clerk.fill(name="修路", content="拓宽道路4公里", place="新民村", budget="386", fund_source="财政资金")
    clerk.fill(responsible_leader="刘副镇长", starts_on=f"{next_year}-03-01", finishes_on=f"{next_year}-11-30")
    clerk.fill(beneficiaries=3000, expected_result="出行方便")
    clerk.choose("类别", "公共交通")
    clerk.choose("责任单位", "青禾镇人民政府")
    clerk.press("未填的都符合")
    clerk.press("保存")
    season = Season.objects.get()
    place = Place(actor("王秘书"), season.term, Unit.objects.get(name="青禾镇人民政府"))
    for name in ("建校", "路灯"):
        place.add(season, name)
    place.studied(season, timezone.now())
    clerk.page.reload()


def call_meeting(clerk: Walk) -> None:
    clerk.follow("安排会议")
    clerk.fill(place="镇政府三楼会议室")
    clerk.fill(**{"sittings-0-starts_at": f"{timezone.localdate() + BEFORE:%Y-%m-%d}T09:00"})
    clerk.fill(**{"agenda-0-title": "票决民生实事项目"})
    clerk.press("保存")
    clerk.confirm("发出会议通知")


def put_to_vote(clerk: Walk) -> None:
    clerk.page.goto("/")
    clerk.follow("组织审议")
    clerk.follow("提交会议票决")
    clerk.press("提交")


def slips_of_the_day(clerk: Walk, printed: list[str]) -> None:
    """Twelve hours end a session, so everybody gets a fresh slip in the hall; the clerk's own comes from admin."""
    slip = slips_issue(people=[Person.objects.get(name="王秘书")], by=actor("管理员"), at=timezone.now(), hours=1)[0]
    clerk.page.goto(f"/accounts/slip/{slip.code}/")
    clerk.press("登录")
    clerk.follow("打印登录单")
    print_slips(clerk)


def check_in(clerk: Walk, deputy: Walk, shown: list[str]) -> None:
    """Eleven by the staff's list, of whom ten through the service; one by phone."""
    clerk.page.goto("/")
    clerk.follow("开始签到")
    clerk.confirm("开始签到")
    with clerk.page.expect_popup() as hall:
        clerk.follow("会场大屏")
    expect(hall.value.locator(".screen-code")).to_be_visible()
    deputy.page.goto(shown[-1])
    deputy.press("签到")
    expect(deputy.page.get_by_text("已签到")).to_be_visible()
    clerk.page.locator("#people-q").fill("bx")
    expect(clerk.page.locator("#people li")).to_have_count(1)
    clerk.press("签到")
    sitting = Sitting.objects.get()
    for row in sitting.attendance.filter(state="expected"):
        check_in_by_list(sitting=sitting, person=row.person, by=actor("王秘书"), at=timezone.now())


def open_the_vote(clerk: Walk) -> None:
    clerk.confirm("宣布开会")
    clerk.confirm("开始表决")
    expect(clerk.page.get_by_text("投票进度").first).to_be_visible()


def vote(deputy: Walk) -> None:
    """Open, mark one project, confirm; every further mark is one tap more."""
    deputy.page.goto("/")
    deputy.click(deputy.page.get_by_role("link", name=re.compile("表决票")))
    deputy.click(deputy.page.get_by_text("修路").first)
    deputy.press("确认投票")
    expect(deputy.page.get_by_role("heading", name="已投票")).to_be_visible()
    assert deputy.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def finish(clerk: Walk) -> None:
    """The others vote through the service; then the stages one after the other, each from the page before."""
    poll = Poll.objects.get()
    for name in DEPUTIES[:-1]:
        ballot_cast(poll=poll, marks=Marks(approve=("修路", "建校")), by=actor(name), at=timezone.now())
    clerk.follow("投票进度")
    clerk.confirm("截止投票", "确定截止")
    clerk.press("计票")
    clerk.confirm("宣布结果")
    assert NamedBallot.objects.count() == len(DEPUTIES)


def download(clerk: Walk) -> None:
    with clerk.page.expect_download() as sheet:
        clerk.follow("下载票决结果报告单")
    assert Path(sheet.value.path()).read_bytes().startswith(b"%PDF")


def publish(clerk: Walk) -> None:
    clerk.follow("公布票决结果")
    clerk.confirm("公布")
    expect(clerk.page.get_by_text("票决确定").first).to_be_visible()


def go_home(clerk: Walk) -> None:
    clerk.page.goto("/")
    clerk.follow("主持会议")
    clerk.confirm("宣布散会")
    clerk.follow("返回会议办理下一步")
    clerk.confirm("宣布闭会")
    expect(clerk.page.get_by_text("已闭会").first).to_be_visible()


def actor(name: str) -> Actor:
    today, user = timezone.localdate(), Person.objects.get(name=name).user
    return actor_of(user, acting_roles(user, today)[0].choice, today)


@pytest.fixture
def browse(browser, office):
    """`browse(size)`: a window of that size, nobody signed in."""

    def opened(size: tuple[int, int]) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", base_url=office, accept_downloads=True
        )
        context.set_default_timeout(8000)
        return context.new_page()

    return opened


def test_an_office_goes_from_an_empty_portal_to_an_announced_result(browse, printed, calendar):
    admin = Walk(browse(DESK))
    admin.page.goto("/")
    with admin.step("set the office up"):
        set_up(admin)
    with admin.step("appoint the clerk"):
        appoint_clerk(admin)
    clerk = Walk(browse(DESK))
    with clerk.step("sign in by slip"):
        clerk.page.goto(printed[-1])
        clerk.press("登录")
    with clerk.step("import the roster"):
        import_roster(clerk)
    with clerk.step("propose candidates"):
        propose(clerk)
    with clerk.step("send the candidates"):
        clerk.confirm("送达代表")
    with clerk.step("call the meeting"):
        call_meeting(clerk)
    with clerk.step("put to the vote"):
        put_to_vote(clerk)
    calendar["behind"] = timedelta()
    with clerk.step("slips on the day of the sitting"):
        slips_of_the_day(clerk, printed)
    deputy = Walk(browse(PHONE))
    with deputy.step("sign in by slip, check in"):
        deputy.page.goto(printed[-1])
        deputy.press("登录")
    with clerk.step("check in"):
        check_in(clerk, deputy, printed)
    with clerk.step("open the sitting and the vote"):
        open_the_vote(clerk)
    with deputy.step("vote, from the home page"):
        vote(deputy)
    assert deputy.clicks["vote, from the home page"] == 3
    with clerk.step("close, count, announce"):
        finish(clerk)
    with clerk.step("download the result sheet"):
        download(clerk)
    with clerk.step("publish the projects"):
        publish(clerk)
    with clerk.step("end the sitting and the meeting"):
        go_home(clerk)
    print("", "administrator:", admin.told(), "clerk:", clerk.told(), "deputy:", deputy.told(), sep="\n")
