"""A street meeting, from the recommendation of its representatives to what the next meeting hears about it.

Representatives, the deputy above and who signs hold phones (390 px); the street's office and the unit sit at desks
(1440 px). What the journey clicks once for one person (the other recommendations, the check-in of the others, the
answer of the district's department) goes through the services for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.matters.models import Matter
from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import check_in_by_list
from apps.foundation.people.models import Mandate, Person, Term
from apps.systems.street_deliberations.models import Slate
from tests import factories as make
from tests.browser import street_founding as founding
from tests.browser import street_handling as handling
from tests.browser.street_founding import fetched, text_of
from tests.browser.street_handling import ABOVE, CHANNEL, HANDED, REFERENCE, SENTENCES, SPOT
from tests.browser.walk import Walk
from tests.cast import Cast
from tests.scenarios.street import Hands, hands_of
from tests.scenarios.town import moment
from tests.systems.street_deliberations.office import Office, office_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
FOUNDING, DETERMINING, SITTING, SORTING, RATING, NEXT = (
    datetime(2026, *day, tzinfo=moment(make.SINCE, 9).tzinfo)
    for day in ((3, 2, 9), (3, 11, 9), (4, 10, 8, 40), (4, 13, 9), (6, 2, 9), (9, 28, 9))
)
SELF, SENT = "安自荐", "白推荐"
"""Who recommended herself, and whom the community's party branch recommended."""
OTHERS = ("新民社区", "红星社区", "红星社区", "前进社区", "前进社区", "驻区单位")[1:]


@dataclass
class Journey:
    """Who takes part, each with one window; `day` moves everybody to another day."""

    cast: Cast
    office: Office
    hands: Hands
    above: Hands
    calendar: Any
    open_page: Callable
    walks: dict[str, Walk] = field(default_factory=dict)

    def day(self, at: datetime) -> None:
        self.calendar.move_to(at)

    def opens(self, part: str, path: str = "/", size: tuple[int, int] = DESK) -> Walk:
        """`part` before a page, signed in; the clicks of earlier days are kept, their window is closed."""
        page = self.open_page(size, path, self.cast.client(part))
        if known := self.walks.get(part):
            known.page.close()
        walk = self.walks[part] = known or Walk(page)
        walk.page = page
        return walk

    def checks_in(self, part: str, sitting: Sitting) -> Walk:
        """The code of the hall's screen opens the page."""
        path = reverse("meetings_check_in", args=[sitting.public_id])
        phone = self.opens(part, f"{path}?code={code_at(sitting.code_salt, timezone.now())}", PHONE)
        with phone.step("check in"):
            phone.press("签到")
            expect(phone.page.locator(".meeting-arrived")).to_contain_text("已签到")
            phone.follow("进入会场页面")
        return phone


@pytest.fixture
def calendar():
    """`move_to` another day."""
    with time_machine.travel(FOUNDING) as calendar:
        yield calendar


@pytest.fixture
def journey(cast, calendar, open_page, settings, tmp_path) -> Journey:
    """A street with three communities whose new term has nobody yet; a unit that answers, a deputy above."""
    settings.MEDIA_ROOT = tmp_path
    Term.objects.filter(pk=cast.street_term.pk).update(ended_on=FOUNDING.date())
    staff, district_staff = cast.actor("street_staff"), cast.actor("district_staff")
    office = office_of(staff, make.make_term(cast.meeting_of_street, number=21, quota=7))
    office.now = FOUNDING
    congress = make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    deputy = cast.people["deputy_above"] = make.make_person(cast.district, "示例区代表")
    make.make_user(deputy)
    make.make_mandate(deputy, make.make_term(congress, number=18, quota=200))
    hands = hands_of(cast, make.make_unit(cast.street, "street_office", "滨江街道办事处"), staff)
    above = hands_of(cast, make.make_unit(cast.district, "department", "示例区交通运输委员会"), district_staff)
    cast.people |= {
        "unit": Person.objects.get(pk=hands.handler.person_id), "checker": hands.signers[0], "signer": hands.signers[1],
    }  # fmt: skip
    return Journey(cast, office, hands, above, calendar, open_page)


def founded(journey: Journey) -> None:
    """Plan, quota, two recommendations through the pages, the others beside them, one slate shown to the public."""
    clerk = journey.opens("street_staff", reverse("street_deliberations_term", args=[journey.office.term.public_id]))
    with clerk.step("plan"):
        founding.plan(clerk)
    with clerk.step("quota"):
        founding.divide(clerk)
    with clerk.step("recommendation by self"):
        founding.recommend(clerk, SELF, "自荐")
    with clerk.step("first review of one person"):
        founding.review(clerk)
    with clerk.step("recommendation by an organisation"):
        by = {"recommender": "新民社区党委", "recommender_opinion": "同意推荐"}
        founding.recommend(clerk, SENT, "党组织推荐", **by)
    with clerk.step("first review of the other"):
        founding.review(clerk)
    for line in OTHERS:
        journey.office.passed(line)
    clerk.page.reload()
    with clerk.step("joint review of everybody"):
        founding.clear(clerk, people=7)
    with clerk.step("slate"):
        founding.list_people(clerk)
    with clerk.step("public notice"):
        founding.publish(clerk)


def determined(journey: Journey) -> list[Person]:
    """Seven are seated; both who were followed have an account and a certificate."""
    journey.day(DETERMINING)
    notice = Slate.objects.get().notice
    clerk = journey.opens("street_staff", notice.get_absolute_url())
    with clerk.step("end of the notice"):
        founding.conclude(clerk)
    with clerk.step("determination"):
        founding.determine(clerk)
    with clerk.step("certificate"):
        assert SELF in text_of(founding.certificate(clerk, SELF))
    seated = Mandate.objects.filter(term=journey.office.term).select_related("person").order_by("pk")
    assert len(seated) == 7
    for part, name in (("self", SELF), ("sent", SENT)):
        journey.cast.people[part] = person = Person.objects.get(name=name)
        make.make_user(person)
    return [one.person for one in seated]


def called(clerk: Walk, starts: str, agenda: str) -> Meeting:
    """A meeting arranged from the list of the street's meetings and its notice sent."""
    clerk.follow("新建会议")
    clerk.fill(place="街道三楼会议室")
    clerk.fill(**{"sittings-0-starts_at": starts, "agenda-0-title": agenda})
    clerk.press("保存")
    clerk.confirm("发出会议通知")
    expect(clerk.page.get_by_role("heading", name="通知阅知")).to_be_visible()
    return Meeting.objects.latest("pk")


def convened(journey: Journey, people: list[Person]) -> list[Walk]:
    """Notice, acknowledgement, check-in of five (two by phone), opening."""
    clerk = journey.opens("street_staff", reverse("street_deliberations_meetings"))
    with clerk.step("call the meeting"):
        meeting = called(clerk, "2026-04-10T09:00", "讨论街道年度工作")
    with (phone := journey.opens("self", size=PHONE)).step("acknowledge the notice"):
        phone.click(phone.page.get_by_role("main").get_by_role("link", name="会议通知").first)
        phone.press("我已知悉")
        expect(phone.page.get_by_text("确认知悉").first).to_be_visible()
    journey.day(SITTING)
    sitting = meeting.sittings.get()
    clerk = journey.opens("street_staff", reverse("meetings_sitting", args=[sitting.public_id]))
    with clerk.step("check-in, opening"):
        clerk.confirm("开始签到")
        expect(clerk.page.get_by_role("button", name="宣布开会", exact=True)).to_be_visible()
    sitting.refresh_from_db()
    phones = [journey.checks_in(part, sitting) for part in ("self", "sent")]
    for person in people[2:5]:
        check_in_by_list(sitting=sitting, person=person, by=journey.office.staff, at=timezone.now())
    with clerk.step("check-in, opening"):
        clerk.confirm("宣布开会")
        expect(clerk.page.get_by_role("button", name="宣布散会", exact=True)).to_be_visible()
    return phones


def spoken(journey: Journey, phones: list[Walk]) -> None:
    """Five opinions, written in the hall; then everybody goes home."""
    for phone, titles in zip(phones, ((SPOT, HANDED, ABOVE), (REFERENCE, CHANNEL)), strict=True):
        phone.follow("通知和议程")
        notice = phone.page.url
        for title in titles:
            with phone.step(f"write: {title}"):
                handling.write(phone, title)
            phone.page.goto(notice)
    clerk = journey.walks["street_staff"]
    with clerk.step("close"):
        clerk.confirm("宣布散会")
        clerk.follow("返回会议办理下一步")
        clerk.confirm("宣布闭会")
        expect(clerk.page.get_by_text("已闭会").first).to_be_visible()


def sorted_out(journey: Journey) -> None:
    """Five opinions, five routes."""
    journey.day(SORTING)
    clerk = journey.opens("street_staff", reverse("matters_sorting"))
    for title, act in ((SPOT, "当场解决"), (REFERENCE, "参考"), (CHANNEL, "其他渠道")):
        with clerk.step(f"route: {act}"):
            button = {"参考": "转工作参考", "其他渠道": "请通过其他渠道反映"}.get(act, act)
            handling.sort(clerk, title, act, "告知提出人的话", SENTENCES[title], button)
    with clerk.step("route: a unit of the street"):
        handling.sort(clerk, HANDED, "交办", "主办单位", journey.hands.unit.name)
    with clerk.step("route: a district deputy"):
        handling.sort(clerk, ABOVE, "转上级代表", "请哪位代表提出", "示例区代表(示例区)")


def answered(journey: Journey) -> None:
    """The unit takes, talks, answers and signs; the department above answers beside the pages."""
    unit = journey.opens("unit")
    with unit.step("take"):
        handling.take(unit, HANDED)
    with unit.step("contact"):
        handling.talk(unit, SORTING.date().isoformat())
    with unit.step("answer"):
        handling.answer(unit)
    with unit.step("send to sign"):
        handling.send_to_sign(unit, [person.name for person in journey.hands.signers])
    for part, size, act in (("checker", DESK, "核稿"), ("signer", PHONE, "签发")):
        with (reviewer := journey.opens(part, size=size)).step(act):
            handling.agree(reviewer, act)


def answered_above(journey: Journey) -> None:
    with (deputy := journey.opens("deputy_above", size=PHONE)).step("hand in above"):
        handling.hand_in(deputy)
    clerk = journey.opens("district_staff", reverse("matters_sorting"))
    with clerk.step("hand over above"):
        handling.sort(clerk, ABOVE, "交办", "主办单位", journey.above.unit.name)
    above = Matter.objects.get(origin__isnull=False)
    journey.above.answer(above, SORTING.date(), "A", "公交线路已调整。")


def rated(journey: Journey) -> None:
    journey.day(RATING)
    with (phone := journey.opens("self", size=PHONE)).step("rate the unit's answer"):
        handling.rate(phone, HANDED, "满意")


def reported(journey: Journey) -> dict[str, list[str]]:
    """The next meeting has the report on its agenda; what its paper says of each opinion."""
    journey.day(NEXT)
    clerk = journey.opens("street_staff", reverse("street_deliberations_meetings"))
    with clerk.step("call the next meeting"):
        called(clerk, "2026-10-16T09:00", "讨论下半年工作")
    with clerk.step("put the report on the agenda"):
        clerk.follow("意见建议汇总和反馈")
        clerk.confirm("列入议程")
        expect(clerk.page.get_by_text("已列入本次会议议程第2项")).to_be_visible()
    with clerk.step("draft the report"):
        clerk.confirm("拟报告", "拟出报告")
        expect(clerk.page.get_by_text("已按此刻的办理情况拟出报告")).to_be_visible()
    with clerk.step("download the report"):
        assert "请予讨论" in text_of(fetched(clerk, "PDF"))
    return handling.reported_rows(fetched(clerk, "Word"))


def test_a_street_recommends_meets_hands_over_and_reports(journey):
    founded(journey)
    people = determined(journey)
    spoken(journey, convened(journey, people))
    sorted_out(journey)
    answered(journey)
    answered_above(journey)
    rated(journey)
    rows = reported(journey)
    assert {title: row[2] for title, row in rows.items()} == handling.ROUTES
    assert "已经解决" in rows[HANDED][4]
    assert "示例区代表" in rows[ABOVE][3]
    assert "已经解决" in rows[ABOVE][4]
    for walk in journey.walks.values():
        if walk.page.viewport_size["width"] == PHONE[0]:
            assert walk.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    print("", *(f"{name}:\n{walk.told()}" for name, walk in journey.walks.items()), sep="\n")
