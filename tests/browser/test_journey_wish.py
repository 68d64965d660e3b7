"""One chain from a resident's sentence to the letter that hands the project over, read again by code.

The resident, a deputy and who signs hold phones (390 px), the clerk and the unit sit at desks (1440 px). What the
other journeys click through (the unit's sheet, the sitting, the other ballots) goes through the services here.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Document
from apps.office.documents.services.archiving import document_archive
from apps.office.documents.services.numbering import letterhead_set
from apps.systems.livelihood_projects.models import Clue, Season
from tests import factories as make
from tests.browser.walk import Walk
from tests.systems.livelihood_projects.place import Place
from tests.systems.livelihood_projects.pool import LAMP, Pool, pool_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
LAMPS = "村口路灯"


@pytest.fixture
def pool(cast) -> Pool:
    """The town's call, open today, and an organ that may issue with its two reviewers."""
    today, now = timezone.localdate(), timezone.now()
    town = Place(cast.actor("staff", today), cast.term, Unit.objects.get(name="青禾镇人民政府"))
    organ = make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    letterhead_set(organ=organ, mark="青禾镇人大主席团文件", code="青人", office="青禾镇人大办", by=town.staff, at=now)
    for name, part, role in (("郑核稿", "checker", "staff"), ("郭签发", "signer", "leader")):
        cast.people[part] = make.make_person(cast.town, name)
        make.make_user(cast.people[part])
        make.make_role(cast.people[part], role, area=cast.town)
    return pool_of(town, today - timedelta(days=1), today + timedelta(days=1), at=now)


def write(resident: Walk) -> None:
    resident.page.get_by_label("希望办的实事").fill(LAMP)
    resident.press("提交")


def keep(clerk: Walk, pool: Pool) -> None:
    """The consultation keeps the clue, which becomes a candidate."""
    clue = pool.studied(clue=Clue.objects.get())
    home = clerk.page.url.split("/livelihood/")[0]
    for label, typed in (("地点", "会议室"), ("主持人", "张镇长"), ("记录人", "李某"), ("参加人员", "张镇长、王某")):
        clerk.page.get_by_label(label).fill(typed)
    clerk.press("开始")
    clerk.click(clerk.page.get_by_label("列入初选"))
    clerk.press("保存")
    expect(clerk.page.get_by_text("已有结论 1 / 1 件")).to_be_visible()
    clerk.confirm("结束会商")
    clerk.page.goto(home + clue.get_absolute_url())
    clerk.follow("列为候选项目")
    clerk.page.get_by_label("候选项目名称").fill(LAMPS)
    clerk.press("列为候选")
    expect(clerk.page.get_by_text("论证表的内容都已带入")).to_be_visible()


def put_to_vote(pool: Pool) -> None:
    """Two more candidates, the list sent twelve days ago, everybody checked in, the poll open."""
    now = timezone.now()
    for name in ("修路", "建校"):
        pool.place.add(pool.season, name)
    sent = pool.place.send(Season.objects.get(pk=pool.season.pk), now - timedelta(days=12))
    poll = pool.place.voting(sent, now)
    for person in pool.place.members()[1:]:
        ballot_cast(poll=poll, marks=Marks(approve=(LAMPS, "修路")), by=pool.place.member(person), at=now)


def vote(deputy: Walk) -> None:
    deputy.click(deputy.page.get_by_role("link", name=re.compile("表决票")))
    deputy.click(deputy.page.get_by_text(LAMPS).first)
    deputy.press("确认投票")
    expect(deputy.page.get_by_role("heading", name="已投票")).to_be_visible()


def announce(clerk: Walk) -> None:
    clerk.follow("投票进度")
    clerk.confirm("截止投票", "确定截止")
    clerk.press("计票")
    clerk.confirm("宣布结果")
    clerk.follow("公布票决结果")
    clerk.confirm("公布")
    expect(clerk.page.get_by_text("票决确定").first).to_be_visible()


def submit(clerk: Walk) -> None:
    clerk.follow("送审")
    clerk.choose("核稿人", "郑核稿")
    clerk.choose("签发人", "郭签发")
    clerk.press("送审")
    expect(clerk.page.get_by_text("已送核稿")).to_be_visible()


def agree(reviewer: Walk, act: str) -> None:
    """From the list of things to do."""
    reviewer.click(reviewer.page.get_by_role("link", name=re.compile(f"{act}:.*交办")).first)
    reviewer.press("同意")
    expect(reviewer.page.get_by_text(f"“{act}”您已同意")).to_be_visible()


def receive(unit: Walk) -> None:
    unit.click(unit.page.get_by_role("link", name=re.compile("签收.*交办")).first)
    unit.press("签收")
    expect(unit.page.get_by_text("已签收").first).to_be_visible()


def test_a_wish_is_voted_announced_handed_over_and_read_by_code(pool, cast, open_page):
    resident = Walk(open_page(PHONE, f"/livelihood/collect/{pool.call.public_id}/"))
    with resident.step("write and keep the code"):
        write(resident)
    clerk = Walk(open_page(DESK, f"/livelihood/{pool.season.public_id}/consultations/new/", cast.client("staff")))
    with clerk.step("consult and make it a candidate"):
        keep(clerk, pool)
    put_to_vote(pool)
    deputy = Walk(open_page(PHONE, "/", cast.client("deputy")))
    with deputy.step("vote"):
        vote(deputy)
    clerk.page.goto(clerk.page.url.split("/livelihood/")[0] + "/")
    clerk.follow("主持会议")
    with clerk.step("close, count, announce, publish"):
        announce(clerk)
    clerk.page.goto(clerk.page.url.split("/livelihood/")[0] + f"/livelihood/{pool.season.public_id}/")
    with clerk.step("draft the letter and send it for review"):
        clerk.press("拟交办函")
        submit(clerk)
    for part, size, act in (("checker", DESK, "核稿"), ("signer", PHONE, "签发")):
        agree(Walk(open_page(size, "/", cast.client(part))), act)
    letter = Document.objects.get(kind="livelihood_hand_over")
    assert letter.number.startswith("青人函〔")
    assert document_archive(document_id=letter.pk, at=timezone.now()).pages >= 2
    unit = Walk(open_page(DESK, "/", cast.client("handler")))
    with unit.step("sign for the letter"):
        receive(unit)
    with resident.step("read what became of it"):
        resident.follow("查看进展")
    expect(resident.page.get_by_text(re.compile(f"“{LAMPS}”已正式交青禾镇人民政府办理"))).to_be_visible()
    assert resident.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    print("", *(f"{name}:\n{walk.told()}" for name, walk in (
        ("resident", resident), ("clerk", clerk), ("deputy", deputy), ("unit", unit))), sep="\n")  # fmt: skip
