"""Every page that needs no sign-in, on a phone and in 大字版, by axe-core: nothing serious or critical."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from apps.congress.matters.rules.codes import plain
from apps.congress.matters.services import Proposer, submission_receive, submission_tell
from apps.foundation.core.actors import GUEST, Actor
from apps.foundation.core.audiences import audience_of
from apps.systems.deputy_stations.models import DeputyPage, Station
from tests.browser.findings import findings
from tests.factories.stations import make_slot, make_station, make_stationing
from tests.house.test_addresses import plain_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = (390, 844)


@pytest.fixture
def station(cast) -> Station:
    """Open, with a deputy who has a page and a reception tomorrow; another one is closed."""
    now = timezone.now()
    station = make_station(
        cast.town, address="政府大院一楼", phone="023-88000001", latitude="29.510000", longitude="106.500000",
        introduction="欢迎来谈。",
    )  # fmt: skip
    deputy = cast.deputies()[0]
    make_stationing(station, deputy)
    make_slot(station, deputy, now + timedelta(days=1), topic="农村道路")
    DeputyPage.objects.create(person=deputy, code="D2345678", introduction="在基层工作", created_at=now)
    return station


@pytest.fixture
def closed(cast) -> Station:
    return make_station(cast.town, "旧站", closed_on=timezone.localdate())


@pytest.fixture
def told(cast) -> str:
    """The path on which somebody reads what became of their sentence."""
    now = timezone.now()
    submission, code = submission_receive(
        area=cast.town, text="路灯不亮", channel="scan", proposer=Proposer("anonymous"), by=Actor.guest(), at=now
    )
    submission_tell(submission=submission, sentence="已经修好。", by=cast.actor("staff"), at=now, is_final=True)
    return reverse("matters_mine_of", args=[plain(code)])


def public_names() -> list[str]:
    """Pages for everybody that need no arguments."""
    return [name for name in plain_pages() if GUEST in (audience_of(name) or ())]


def test_it_would_notice(station, open_page):
    page = open_page(PHONE, station.public_url)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><input>')")
    assert len(findings(page)) == 2


def test_no_public_page_has_a_grave_finding(cast, station, closed, told, open_page):
    page = open_page(PHONE, "/s/")
    host = page.url.removesuffix("/s/")
    paths = [
        *(reverse(name) for name in public_names()), station.public_url,
        closed.public_url, "/d/D2345678/", "/s/?q=不存在", reverse("deputy_stations_public_map"),
        reverse("matters_tell", args=[cast.town.public_id]), told, "/accounts/login/", "/s/NOSUCH22/",
    ]  # fmt: skip
    found = []
    for path in dict.fromkeys(paths):
        answer = page.goto(host + path)
        if answer is None or not answer.headers["content-type"].startswith("text/html"):
            continue
        if page.locator("station-map").count():
            expect(page.locator("station-map[data-drawn]")).to_be_attached()
        found += findings(page)
    assert found == []


def test_large_print_is_one_press_away_and_has_no_grave_finding(station, open_page):
    page = open_page(PHONE, station.public_url)
    before = page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize")
    page.get_by_role("button", name="大字版").click()
    expect(page.get_by_role("button", name="标准字号")).to_be_visible()
    assert float(page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize")[:-2]) > 1.3 * float(
        before[:-2]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert findings(page) == []


def test_the_portal_s_own_pages_have_it_too(cast, open_page):
    page = open_page(PHONE, "/accounts/login/")
    page.get_by_role("button", name="大字").click()
    expect(page.get_by_role("button", name="标准字")).to_be_visible()
    host = page.url.removesuffix("/accounts/login/")
    session = cast.client("deputy").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": host}])
    found = []
    for path in ("/accounts/logout/", "/", "/accounts/", "/accounts/devices/", "/accounts/password/change/"):
        page.goto(host + path)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        found += findings(page)
    assert found == []


def test_the_page_of_a_station_is_light(station, open_page):
    """Under 150 kB with everything it loads, nothing from another host, whole without a script."""
    page = open_page(PHONE, "/s/")
    loaded = []
    page.on("response", lambda answer: loaded.append((answer.url, len(answer.body()))))
    page.goto(page.url + f"{station.code}/", wait_until="networkidle")
    assert sum(size for _, size in loaded) < 150_000
    assert {url.split("/")[2] for url, _ in loaded} == {page.url.split("/")[2]}
    assert [url for url, _ in loaded if url.endswith(".js")] == []
