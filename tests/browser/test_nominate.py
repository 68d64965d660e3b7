"""The form on which a deputy nominates: colleagues found by name or pinyin on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from apps.congress.elections.models import Nomination
from tests import factories as make
from tests.congress.elections.floor import Floor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_colleagues_are_found_by_pinyin_and_stay_chosen(cast, open_page):
    for number in range(5):
        make.make_mandate(make.make_person(cast.town, f"代表{number}"), cast.term)
    floor = Floor(cast, cast.actor("staff"))
    election = floor.election()
    election.nominate_by = None
    election.save(update_fields=["nominate_by"])
    page = open_page((390, 844), reverse("elections_nominate", args=[election.public_id]), cast.client("deputy"))
    colleague = cast.deputies()[3]
    box = page.get_by_role("checkbox", name=colleague.name, exact=True)
    expect(box).to_be_hidden()
    expect(page.get_by_text("已选 0 人")).to_be_visible()
    search = page.get_by_role("searchbox", name="按姓名或拼音查找")
    search.fill(colleague.pinyin.replace(" ", ""))
    box.check()
    search.fill("没有这个人")
    expect(box).to_be_checked()
    expect(page.get_by_text("已选 1 人")).to_be_visible()
    search.press("Enter")
    search.fill("")
    page.get_by_role("button", name="显示全部").click()
    expect(page.get_by_role("checkbox", name="代表0", exact=True)).to_be_visible()
    page.get_by_label("姓名", exact=True).fill("李明")
    page.get_by_role("button", name="提名", exact=True).click()
    expect(page.get_by_text("已提名李明")).to_be_visible()
    asked = Nomination.objects.get().signatures.filter(consent="asked")
    assert [one.person for one in asked] == [colleague]
