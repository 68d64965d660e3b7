"""A reform task from its plan to its close-out, with a red light, an escalation and a supervision sheet on the way.

The district's office and the unit sit at desks, the leaders hold phones. The test moves time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.supervision.models import Assignment, SupervisionSheet
from apps.congress.supervision.services import assignment_cancel, escalations_tell
from apps.foundation.organisations.models import Unit
from apps.office.documents.services.numbering import letterhead_set
from apps.office.notifications.models import Notice
from apps.systems.reform_tasks.models import DispatchMeeting, ReformPlan
from tests import factories as make
from tests.browser.walk import Walk
from tests.systems.reform_tasks.reform import ZONE, Reform, reform_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
TASK, STEPS = "建成代表之家", "选址 2026-04-30 40%\n揭牌 2026-06-30 100%"
PLANNED, SIGNED, REPORTED, RED, ANSWERED, CLAIMED, CLOSED = (
    datetime(2026, *day, 9, tzinfo=ZONE) for day in ((3, 20), (3, 23), (4, 2), (5, 8), (5, 12), (6, 18), (6, 22))
)
PROOF = {"name": "验收单.txt", "mimeType": "text/plain", "buffer": "验收合格。".encode()}


@dataclass
class Journey:
    """`opens` gives somebody a window; `day` moves everybody to another day."""

    reform: Reform
    calendar: Any
    open_page: Callable

    def day(self, at: datetime) -> None:
        self.calendar.move_to(at)

    def opens(self, part: str, path: str = "/", size: tuple[int, int] = DESK) -> Walk:
        return Walk(self.open_page(size, path, self.reform.cast.client(part)))

    @property
    def plan(self) -> ReformPlan:
        return ReformPlan.objects.with_office().get()

    @property
    def cell(self) -> Assignment:
        return self.reform.cell(self.plan)


@pytest.fixture
def journey(cast, open_page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reform = reform_of(cast)
    for part, name in (("checker", "示例区核稿"), ("chief", "示例区领导")):
        person = cast.people[part] = make.make_person(cast.district, name)
        make.make_user(person)
        make.make_role(person, "leader", area=cast.district)
    committee = Unit.objects.get(name="示例区人大常委会")
    with time_machine.travel(PLANNED) as calendar:
        letterhead_set(
            organ=committee, mark="示例区人大常委会文件", code="示例人", office="示例区人大常委会办公室", by=reform.by,
            at=timezone.now(),
        )  # fmt: skip
        yield Journey(reform, calendar, open_page)


def planned(journey: Journey) -> None:
    """Drafted, decided by the party committee, handed over to three places."""
    clerk = journey.opens("district_staff", reverse("reform_tasks_plan_new"))
    with clerk.step("plan"):
        clerk.click(clerk.page.get_by_label("带入“4+2”六项改革的常用任务和举措"))
        clerk.press("开始编辑")
        row = {
            "item": "代表家站迭代升级", "title": TASK, "content": "按标准改造代表之家。", "starts_on": "2026-03-20",
            "due_on": "2026-06-30", "steps": STEPS,
        }  # fmt: skip
        clerk.fill(**{f"tasks-0-{name}": value for name, value in row.items()})
        clerk.choose_in(clerk.page.locator("[name=tasks-0-lead]"), "政府(办事处)")
        clerk.press("保存")
    with clerk.step("party committee"):
        clerk.confirm("提请党委研究", "提请研究")
        clerk.follow("去登记党委决定")
        clerk.page.get_by_label("纪要或批复文号").first.fill("示例委〔2026〕5号")
        clerk.page.get_by_label("研究决定日期").first.fill("2026-03-20")
        clerk.press("登记为同意")
        clerk.follow("查看送审内容")
    with clerk.step("hand over"):
        clerk.confirm("一并交办", "交办")
        expect(clerk.page.get_by_text("已交办3项镇街任务")).to_be_visible()
    assert journey.plan.approval_number == "示例委〔2026〕5号"


def begun(journey: Journey) -> None:
    """Signed for, and reported once."""
    journey.day(SIGNED)
    unit = journey.opens("handler", journey.cell.get_absolute_url())
    with unit.step("sign"):
        unit.press("签收")
        expect(unit.page.get_by_text("办理中").first).to_be_visible()
    journey.day(REPORTED)
    unit = journey.opens("handler", journey.cell.get_absolute_url())
    with unit.step("report"):
        unit.follow("报送进展")
        unit.fill(percent=20, narrative="正在比选场所。", problems="用房没有落实。")
        unit.press("报送进展")
        expect(unit.page.get_by_text("进展已报送")).to_be_visible()


def red(journey: Journey) -> None:
    """The milestone is past: the unit is urged, the leaders of the town are told, the office sees it in the matrix."""
    journey.day(RED)
    escalations_tell(at=timezone.now())
    assert list(journey.cell.escalations.values_list("level", flat=True)) == [1, 2]
    told = Notice.objects.get(recipient=journey.reform.cast.people["leader"], title=f"红灯:{TASK}")
    leader = journey.opens("leader", told.url, PHONE)
    expect(leader.page.get_by_text("红灯:节点“选址”").first).to_be_visible()
    clerk = journey.opens("district_staff", journey.plan.get_absolute_url())
    clerk.follow("镇街任务矩阵")
    expect(clerk.page.get_by_role("link", name=f"青禾镇{TASK}:红灯,20%")).to_be_visible()


def dispatched(journey: Journey) -> None:
    """A dispatch meeting speaks of it; its point becomes a supervision sheet, which a leader signs on the phone."""
    clerk = journey.opens("district_staff", reverse("reform_tasks_dispatch_new", args=[journey.plan.public_id]))
    with clerk.step("dispatch meeting"):
        clerk.fill(held_at="2026-05-08T08:30", chair="区人大常委会副主任", present="甲同志、乙同志")
        clerk.press("登记")
        row = clerk.page.locator(".reform-point").filter(has_text="青禾镇").first
        expect(row.get_by_label("存在问题")).to_have_value(re.compile("用房没有落实"))
        row.get_by_label("会议要求").fill("五月底前落实用房。")
        clerk.press("保存")
    with clerk.step("sheet"):
        clerk.confirm("发督办单", "拟出督办单")
        clerk.follow("送审")
        clerk.choose("核稿人", "示例区核稿")
        clerk.choose("签发人", "示例区领导")
        clerk.press("送审")
        expect(clerk.page.get_by_text("已送核稿")).to_be_visible()
    for part, act in (("checker", "核稿"), ("chief", "签发")):
        leader = journey.opens(part, reverse("approvals_inbox"), PHONE)
        with leader.step(act):
            leader.click(leader.page.get_by_role("link", name=re.compile("督办单")).first)
            leader.press("同意")
            expect(leader.page.get_by_text(f"“{act}”您已同意")).to_be_visible()
    sheet = SupervisionSheet.objects.get()
    assert (sheet.state, sheet.unit_name) == ("issued", "青禾镇人民政府")
    clerk.page.goto(clerk.page.url.split("/documents")[0] + DispatchMeeting.objects.get().get_absolute_url())
    with clerk.step("minutes"):
        clerk.confirm("拟纪要", "拟出纪要")
        expect(clerk.page.get_by_text("调度会纪要已拟出")).to_be_visible()


def answered(journey: Journey) -> None:
    journey.day(ANSWERED)
    unit = journey.opens("handler", journey.cell.get_absolute_url())
    with unit.step("answer"):
        unit.follow("反馈督办单")
        unit.fill(text="用房已经落实,选址完成。")
        unit.press("反馈督办单")
        expect(unit.page.get_by_text("已反馈").first).to_be_visible()
    with unit.step("milestone"):
        node(unit, "2026-05-11")
    clerk = journey.opens("district_staff", journey.cell.get_absolute_url())
    with clerk.step("close the sheet"):
        clerk.follow("办结")
        clerk.fill(closing="整改到位,予以办结。")
        clerk.press("办结督办单")
        expect(clerk.page.get_by_text("已办结").first).to_be_visible()


def node(unit: Walk, day: str) -> None:
    unit.follow("登记完成")
    unit.fill(done_on=day, note="已完成,资料齐全。")
    unit.page.locator("[name=files]").set_input_files([PROOF])
    unit.press("登记节点完成")
    expect(unit.page.get_by_text("已登记完成")).to_be_visible()


def closed(journey: Journey) -> None:
    """Claimed by the unit, verified and closed out by the office; then the plan ends with its summary."""
    journey.day(CLAIMED)
    unit = journey.opens("handler", journey.cell.get_absolute_url())
    with unit.step("claim"):
        node(unit, "2026-06-17")
        unit.follow("报完成")
        unit.fill(statement="代表之家建成并投入使用。")
        unit.page.locator("[name=files]").set_input_files([PROOF])
        unit.press("报完成")
        expect(unit.page.get_by_text("已报完成,等待核查").first).to_be_visible()
    journey.day(CLOSED)
    clerk = journey.opens("district_staff", journey.cell.get_absolute_url())
    with clerk.step("verify"):
        clerk.follow("核查通过")
        clerk.fill(verified_on="2026-06-22", finding="现场查看,符合标准。")
        clerk.press("核查通过")
    with clerk.step("close out"):
        clerk.confirm("销号")
        expect(clerk.page.get_by_text("已销号").first).to_be_visible()
    with clerk.step("back to the matrix"):
        clerk.follow("镇街任务矩阵")
        expect(clerk.page.get_by_role("link", name=f"青禾镇{TASK}:已销号,100%")).to_be_visible()


def ended(journey: Journey) -> None:
    """What the other two places need not do any more is stopped beside the journey."""
    for other in Assignment.objects.open():
        assignment_cancel(assignment=other, reason="并入区级项目。", by=journey.reform.by, at=timezone.now())
    clerk = journey.opens("district_staff", journey.plan.get_absolute_url())
    with clerk.step("end"):
        clerk.follow("总结结束")
        clerk.fill(summary="代表之家建成,改革任务完成。")
        clerk.press("总结结束")
        expect(clerk.page.get_by_text("实施方案已总结结束")).to_be_visible()
    assert (journey.plan.state, journey.plan.ended_at.astimezone(ZONE).date()) == ("ended", date(2026, 6, 22))


def test_a_reform_task_from_plan_to_close_out(journey):
    planned(journey)
    begun(journey)
    red(journey)
    dispatched(journey)
    answered(journey)
    closed(journey)
    ended(journey)
