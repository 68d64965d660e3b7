"""An election from the first name to the announcement: deputies on phones, the office at its desk."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.ballots.models import SIGNING_DUTIES, Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.signing import result_sign
from apps.congress.elections.models import Election, Nomination
from apps.congress.elections.services.nominating import NomineeDraft, nominate, nomination_sign, nominee_answer
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import (
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    sitting_open,
)
from tests.browser.walk import Walk
from tests.congress.ballots.hall import Hall
from tests.congress.elections.floor import Floor
from tests.congress.meetings.hall import plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)


class Named:
    """By name: nobody watches, one tap confirms."""

    label = "记名电子表决"

    def __init__(self, floor: Floor) -> None:
        self.hall = Hall(floor.cast, floor.staff)

    def before_opening(self, poll: Poll) -> None:
        """Nothing."""

    def before_closing(self, poll: Poll) -> None:
        """Nothing."""

    def before_announcing(self, poll: Poll) -> None:
        """Nothing."""

    def cast(self, poll: Poll, numbers: Iterable[int], *names: str) -> None:
        for number in numbers:
            by = self.hall.deputy(number)
            ballot_cast(poll=poll, marks=Marks(approve=names), by=by, at=timezone.now())

    def confirm(self, voter: Walk) -> None:
        voter.press("确认投票")


class Secret(Named):
    """Secretly: scrutineers are passed and declare, two stand by the box, all sign."""

    label = "无记名电子表决"

    def before_opening(self, poll: Poll) -> None:
        if not poll.officers.exists():  # a run-off keeps those of the first round
            self.hall.officers(poll)
        self.hall.present(poll, "open", at=timezone.now())

    def before_closing(self, poll: Poll) -> None:
        self.hall.present(poll, "close", at=timezone.now())

    def before_announcing(self, poll: Poll) -> None:
        for officer in poll.officers.filter(duty__in=SIGNING_DUTIES):
            result_sign(officer=officer, by=self.hall.staff, at=timezone.now())

    def cast(self, poll: Poll, numbers: Iterable[int], *names: str) -> None:
        for number in numbers:
            self.hall.vote_secretly(poll, number, *names)

    def confirm(self, voter: Walk) -> None:
        voter.press("确认投票")
        voter.click(voter.page.locator("dialog[open]").get_by_role("button", name="确认", exact=True))


@pytest.fixture
def floor(cast) -> Floor:
    made = Floor(cast, cast.actor("staff"))
    made.open_ballot()
    return made


@pytest.fixture
def sitting(floor) -> Sitting:
    """Everybody has checked in, the sitting is open."""
    now, staff = timezone.now(), floor.staff
    before, starts = now - timedelta(days=12), now + timedelta(hours=1)
    meeting = meeting_create(
        term=floor.cast.term, plan=plan(sittings=[SittingLine("plenary", starts)]), by=staff, at=before
    )
    meeting_notice(meeting=meeting, by=staff, at=before)
    sitting = check_in_start(sitting=meeting.sittings.get(), by=staff, at=now)
    for person in floor.cast.deputies():
        check_in_by_list(sitting=sitting, person=person, by=staff, at=now)
    return sitting_open(sitting=sitting, by=staff, at=now)


def phone_of(floor: Floor, number: int, open_page, path: str = "/") -> Walk:
    client = Client()
    client.force_login(floor.cast.deputies()[number].user)
    return Walk(open_page(PHONE, path, client))


def fits(walk: Walk) -> None:
    """Nothing is wider than the window."""
    walk.page.wait_for_load_state()  # before its styles are there, a page is as wide as it likes
    width = walk.page.viewport_size["width"]
    assert walk.page.evaluate("document.documentElement.scrollWidth") <= width


def begin(clerk: Walk) -> Election:
    deadline = timezone.localtime(timezone.now() + timedelta(hours=3))
    with clerk.step("建立选举"):
        clerk.follow("新建选举")
        clerk.fill(title="青禾镇副镇长选举", post="副镇长", seats=2, extra=2, held_under="青禾镇选举办法")
        clerk.choose("正副职", "副职")
        clerk.fill(nominate_by=f"{deadline:%Y-%m-%dT%H:%M}")
        clerk.press("保存")
    return Election.objects.get()


def nominated_by_deputies(floor: Floor, election: Election, open_page) -> Nomination:
    """One proposes on the phone and asks a colleague, who confirms on theirs; the other eight sign."""
    lead = phone_of(floor, 0, open_page, election.get_absolute_url())
    colleague = floor.cast.deputies()[1].name
    with lead.step("代表提名"):
        lead.follow("我要提名")
        lead.fill(name="李明", post_now="镇党政办主任")
        lead.click(lead.page.get_by_label(colleague, exact=True))
        fits(lead)
        lead.press("提名")
    fits(lead)
    second = phone_of(floor, 1, open_page)
    with second.step("代表附议"):
        second.follow("去附议")
        fits(second)
        second.press("我附议")
    expect(second.page.get_by_text("您已附议").first).to_be_visible()
    assert (lead.total, second.total) == (3, 2)
    nomination = Nomination.objects.get()
    for number in range(2, 10):
        nomination_sign(nomination=nomination, by=floor.deputy(number), at=timezone.now())
    return nomination


def nominated_by_presidium(floor: Floor, election: Election) -> None:
    for name in ("王伟", "张强"):
        made = nominate(election=election, draft=NomineeDraft(name), by=floor.staff, at=timezone.now())
        nominee_answer(nomination=made, accepts=True, by=floor.staff, at=timezone.now())


def nominated_by_ten_more(floor: Floor, election: Election) -> None:
    made = nominate(election=election, draft=NomineeDraft("赵刚"), by=floor.deputy(0), at=timezone.now())
    for number in range(1, 10):
        nomination_sign(nomination=made, by=floor.deputy(number), at=timezone.now())
    nominee_answer(nomination=made, accepts=True, by=floor.staff, at=timezone.now())


def to_candidates(clerk: Walk, election: Election) -> None:
    clerk.page.goto(clerk.page.url.split("/elections/")[0] + election.get_absolute_url())
    with clerk.step("登记接受提名"):
        clerk.press("登记接受")
        expect(clerk.page.get_by_role("button", name="登记接受", exact=True)).to_have_count(0)
    Election.objects.filter(pk=election.pk).update(nominate_by=timezone.now() - timedelta(minutes=1))
    clerk.page.reload()
    with clerk.step("截止提名、确定候选人"):
        clerk.confirm("截止提名")
        clerk.confirm("确定候选人")
    names = clerk.page.locator(".election-nominee h3 a").all_inner_texts()
    assert names == ["王伟", "李明", "张强", "赵刚"]


def opened(clerk: Walk, way: Named) -> Poll:
    """From the prepared poll to its sitting, where it is opened."""
    way.before_opening(Poll.objects.filter(state="draft").latest("pk"))
    with clerk.step("开始投票"):
        clerk.follow("进入会次")
        clerk.confirm("开始表决")
    return Poll.objects.filter(state="open").latest("pk")


def announced(clerk: Walk, poll: Poll, way: Named) -> None:
    """Close, count, announce, and back to the election."""
    way.before_closing(poll)
    page = re.sub(r"(//[^/]+).*", r"\1", clerk.page.url) + f"/ballots/{poll.public_id}/"
    clerk.page.goto(page)
    with clerk.step("截止、计票、宣布"):
        clerk.confirm("截止投票", "确定截止")
        clerk.press("计票")
        expect(clerk.page.get_by_text("计票完成")).to_be_visible()
        way.before_announcing(poll)
        clerk.page.goto(page)
        clerk.confirm("宣布结果")
        clerk.follow("打开选举")
    fits(clerk)


def write_in_on_the_phone(floor: Floor, poll: Poll, open_page, way: Named) -> None:
    """Approve one, oppose one, write in another."""
    voter = phone_of(floor, 9, open_page)
    with voter.step("投票(另选他人)"):
        voter.click(voter.page.get_by_role("link", name=re.compile("选举票")))
        marks = voter.page.get_by_role("group")
        voter.click(marks.filter(has_text="张强").get_by_text("赞成", exact=True))
        voter.click(marks.filter(has_text="赵刚").get_by_text("反对", exact=True))
        voter.page.locator("[name=write_in]").first.fill("丁 宁")
        fits(voter)
        way.confirm(voter)
    expect(voter.page.get_by_role("heading", name="已投票")).to_be_visible()


@pytest.mark.parametrize("kind", [Named, Secret])
def test_from_the_first_name_to_the_announcement(floor, sitting, open_page, kind):
    way = kind(floor)
    clerk = Walk(open_page(DESK, "/elections/", floor.cast.client("staff")))
    election = begin(clerk)
    fits(clerk)
    nominated_by_deputies(floor, election, open_page)
    nominated_by_presidium(floor, election)
    nominated_by_ten_more(floor, election)
    to_candidates(clerk, election)
    with clerk.step("提交投票"):
        clerk.follow("提交投票")
        clerk.choose("投票方式", way.label)
        clerk.press("准备投票")
    poll = opened(clerk, way)
    write_in_on_the_phone(floor, poll, open_page, way)
    for first, pair in enumerate((("李明", "王伟"), ("李明", "张强"), ("王伟", "张强"))):
        way.cast(poll, range(3 * first, 3 * first + 3), *pair)
    announced(clerk, poll, way)
    assert {"approve": ["张强", "丁宁"], "oppose": ["赵刚"]} in Poll.objects.get(pk=poll.pk).count.case["ballots"]
    expect(clerk.page.get_by_text("得票相等,不能确定当选人")).to_be_visible()
    with clerk.step("准备再次投票"):
        clerk.follow("准备再次投票")
        clerk.press("准备投票")
    again = opened(clerk, way)
    way.cast(again, range(5), "李明")
    way.cast(again, range(5, 8), "王伟")
    announced(clerk, again, way)
    expect(clerk.page.get_by_text("李明、张强").first).to_be_visible()
    with clerk.step("拟公告"):
        clerk.confirm("拟公告")
    expect(clerk.page.get_by_text("关于选举副镇长的公告").first).to_be_visible()
    deputy = phone_of(floor, 0, open_page, election.get_absolute_url())
    expect(deputy.page.get_by_text("当选副镇长:李明、张强")).to_be_visible()
    fits(deputy)
    print("\n" + clerk.told())
