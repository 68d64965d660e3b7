"""One tablet, several deputies: each signs in, votes and is forgotten."""

import pytest
from playwright.sync_api import Page, expect

from apps.congress.ballots.models import NamedBallot, SecretBallot
from tests.browser.test_voting import url
from tests.congress.ballots.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = (1024, 768)


@pytest.fixture
def hall(cast) -> Hall:
    return Hall(cast, cast.actor("staff"))


def handed_over(cast, open_page, poll) -> Page:
    """The tablet as staff hand it to the first voter, with a clock that can be turned on."""
    page = open_page(TABLET, url("ballots_tablet", poll), cast.client("staff"))
    page.clock.install()
    page.get_by_role("button", name="开始平板使用").click()
    expect(page.get_by_text("会场平板 · 民生实事项目票决")).to_be_visible()
    return page


def sign_in(page: Page, cast, number: int) -> None:
    person = cast.deputies()[number]
    page.locator("input[name=login]").fill(person.user.username)
    page.locator("input[name=password]").fill("correct horse 9")
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".portal-tablet")).to_contain_text(person.name)


def expect_forgotten(page: Page) -> None:
    expect(page.locator("input[name=login]")).to_have_value("")
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"] == []
    # htmx notes the address of the sign-in page itself.
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => !key.startsWith('htmx'))") == []
    assert page.evaluate("Object.keys(localStorage)") == ["hall-tablet"]


def test_deputies_vote_one_after_the_other_and_leave_nothing(cast, hall, open_page):
    poll = hall.open()
    page = handed_over(cast, open_page, poll)
    for number, name in enumerate(("道路硬化", "饮水改造")):
        sign_in(page, cast, number)
        expect(page.locator(".portal-sidebar")).to_be_hidden()
        page.get_by_text(name).click()
        page.get_by_role("button", name="确认投票").click()
        expect(page.get_by_role("heading", name="已投票")).to_be_visible()
        expect(page.get_by_text("您所投")).to_be_hidden()
        page.clock.run_for(7_000)
        expect_forgotten(page)
    stored = NamedBallot.objects.order_by("entry__number").values_list("choices", flat=True)
    assert list(stored) == [["道路硬化"], ["饮水改造"]]


def test_whoever_walks_away_is_signed_out_and_their_marks_are_gone(cast, hall, open_page):
    poll = hall.open()
    page = handed_over(cast, open_page, poll)
    sign_in(page, cast, 0)
    page.get_by_text("道路硬化").click()
    page.clock.run_for(58_000)
    expect(page.get_by_role("button", name="退出,换下一位(2秒)")).to_be_visible()
    page.clock.run_for(3_000)
    expect_forgotten(page)
    assert not NamedBallot.objects.exists()
    sign_in(page, cast, 0)
    expect(page.locator("input:checked")).to_have_count(0)


def test_who_has_voted_already_makes_room_for_the_next(cast, hall, open_page):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    page = handed_over(cast, open_page, poll)
    sign_in(page, cast, 0)
    expect(page.get_by_role("heading", name="已投票")).to_be_visible()
    page.clock.run_for(7_000)
    expect_forgotten(page)


def test_who_took_a_secret_ballot_elsewhere_makes_room_for_the_next(cast, hall, open_page):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 3, "道路硬化")
    page = handed_over(cast, open_page, poll)
    sign_in(page, cast, 3)
    expect(page.get_by_text("您已经取过票")).to_be_visible()
    expect(page.get_by_role("link", name="返回首页")).to_have_count(0)
    expect(page.get_by_role("button", name="退出,换下一位(")).to_be_visible()
    page.clock.run_for(13_000)
    expect_forgotten(page)


def test_it_tries_until_the_voter_is_signed_out(cast, hall, open_page):
    poll = hall.open()
    page = handed_over(cast, open_page, poll)
    sign_in(page, cast, 0)
    page.context.set_offline(True)
    page.get_by_role("button", name="退出,换下一位").click()
    expect(page.get_by_text("还没有退出登录,正在重试")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    page.context.set_offline(False)
    page.clock.run_for(4_000)
    expect(page.locator("input[name=login]")).to_be_visible()
    expect_forgotten(page)


def test_a_slip_leads_to_the_ballot_too(cast, hall, open_page):
    poll = hall.open()
    page = handed_over(cast, open_page, poll)
    sign_in(page, cast, 0)
    page.goto(page.url.split("/ballots/")[0] + "/")
    expect(page.get_by_role("button", name="确认投票")).to_be_visible()


def test_staff_take_the_tablet_back(cast, hall, open_page):
    page = handed_over(cast, open_page, hall.open())
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="结束平板使用").click()
    expect(page.locator(".portal-tablet")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_a_secret_ballot_is_cast_and_forgotten(cast, hall, open_page):
    poll = hall.open_secret()
    page = handed_over(cast, open_page, poll)
    for number, name in enumerate(("道路硬化", "饮水改造"), start=3):
        sign_in(page, cast, number)
        page.locator(".ballot-option").get_by_text(name).click()
        page.get_by_role("button", name="确认投票").click()
        page.locator("dialog").get_by_role("button", name="确认", exact=True).click()
        expect(page.get_by_role("heading", name="已投票")).to_be_visible()
        page.clock.run_for(21_000)
        expect_forgotten(page)
    assert SecretBallot.objects.filter(poll=poll).count() == 2
