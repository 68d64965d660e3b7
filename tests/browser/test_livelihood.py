"""A deputy reads the candidates and votes, on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.ballots.models import NamedBallot
from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects.models import CandidateReceipt
from tests.systems.livelihood_projects.place import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = (390, 844)


@pytest.fixture
def town(cast) -> Place:
    """The town's vote, open at this moment."""
    now = timezone.now()
    staff = cast.actor("staff", timezone.localdate())
    town = Place(staff, cast.term, Unit.objects.get(name="青禾镇人民政府"))
    town.voting(town.sent(at=now - timedelta(days=12)), day=now)
    return town


def test_a_deputy_reads_the_candidates_and_votes(town, cast, open_page):
    page = open_page(PHONE, "/", cast.client("deputy"))
    page.get_by_role("link", name=re.compile("阅读2027年民生实事候选项目")).click()
    expect(page.get_by_role("heading", name="修路")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert CandidateReceipt.objects.get().person == cast.people["deputy"]
    page.get_by_role("link", name="去投票").click()
    page.get_by_text("修路").first.click()
    page.get_by_text("建校").first.click()
    page.get_by_role("button", name="确认投票").click()
    expect(page.get_by_text("已投票").first).to_be_visible()
    assert NamedBallot.objects.get().choices == ["修路", "建校"]
