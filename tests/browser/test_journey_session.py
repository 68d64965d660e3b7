"""A session of the town from the year's plan to its signed minutes.

Deputies hold phones (390 px), the clerk and who checks sit at desks (1440 px), who signs has a phone. What other
journeys click through (the ballots and check-in of the deputies who are not followed) goes through the services.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx
from playwright.sync_api import expect

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.meetings.models import Meeting, Resolution, Sitting, Speech
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import check_in_by_list
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.selectors.page import document_of
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.documents.services.archiving import document_archive
from apps.office.documents.services.numbering import letterhead_set
from tests import factories as make
from tests.browser.walk import Walk
from tests.cast import Cast
from tests.office.documents.paper import pages_of
from tests.systems.town_sessions.office import office_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
ZONE = ZoneInfo("Asia/Shanghai")
PLANNING, NOTICE, SITTING, WRITING = (
    datetime(2026, 1, 12, 9, tzinfo=ZONE), datetime(2026, 3, 6, 9, tzinfo=ZONE),
    datetime(2026, 3, 20, 8, 40, tzinfo=ZONE), datetime(2026, 3, 23, 9, tzinfo=ZONE),
)  # fmt: skip
PRESENT = 8
REPORT = "听取和审议政府工作报告"
TITLE = "关于政府工作报告的决议"
ASSESSMENT = "政府工作报告满意度测评"
GIST = "报告实事求是，建议把农村公路养护经费列入预算。"
ADDED = "代表们对农村公路养护表示关注。"
TEXT = "会议同意镇人民政府工作报告。\n会议要求，认真落实。"


@pytest.fixture
def town(cast):
    """The town's organs, its mark, and two who check and sign."""
    staff = cast.actor("staff")
    office = office_of(staff, cast.term)
    letterhead_set(
        organ=office.presidium, mark="青禾镇人大主席团文件", code="青人", office="青禾镇人大办", by=staff, at=PLANNING
    )
    for name, part, role in (("郑核稿", "checker", "staff"), ("郭签发", "signer", "leader")):
        cast.people[part] = make.make_person(cast.town, name)
        make.make_user(cast.people[part])
        make.make_role(cast.people[part], role, area=cast.town)
    for number, part in enumerate(("speaker", "second", "third")):
        cast.people[part] = cast.deputies()[number]
    cast.people["reader"] = cast.people["speaker"]
    return cast


@pytest.fixture
def calendar():
    """`move_to` another day."""
    with time_machine.travel(PLANNING) as calendar:
        yield calendar


def go(walk: Walk, path: str) -> None:
    """By address, as after a night's pause; within a day everybody follows links."""
    walk.page.goto(re.match(r"https?://[^/]+", walk.page.url)[0] + path)


def plan(clerk: Walk) -> None:
    """From the template: who is responsible and which organ reports where it is not known yet."""
    clerk.follow("拟定方案")
    clerk.press("带入模板")
    for responsible in clerk.page.get_by_label("责任人").all():
        responsible.fill("陈主席")
    clerk.press("保存")


def decide(clerk: Walk, number: int) -> None:
    clerk.page.get_by_label("纪要或批复文号").first.fill(f"青纪〔2026〕{number}号")
    clerk.page.get_by_label("研究决定日期").first.fill("2026-01-12")
    clerk.press("登记为同意")


def approve(clerk: Walk) -> None:
    """Presidium and party committee agree, which the office registers; then the filing."""
    clerk.confirm("提请审批")
    clerk.follow("去登记结果")
    decide(clerk, 1)
    decide(clerk, 2)
    clerk.follow("查看送审内容")
    clerk.follow("登记备案")
    clerk.page.get_by_label("备案文号").fill("青人发〔2026〕1号")
    clerk.press("保存")


def make_meeting(clerk: Walk) -> None:
    clerk.follow("生成会议")
    clerk.page.get_by_label("召开时间").fill("2026-03-20T09:00")
    clerk.click(clerk.page.get_by_label("先开预备会议"))
    clerk.press("生成会议")
    expect(clerk.page.get_by_text(REPORT).first).to_be_visible()


def send_notice(clerk: Walk) -> None:
    clerk.confirm("发出会议通知")
    expect(clerk.page.get_by_role("heading", name="通知阅知")).to_be_visible()


def acknowledge(deputy: Walk) -> None:
    deputy.click(deputy.page.get_by_role("main").get_by_role("link", name=re.compile("通知|阅知")).first)
    deputy.press("我已知悉")
    expect(deputy.page.get_by_text("已确认知悉")).to_be_visible()


def prepare_assessment(clerk: Walk) -> None:
    """Grades for the report, put on the sitting."""
    clerk.follow("全体会议")
    clerk.click(clerk.page.get_by_text("安排表决", exact=True))
    clerk.follow("准备新的表决")
    clerk.fill(title=ASSESSMENT, held_under="本镇测评办法")
    clerk.choose("表决方式", "满意度测评")
    clerk.choose("计算基数", "到会代表")
    clerk.press("保存")
    clerk.follow("去办理")
    clerk.page.get_by_label("表决事项").fill("镇人民政府工作报告")
    clerk.press("保存")
    clerk.follow("安排到")
    clerk.click(clerk.page.get_by_text("安排表决", exact=True))
    clerk.choose("表决", ASSESSMENT)
    clerk.press("安排到本场")


def prepare_resolution(clerk: Walk) -> None:
    """Its text, and a vote on it at the sitting."""
    clerk.click(clerk.page.locator(".breadcrumb a").last)
    clerk.follow("决议决定")
    clerk.follow("起草决议、决定")
    clerk.fill(title=TITLE, text=TEXT)
    clerk.choose("文种", "决议")
    clerk.press("保存")
    clerk.follow("提交表决")
    clerk.press("准备表决")
    clerk.follow("进入会次")


def check_in(deputy: Walk, sitting: Sitting) -> None:
    """The code of the hall's screen opens the page."""
    go(deputy, f"{reverse('meetings_check_in', args=[sitting.public_id])}?code={code_of(sitting)}")
    deputy.press("签到")
    expect(deputy.page.locator(".meeting-arrived")).to_contain_text("已签到")
    deputy.follow("进入会场页面")


def code_of(sitting: Sitting) -> str:
    return code_at(sitting.code_salt, timezone.now())


def speak(clerk: Walk, deputy: Walk) -> None:
    """The phone follows what the desk does, without being touched."""
    now = deputy.page.locator(".follow-now h2")
    clerk.press(f"1. {REPORT}")
    expect(now).to_have_text(REPORT)
    deputy.press("我要发言")
    expect(deputy.page.locator(".follow-turn")).to_contain_text("下一位就是您")
    clerk.press("请发言")
    expect(deputy.page.locator(".follow-turn")).to_have_text("请您发言")
    expect(deputy.page.locator("speech-timer")).to_contain_text("7:")
    clerk.press("结束发言")
    expect(deputy.page.locator(".follow-turn")).to_have_count(0)


def write_gist(clerk: Walk) -> None:
    clerk.click(clerk.page.get_by_text("已发言和撤下"))
    clerk.follow("补记要点")
    clerk.page.locator("textarea").fill(GIST)
    clerk.press("保存并返回")
    expect(clerk.page.get_by_text("已记要点")).to_be_attached()


def begin_vote(clerk: Walk, title: str) -> None:
    row = clerk.page.get_by_role("row").filter(has_text=title).filter(has_text="开始表决")
    clerk.click(row.locator("confirm-button:defined").get_by_role("button", name="开始表决", exact=True).first)
    clerk.click(clerk.page.locator("dialog[open]").get_by_role("button", name="开始表决", exact=True))


def vote(deputy: Walk, choice: str) -> None:
    """The page that follows the sitting offers the ballot by itself."""
    deputy.follow("去投票")
    deputy.click(deputy.page.locator(".ballot-choices label").get_by_text(choice, exact=True))
    deputy.press("确认投票")
    expect(deputy.page.get_by_role("heading", name="已投票")).to_be_visible()
    deputy.follow("回会场页面")


def others_vote(cast: Cast, mark: Callable[[str], Marks]) -> None:
    """Those whose phones are not followed mark the one thing that is asked."""
    poll, today = Poll.objects.get(state="open"), timezone.localdate()
    for person in cast.deputies()[3:PRESENT]:
        actor = actor_of(person.user, acting_roles(person.user, today)[0].choice, today)
        ballot_cast(poll=poll, marks=mark(poll.options.get().title), by=actor, at=timezone.now())


def finish_vote(clerk: Walk) -> None:
    clerk.follow("投票进度")
    clerk.confirm("截止投票", "确定截止")
    clerk.press("计票")
    clerk.confirm("宣布结果")
    clerk.follow("进入会次")


def go_home(clerk: Walk) -> None:
    clerk.confirm("宣布散会")
    clerk.follow("返回会议办理下一步")
    clerk.confirm("宣布闭会")
    expect(clerk.page.get_by_text("已闭会").first).to_be_visible()


def write_minutes(clerk: Walk) -> None:
    clerk.follow("记录和纪要")
    clerk.follow("起草记录或纪要")
    clerk.click(clerk.page.get_by_label("会议纪要"))
    clerk.press("起草")
    expect(clerk.page.get_by_text("应到").first).to_be_visible()


def edit(clerk: Walk) -> None:
    """One sentence more in the section of what was heard; the page marks it."""
    section = (
        clerk.page.locator("section.card").filter(has=clerk.page.get_by_role("heading", name="会议听取和审议")).last
    )
    clerk.click(section.get_by_role("link", name="编辑"))
    text = clerk.page.get_by_label("正文")
    text.fill(text.input_value() + "\n" + ADDED)
    clerk.press("保存")
    expect(clerk.page.locator("ins").filter(has_text=ADDED)).to_be_visible()


def submit(clerk: Walk) -> None:
    clerk.follow("送审")
    clerk.choose("核稿人", "郑核稿")
    clerk.choose("签发人", "郭签发")
    clerk.press("送审")
    expect(clerk.page.get_by_text("已送核稿")).to_be_visible()


def agree(reviewer: Walk, act: str) -> None:
    """From the list of things to do."""
    reviewer.click(reviewer.page.get_by_role("link", name=re.compile(f"{act}:.*纪要")).first)
    reviewer.press("同意")
    expect(reviewer.page.get_by_text(f"“{act}”您已同意")).to_be_visible()


def downloaded(clerk: Walk, name: str) -> bytes:
    """What the link brings."""
    link = clerk.page.get_by_role("main").get_by_role("link", name=name, exact=True)
    return clerk.page.request.get(link.evaluate("link => link.href")).body()


def text_of_docx(content: bytes) -> str:
    document = Docx(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@dataclass
class Journey:
    """Who takes part: the clerk at one desk on several days, three deputies with phones, two reviewers."""

    cast: Cast
    calendar: Any
    open_page: Callable
    clerk: Walk
    others: dict[str, Walk] = field(default_factory=dict)

    def day(self, moment: datetime, path: str) -> None:
        """Another day: the clerk signs in anew and opens a page."""
        self.calendar.move_to(moment)
        self.clerk.page = self.open_page(DESK, path, self.cast.client("staff"))

    def joins(self, part: str, size: tuple[int, int] = PHONE) -> Walk:
        walk = self.others[part] = Walk(self.open_page(size, "/", self.cast.client(part)))
        return walk


def announced(journey: Journey, meeting: Meeting) -> None:
    clerk = journey.clerk
    journey.day(NOTICE, reverse("meetings_detail", args=[meeting.public_id]))
    with clerk.step("send the notice"):
        send_notice(clerk)
    with (reader := journey.joins("reader")).step("acknowledge the notice"):
        acknowledge(reader)
    with clerk.step("prepare the assessment"):
        prepare_assessment(clerk)
    with clerk.step("prepare the resolution"):
        prepare_resolution(clerk)


def opened(journey: Journey, sitting: Sitting) -> list[Walk]:
    """Three phones check in, five deputies by the list."""
    clerk = journey.clerk
    journey.day(SITTING, reverse("meetings_sitting", args=[sitting.public_id]))
    with clerk.step("check-in, opening"):
        clerk.confirm("开始签到")
        expect(clerk.page.get_by_role("button", name="宣布开会", exact=True)).to_be_visible()
    sitting.refresh_from_db()
    phones = [journey.joins(part) for part in ("speaker", "second", "third")]
    for phone in phones:
        with phone.step("check in"):
            check_in(phone, sitting)
    for person in journey.cast.deputies()[3:PRESENT]:
        check_in_by_list(sitting=sitting, person=person, by=journey.cast.actor("staff"), at=timezone.now())
    with clerk.step("check-in, opening"):
        clerk.confirm("宣布开会")
    return phones


def held(journey: Journey, phones: list[Walk]) -> None:
    """The report is heard and assessed, the resolution passed."""
    clerk = journey.clerk
    with phones[0].step("speak"), clerk.step("call the speaker"):
        speak(clerk, phones[0])
    with clerk.step("note what was said"):
        write_gist(clerk)
    assess = ("满意", "满意", "基本满意"), lambda item: Marks(grades={item: "满意"})
    decide = ("赞成", "赞成", "反对"), lambda item: Marks(approve=(item,))
    for title, (choices, mark) in ((ASSESSMENT, assess), (TITLE, decide)):
        with clerk.step(f"vote: {title}"):
            begin_vote(clerk, title)
            for phone, choice in zip(phones, choices, strict=True):
                with phone.step(f"vote: {title}"):
                    vote(phone, choice)
            others_vote(journey.cast, mark)
            finish_vote(clerk)
    with clerk.step("close sitting and meeting"):
        go_home(clerk)


def written_up(journey: Journey, meeting: Meeting) -> None:
    clerk = journey.clerk
    journey.day(WRITING, reverse("meetings_detail", args=[meeting.public_id]))
    with clerk.step("draft the minutes"):
        write_minutes(clerk)
    with clerk.step("edit a section"):
        edit(clerk)
    with clerk.step("send for review"):
        submit(clerk)
    for part, size, act in (("checker", DESK, "核稿"), ("signer", PHONE, "签发")):
        with (reviewer := journey.joins(part, size)).step(act):
            agree(reviewer, act)
    document = document_of(Minutes.objects.get())
    assert document.number
    document_archive(document_id=document.pk, at=timezone.now())
    with clerk.step("open the signed minutes"):
        clerk.page.reload()


def test_a_session_is_planned_held_and_written_up(town, calendar, open_page):
    clerk = Walk(open_page(DESK, reverse("town_sessions_list"), town.client("staff")))
    journey = Journey(town, calendar, open_page, clerk)
    with clerk.step("plan the year"):
        plan(clerk)
    with clerk.step("have the plan approved and filed"):
        approve(clerk)
    with clerk.step("make the meeting of it"):
        make_meeting(clerk)
    meeting = Meeting.objects.get()
    announced(journey, meeting)
    phones = opened(journey, meeting.sittings.get())
    held(journey, phones)
    assert Speech.objects.get().gist == GIST
    resolution = Resolution.objects.get()
    assert (resolution.state, resolution.number) == ("adopted", 1)
    assert (resolution.due, resolution.present, resolution.approve, resolution.oppose) == (10, 8, 7, 1)
    written_up(journey, meeting)
    pdf, docx = downloaded(clerk, "PDF"), downloaded(clerk, "Word")
    printed = "".join(line.text for page in pages_of(pdf) for line in page)
    for text in (printed, re.sub(r"\s", "", text_of_docx(docx))):
        assert TITLE in text
        assert "满意7票，基本满意1票" in text
        assert "应到10人，实到8人，赞成7票，反对1票" in text
        assert ADDED in text
    for name, walk in {"clerk": clerk, **journey.others}.items():
        print(f"\n{name}:\n{walk.told()}")
