"""A scrutineer's phone: from the home page to each step in two taps, nothing wider than the screen."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.ballots.models import Presence
from tests.congress.ballots.hall import Hall
from tests.congress.ballots.test_scrutiny import election

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_scrutineer_declares_and_confirms_by_thumb(cast, open_page):
    hall = Hall(cast, cast.actor("staff"))
    poll = election(hall, method="secret")
    hall.officers(poll, sworn=False)
    poll.officers.update(passed_at=timezone.now())
    phone = open_page((390, 844), "/", cast.client("deputy"))
    phone.get_by_role("link", name="声明").first.click()
    phone.get_by_role("button", name="声明").click()
    phone.get_by_role("button", name="到场确认").click()
    expect(phone.get_by_text("您现在没有要办的事")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert Presence.objects.get().person == cast.people["deputy"]
