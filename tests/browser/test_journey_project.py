"""A chosen project from its hand-over to its assessment: planned, accepted, done, verified, watched and graded."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.meetings.services import sitting_poll_open
from apps.congress.supervision.services import NodeReport, milestone_mark
from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects.models import Project, SeasonAssessment
from apps.systems.livelihood_projects.services import breaking_down, deciding
from tests.browser.walk import Walk
from tests.systems.livelihood_projects.delivered import assignment_of, proof
from tests.systems.livelihood_projects.place import NAMES, Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
PAPER = {"name": "验收单.txt", "mimeType": "text/plain", "buffer": "已经验收".encode()}


@pytest.fixture
def town(cast, settings, tmp_path) -> Place:
    """The town's season, announced and handed over at this moment."""
    settings.MEDIA_ROOT = tmp_path
    now, today = timezone.now(), timezone.localdate()
    town = Place(cast.actor("staff", today), cast.term, Unit.objects.get(name="青禾镇人民政府"))
    season = town.season(at=now - timedelta(days=12))
    days = {"starts_on": today - timedelta(days=20), "finishes_on": today + timedelta(days=200)}
    for name in NAMES:
        town.add(season, name, yearly_goal="当年完成主体工程", **days)
    poll = town.voting(town.send(season, now - timedelta(days=12)), day=now)
    town.vote(poll, *[NAMES[:2]] * 10, day=now)
    town.announce(poll, now)
    season.refresh_from_db()
    deciding.season_announce(season=season, by=town.staff, at=now)
    breaking_down.breakdown_begin(season=season, by=town.staff, at=now)
    return town


def test_a_chosen_project_from_its_hand_over_to_its_assessment(town, cast, open_page):
    _planned(cast, open_page)
    _done(cast, open_page)
    _verified(cast, open_page)
    _watched(cast, open_page)
    _graded(town, cast, open_page)


def project() -> Project:
    return Project.objects.select_related("season").get(name="修路", state="voted_in")


def _planned(cast, open_page) -> None:
    """The government fills in a quantity, hands the breakdown in; the office accepts it."""
    desk = Walk(open_page(DESK, "/", cast.client("handler")))
    with desk.step("分解"):
        desk.page.get_by_role("link", name="编制青禾镇2027年民生实事项目任务分解方案").first.click()
        desk.follow("填写")
        desk.fill(quantity=100, quantity_unit="盏")
        desk.press("保存")
    with desk.step("报送"):
        desk.confirm("报送")
        expect(desk.page.get_by_text("人大接受后各项目开始督办")).to_be_visible()
    office = Walk(open_page(DESK, f"/livelihood/{project().season.public_id}/breakdown/", cast.client("staff")))
    with office.step("接受"):
        office.confirm("接受")
        expect(office.page.get_by_role("row", name="修路").get_by_text("办理中")).to_be_visible()


def _done(cast, open_page) -> None:
    """The unit signs for it and says that it is done, on a phone."""
    assignment, now, handler = assignment_of("修路"), timezone.now(), cast.actor("handler", timezone.localdate())
    phone = Walk(open_page(PHONE, assignment.get_absolute_url(), cast.client("handler")))
    with phone.step("签收"):
        phone.press("签收")
        expect(phone.page.get_by_text("办理中").first).to_be_visible()
    for node in assignment.milestones.all():
        told = NodeReport(timezone.localdate(), "已完成。", node.planned_quantity)
        milestone_mark(milestone=node, draft=told, files=proof(), by=handler, at=now)
    with phone.step("报完成"):
        phone.page.goto(phone.page.url.rstrip("/") + "/claim/")
        phone.fill(statement="全部建成,投入使用。", quantity_done=100)
        phone.page.locator("[name=files]").set_input_files([PAPER])
        phone.page.locator("form.portal-form button[type=submit]").click()
        expect(phone.page.get_by_text("待核查").first).to_be_visible()


def _verified(cast, open_page) -> None:
    assignment = assignment_of("修路")
    desk = Walk(open_page(DESK, f"{assignment.get_absolute_url()}verify/", cast.client("staff")))
    with desk.step("验收"):
        desk.fill(finding="逐盏查看,全部点亮。")
        desk.page.locator("form.portal-form button[type=submit]").click()
        desk.confirm("销号")
        expect(desk.page.get_by_text("已销号").first).to_be_visible()
    desk.page.goto(desk.page.url.split("/supervision")[0] + project().get_absolute_url())
    expect(desk.page.get_by_text("办理情况:已验收")).to_be_visible()


def _watched(cast, open_page) -> None:
    """The office sets the group, its leader writes down on a phone what was seen."""
    url = project().get_absolute_url()
    desk = Walk(open_page(DESK, f"{url}watch/", cast.client("staff")))
    with desk.step("监督小组"):
        desk.choose("组长", cast.people["deputy"].name)
        desk.page.locator("form.portal-form button[type=submit]").click()
        expect(desk.page.get_by_text(f"组长 {cast.people['deputy'].name}")).to_be_visible()
    phone = Walk(open_page(PHONE, url, cast.client("deputy")))
    with phone.step("实地监督"):
        phone.follow("记录实地监督")
        phone.fill(findings="路灯全部点亮。")
        phone.page.locator("[name=files]").set_input_files([PAPER])
        phone.page.locator("form.portal-form button[type=submit]").click()
        expect(phone.page.get_by_text("路灯全部点亮。")).to_be_visible()
        expect(phone.page.get_by_role("link", name="验收单.txt")).to_be_visible()
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390


def _graded(town, cast, open_page) -> None:
    """Put to a session with its base, graded by all; the public reads the grade."""
    now, season = timezone.now(), project().season
    desk = Walk(open_page(DESK, f"/livelihood/{season.public_id}/assess/", cast.client("staff")))
    with desk.step("提交测评"):
        desk.page.get_by_label("全体代表").check()
        desk.press("提交")
        expect(desk.page.get_by_text("已提交会议测评")).to_be_visible()
    poll = SeasonAssessment.objects.get().poll
    poll = sitting_poll_open(sitting=poll.sitting_link.sitting, poll=poll, by=town.staff, at=now)
    for person in town.members():
        marks = Marks(grades=dict.fromkeys(NAMES[:2], "满意"))
        ballot_cast(poll=poll, marks=marks, by=town.member(person), at=now)
    town.announce(poll, now)
    with desk.step("测评结果"):
        desk.page.goto(desk.page.url.split("/ballots")[0] + f"/livelihood/{season.public_id}/delivery/")
        expect(desk.page.get_by_role("row", name="修路").get_by_text("已测评")).to_be_visible()
    public = open_page(PHONE, f"/livelihood/public/{season.public_id}/")
    expect(public.get_by_text("代表测评:满意").first).to_be_visible()
