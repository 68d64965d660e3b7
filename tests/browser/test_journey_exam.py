"""From three nominations to the appointment vote: one candidate is cut off and goes on, one fails and sits again.

The exam's staff and the chief sit at desks, the invigilator holds a tablet, candidates have a desk each. Time moves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.foundation.people.models import Person
from apps.office.approvals import services as approvals
from apps.office.documents.models import Document
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.drafting import document_submit
from apps.office.documents.services.numbering import letterhead_set
from apps.systems.legal_exams.models import Admission, Appointment, AppointmentVote, Exam, Nomination, Paper
from apps.systems.legal_exams.rules import sitting, states
from apps.systems.legal_exams.rules.drawing import Drawn
from tests import factories as make
from tests.browser.walk import Walk
from tests.systems.legal_exams.committee import DAY, Committee, make_committee
from tests.systems.legal_exams.house_of_exams import ExamHouse, house, make_bank, make_blueprint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["house"]
PHONE, TABLET, DESK = (390, 844), (820, 1180), (1440, 900)
PLANNED, SAT, RESAT = (datetime.fromisoformat(f"2026-03-{day}+08:00") for day in ("20T10:00", "25T08:50", "27T08:50"))
IDENTITIES = {"密名甲": "500199198501010015", "密名乙": "500199198602020028", "密名丙": "500199198703030030"}


@dataclass
class Journey:
    """`opens` gives somebody a window; `day` moves everybody to another day."""

    house: ExamHouse
    committee: Committee
    calendar: Any
    open_page: Callable

    def day(self, at: datetime) -> None:
        self.calendar.move_to(at)

    def opens(self, part: str, path: str, size: tuple[int, int] = DESK) -> Walk:
        return Walk(self.open_page(size, path, self.house.client(part)))

    def nominee(self, name: str) -> Nomination:
        return next(one for one in Nomination.objects.all() if one.name == name)

    def admission(self, exam: Exam, name: str) -> Admission:
        return exam.admissions.get(nomination=self.nominee(name))

    def state(self, name: str) -> str:
        return self.nominee(name).state


@pytest.fixture
def journey(house, open_page, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(sitting, "LEAD", timedelta(seconds=1))
    with time_machine.travel(PLANNED) as calendar:
        make_bank(house)
        make_blueprint(house)
        committee = make_committee(house)
        letterhead_set(
            organ=committee.term.body, mark="示例区人大常委会文件", code="示人", office="示例区人大常委会办公室",
            by=house.cast.actor("district_staff"), at=timezone.now(),
        )  # fmt: skip
        signer = house.people["signer"] = make.make_person(house.office, "示例签发人")
        make.make_user(signer, "signer")
        make.make_role(signer, "leader", area=house.office)
        yield Journey(house, committee, calendar, open_page)


def nominated(journey: Journey) -> None:
    """Registered one by one, and all found bound to sit with one button."""
    clerk = journey.opens("exam_staff", reverse("legal_exams_nominations"))
    for name, identity in IDENTITIES.items():
        with clerk.step("nominate"):
            clerk.page.goto(clerk.page.url.split("/exams/")[0] + reverse("legal_exams_nomination_new"))
            clerk.fill(
                name=name, identity_number=identity, post=f"示例区{name[-1]}局局长", nominated_by="示例区人民政府",
                received_on="2026-03-20", meeting_on="2026-04-02",
            )  # fmt: skip
            clerk.choose("类别", "政府")
            clerk.choose("任命方式", "决定任命")
            clerk.press("保存")
            expect(clerk.page.get_by_text("请审核是否应考")).to_be_visible()
    with clerk.step("eligibility"):
        clerk.page.goto(clerk.page.url.split("/exams/")[0] + reverse("legal_exams_eligibility"))
        clerk.press("所选人选应考")
    assert {journey.state(name) for name in IDENTITIES} == {states.REQUIRED}


def seated(clerk: Walk, exam_title: str) -> Exam:
    """A room, everybody who waits on a seat by lot, and the notice."""
    with clerk.step("room"):
        clerk.follow("增加考场")
        clerk.fill(name="第一考场", address="区人大机关三楼", seats=10)
        clerk.click(clerk.page.get_by_label("示例invigilator"))
        clerk.press("保存")
    with clerk.step("seats"):
        clerk.page.get_by_role("link", name="排考").first.click()
        clerk.press("排考")
    with clerk.step("notify"):
        clerk.confirm("发考试通知", "发通知")
        expect(clerk.page.get_by_text("已通知").first).to_be_visible()
    return Exam.objects.get(title=exam_title)


def planned(journey: Journey) -> Exam:
    clerk = journey.opens("exam_staff", reverse("legal_exams_exam_new"))
    with clerk.step("plan"):
        clerk.fill(title="2026年第一次任前考试", starts_at="2026-03-25T09:00")
        clerk.choose("命题方案", "任前考试命题方案")
        clerk.choose("总监考", "示例chief")
        clerk.press("保存")
    return seated(clerk, "2026年第一次任前考试")


def checked_in(journey: Journey, exam: Exam, name: str) -> str:
    """The invigilator compares the card, and reads out the code."""
    admission = journey.admission(exam, name)
    tablet = journey.opens("invigilator", reverse("legal_exams_candidate", args=[admission.public_id]), TABLET)
    with tablet.step("check in"):
        expect(tablet.page.locator(".exam-identity")).to_contain_text(name)
        tablet.press("核对无误,发登录码")
        return tablet.page.locator(".exam-code-digits").inner_text()


def enters(journey: Journey, exam: Exam, name: str, size: tuple[int, int] = DESK) -> Page:
    code = checked_in(journey, exam, name)
    page = journey.open_page(size, reverse("legal_exams_door"))
    page.get_by_label("准考证号").fill(journey.admission(exam, name).ticket)
    page.get_by_label("登录码").fill(code)
    page.get_by_role("button", name="进入考试").click()
    expect(page.locator("[data-word]")).to_contain_text("请等候监考员宣布开考")
    return page


def begun(journey: Journey, exam: Exam) -> None:
    chief = journey.opens("chief", reverse("legal_exams_sitting", args=[exam.public_id]))
    with chief.step("start"):
        chief.confirm("宣布开考", "开考")


def answers(page: Page, journey: Journey, exam: Exam, name: str, places: range, *, right: bool = True) -> None:
    """Tick what is right on this very paper, or the last option, where nothing is right."""
    paper = Paper.objects.get(admission=journey.admission(exam, name))
    for place in places:
        item = paper.items[place]
        drawn = Drawn(item["question"], item["kind"], tuple(item["order"]), tuple(item["key"]), item["tenths"])
        wrong = next(one for one in range(len(item["order"])) if one not in drawn.shown_key)
        for option in drawn.shown_key if right else [wrong]:
            page.locator(f"#q{place + 1} input").nth(option).check()


def handed_in(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text("已保存")
    page.get_by_role("button", name="交卷", exact=True).first.click()
    page.get_by_role("button", name="确定交卷").click()
    expect(page.locator("[data-sentence]")).to_contain_text("您已交卷")


def ended(journey: Journey, exam: Exam) -> None:
    chief = journey.opens("chief", reverse("legal_exams_sitting", args=[exam.public_id]))
    with chief.step("end"):
        chief.confirm("结束考试", "结束")
        expect(chief.page.get_by_text("结束考试")).to_have_count(0)


def sat(journey: Journey, exam: Exam) -> None:
    """Everybody at a desk; the network of the second one fails, and the browser is loaded again."""
    pages = {name: enters(journey, exam, name, PHONE if name == "密名甲" else DESK) for name in IDENTITIES}
    begun(journey, exam)
    for page in pages.values():
        expect(page.locator("#q1")).to_be_visible()
    answers(pages["密名甲"], journey, exam, "密名甲", range(8))
    answers(pages["密名丙"], journey, exam, "密名丙", range(8), right=False)
    cut_off = pages["密名乙"]
    answers(cut_off, journey, exam, "密名乙", range(4))
    expect(cut_off.locator("[data-saved]")).to_have_text("已保存")
    cut_off.context.set_offline(True)
    answers(cut_off, journey, exam, "密名乙", range(4, 6))
    expect(cut_off.locator("[data-trouble]")).to_contain_text("网络中断")
    cut_off.context.set_offline(False)
    expect(cut_off.locator("[data-saved]")).to_have_text("已保存")
    cut_off.reload()
    answers(cut_off, journey, exam, "密名乙", range(6, 8))
    for page in pages.values():
        handed_in(page)
    ended(journey, exam)


def marked(journey: Journey, exam: Exam) -> Walk:
    """What the staff read of it, without having typed a number."""
    clerk = journey.opens("exam_staff", reverse("legal_exams_results", args=[exam.public_id]))
    if Exam.objects.get(pk=exam.pk).state == states.ENDED:
        clerk.confirm("评分")
    expect(clerk.page.get_by_text("及格率").first).to_be_visible()
    return clerk


def resat(journey: Journey, exam: Exam) -> Exam:
    """Another paper two days later, on which everything is right."""
    clerk = journey.opens("exam_staff", exam.get_absolute_url())
    with clerk.step("resit"):
        clerk.follow("安排补考")
        clerk.fill(starts_at="2026-03-27T09:00")
        clerk.press("保存")
    resit = seated(clerk, "2026年第一次任前考试补考")
    journey.day(RESAT)
    page = enters(journey, resit, "密名丙")
    journey.day(RESAT + timedelta(minutes=11))
    begun(journey, resit)
    expect(page.locator("#q1")).to_be_visible()
    answers(page, journey, resit, "密名丙", range(8))
    handed_in(page)
    ended(journey, resit)
    marked(journey, resit)
    first, second = (
        {item["question"] for item in paper.items}
        for paper in Paper.objects.filter(admission__nomination=journey.nominee("密名丙"))
    )
    assert not first & second
    return resit


def reported(journey: Journey, exam: Exam) -> None:
    """Drafted with one button from what was recorded, signed by a leader, numbered."""
    clerk = marked(journey, exam)
    with clerk.step("report"):
        clerk.press("拟出情况报告")
    document = Document.objects.latest("pk")
    signer: Person = journey.house.people["signer"]
    document_submit(document=document, reviewers=[signer], by=journey.house.actor("exam_staff"), at=timezone.now())
    approvals.step_approve(
        request=issue_request(document), step_number=1, opinion="", by=journey.house.actor("signer"), at=timezone.now()
    )
    clerk.page.reload()
    expect(clerk.page.get_by_text("示人发〔2026〕1号").first).to_be_visible()
    assert Exam.objects.get(pk=exam.pk).state == states.REPORTED


def voted(journey: Journey) -> None:
    """On the day of the meeting the staff put all three to one secret ballot; two are appointed."""
    journey.day(DAY)
    clerk = journey.opens("exam_staff", reverse("legal_exams_votes"))
    with clerk.step("put to the vote"):
        clerk.page.get_by_role("link", name="提请表决(3人可提请)").first.click()
        for name in IDENTITIES:
            clerk.click(clerk.page.get_by_label(name))
        clerk.click(clerk.page.get_by_label("我已知道"))
        clerk.press("提请表决")
        expect(clerk.page.get_by_text("已列入会议")).to_be_visible()
    poll = AppointmentVote.objects.first().poll
    journey.committee.announce(journey.committee.counted(poll, 5, 4, 2))
    clerk.page.reload()
    expect(clerk.page.get_by_text("未获通过").first).to_be_visible()
    assert Appointment.objects.count() == 2
    assert {journey.state(name) for name in IDENTITIES} == {states.VOTED}


def test_from_three_nominations_to_the_appointment_vote(journey):
    nominated(journey)
    exam = planned(journey)
    journey.day(SAT + timedelta(minutes=11))
    sat(journey, exam)
    marked(journey, exam)
    assert [journey.state(name) for name in IDENTITIES] == [states.PASSED, states.PASSED, states.FAILED]
    resat(journey, exam)
    assert journey.state("密名丙") == states.PASSED
    reported(journey, exam)
    voted(journey)
