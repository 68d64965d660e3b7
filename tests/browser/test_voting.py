"""From the home page to 已投票 on a phone; marks that survive errors; the hall's screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from apps.congress.ballots.models import NamedBallot
from apps.congress.ballots.services.closing import poll_close
from tests.congress.ballots.hall import AT, Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, HALL = (390, 844), (1920, 1080)


@pytest.fixture
def hall(cast) -> Hall:
    return Hall(cast, cast.actor("staff"))


def url(name, poll):
    return reverse(name, args=[poll.public_id])


TAPS = """
document.addEventListener(
  "pointerdown", () => sessionStorage.setItem("taps", 1 + Number(sessionStorage.getItem("taps"))), true
)
"""


def count_taps(page: Page) -> None:
    """Every tap from now on is counted in the session of the window."""
    page.context.add_init_script(TAPS)
    page.reload()


def test_three_taps_lead_from_the_home_page_to_voted(cast, hall, open_page):
    poll = hall.open(model="whole_list", seats=None)
    phone = open_page(PHONE, "/", cast.client("deputy"))
    count_taps(phone)
    phone.get_by_role("link", name="去投票").first.click()
    phone.get_by_text("赞成", exact=True).click()
    phone.get_by_role("button", name="确认投票").click()
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    assert phone.evaluate("sessionStorage.getItem('taps')") == "3"
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert NamedBallot.objects.get().entry.poll == poll


def test_it_counts_the_marks_and_prevents_one_too_many(cast, hall, open_page):
    poll = hall.open()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    for name in ("道路硬化", "饮水改造", "路灯安装"):
        phone.get_by_text(name).click()
    expect(phone.get_by_text("最多选2项")).to_be_visible()
    expect(phone.locator(".ballot-count")).to_contain_text("已选 2/2")
    expect(phone.locator("input:checked")).to_have_count(2)


def test_marks_survive_a_reload_a_lost_connection_and_the_votes_of_others(cast, hall, open_page):
    poll = hall.open()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.get_by_text("道路硬化").click()
    hall.vote(poll, 1, "路灯安装")
    phone.reload()
    expect(phone.locator("input:checked")).to_have_count(1)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="确认投票").click()
    expect(phone.get_by_text("网络不通,选票没有送到")).to_be_visible()
    expect(phone.locator("input:checked")).to_have_count(1)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="确认投票").click()
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    assert NamedBallot.objects.get(entry__name="安然").choices == ["道路硬化"]


def test_a_vote_after_the_close_is_refused_and_the_marks_stay(cast, hall, open_page):
    poll = hall.open()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.get_by_text("道路硬化").click()
    poll_close(poll=poll, by=hall.staff, at=AT)
    phone.get_by_role("button", name="确认投票").click()
    expect(phone.get_by_text("表决已经截止,您的选票没有投出")).to_be_visible()
    expect(phone.locator("input:checked")).to_have_count(1)


def test_preferences_are_given_in_the_order_of_the_taps(cast, hall, open_page):
    poll = hall.open(model="preference")
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    for name in ("饮水改造", "路灯安装", "饮水改造", "道路硬化"):
        phone.get_by_text(name).click()
    phone.get_by_role("button", name="确认投票").click()
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    assert NamedBallot.objects.get().choices == ["路灯安装", "道路硬化"]


def test_the_big_screen_counts_without_being_reloaded(cast, hall, open_page):
    poll = hall.open()
    screen = open_page(HALL, url("ballots_screen", poll), cast.client("staff"))
    expect(screen.locator(".screen-cast")).to_have_text("0 / 10")
    screen.evaluate("window.stayed = true")
    hall.vote(poll, 0, "道路硬化")
    expect(screen.locator(".screen-cast")).to_have_text("1 / 10")
    assert screen.evaluate("window.stayed")
    assert screen.evaluate("document.documentElement.scrollHeight") == 1080
