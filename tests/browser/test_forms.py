"""What every form of the portal owes to hasty hands."""

import pytest
from playwright.sync_api import expect

from apps.congress.ballots.models import Poll

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_second_click_while_the_server_works_sends_nothing(cast, open_page):
    page = open_page((1440, 900), "/ballots/new/", cast.client("staff"))
    page.get_by_label("票名").fill("年度票决")
    page.get_by_label("依据的办法").fill("票决办法")
    page.get_by_label("应选数").fill("2")
    held = []
    page.route("**/ballots/new/", lambda route: held.append(route))
    button = page.get_by_role("button", name="保存")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    for _ in range(2):  # by the mouse itself: a locator would wait for the answer that is held back
        page.mouse.click(box["x"] + 10, box["y"] + 10)
        page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("heading", name="年度票决")).to_be_visible()
    assert Poll.objects.filter(title="年度票决").count() == 1


def test_a_refused_page_puts_the_focus_on_the_first_field_in_error(cast, open_page):
    page = open_page((390, 844), "/ballots/new/", cast.client("staff"))
    page.get_by_label("票名").fill("年度票决")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    expect(page.get_by_label("票名")).to_have_value("年度票决")
