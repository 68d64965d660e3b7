"""A secret vote through the portal itself: phones, the real keeper, the box, the bundle and both verifiers."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from apps.congress.ballots.bundle import VERIFIERS
from apps.congress.ballots.models import IssuedBallot, SecretBallot
from apps.congress.ballots.rules.secrecy import receipt_of
from apps.congress.ballots.secret_box import box_facts
from apps.congress.ballots.verifiers import verify
from tests.congress.ballots.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = (390, 844)


@pytest.fixture
def hall(cast) -> Hall:
    return Hall(cast, cast.actor("staff"))


def url(name, poll):
    return reverse(name, args=[poll.public_id])


def confirm(page):
    page.get_by_role("button", name="确认投票").click()
    page.locator("dialog[open]").get_by_role("button", name="确认", exact=True).click()


def test_from_the_phone_to_a_verified_bundle(cast, hall, open_page, tmp_path):
    poll = hall.open_secret()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.get_by_text("道路硬化").click()
    confirm(phone)
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    receipt = phone.locator(".ballot-receipt").inner_text()
    assert receipt == receipt_of(SecretBallot.objects.get().serial)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.reload()
    expect(phone.locator(".ballot-receipt")).to_have_text(receipt)
    hall.vote_secretly(poll, 2, "路灯安装")
    hall.count_secret(poll)
    answer = cast.client("staff").get(url("ballots_bundle", poll))
    packed = b"".join(answer.streaming_content)
    facts = box_facts(poll)
    with ZipFile(BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    lines, passed = verify.report(verify.Box(files, facts.head_fingerprint, facts.poll_fingerprint))
    assert passed, lines
    (tmp_path / "bundle.zip").write_bytes(packed)
    desk = phone.context.browser.new_page()
    desk.goto((VERIFIERS / "verify.html").as_uri())
    desk.locator("#files").set_input_files(tmp_path / "bundle.zip")
    for field, text in (("head", facts.head_fingerprint), ("poll", facts.poll_fingerprint)):
        desk.locator(f"#{field}-print").fill(text)
    desk.locator("#receipt").fill(receipt)
    desk.get_by_role("button", name="核验", exact=True).click()
    expect(desk.get_by_text(f"✔ 票箱里有票号以“{receipt}”开头的票。")).to_be_visible()
    expect(desk.locator("#result")).to_contain_text("道路硬化 得票 1")


def test_a_vote_that_was_broken_off_goes_on_after_a_reload(cast, hall, open_page):
    poll = hall.open_secret()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.route("**/box/", lambda route: route.abort())
    phone.get_by_text("道路硬化").click()
    confirm(phone)
    expect(phone.get_by_role("button", name="继续")).to_be_visible()
    assert (IssuedBallot.objects.count(), SecretBallot.objects.count()) == (1, 0)
    phone.unroute("**/box/")
    phone.reload()
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    assert SecretBallot.objects.count() == 1


def test_after_the_close_it_learns_whether_its_ballot_is_in_the_box(cast, hall, open_page):
    poll = hall.open_secret()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.route("**/box/", lambda route: (route.fetch(), route.abort()))
    phone.get_by_text("道路硬化").click()
    confirm(phone)
    expect(phone.get_by_role("button", name="继续")).to_be_visible()
    hall.close_secret(poll)
    phone.unroute_all(behavior="wait")
    phone.reload()
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()


def test_marks_stay_while_others_vote_and_nothing_is_fetched_meanwhile(cast, hall, open_page):
    """In OpenSlides the form was reset whenever somebody else voted (#5754)."""
    poll = hall.open_secret()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.wait_for_load_state("networkidle")
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.get_by_text("道路硬化").click()
    for number in (2, 3, 4):
        hall.vote_secretly(poll, number, "路灯安装")
        phone.wait_for_timeout(1_000)
        expect(phone.locator("input:checked")).to_have_count(1)
        expect(phone.get_by_role("checkbox", name="道路硬化")).to_be_checked()
    assert asked == []
    confirm(phone)
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    assert SecretBallot.objects.count() == 4


def test_another_device_of_the_same_voter_is_told_where_to_go_on(cast, hall, open_page):
    poll = hall.open_secret()
    phone = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    phone.get_by_text("道路硬化").click()
    confirm(phone)
    expect(phone.get_by_role("heading", name="已投票")).to_be_visible()
    other = open_page(PHONE, url("ballots_vote", poll), cast.client("deputy"))
    expect(other.get_by_text("请回到取票时用的设备打开本页")).to_be_visible()
    expect(other.get_by_role("button", name="确认投票")).to_be_hidden()
    other.get_by_role("link", name="返回首页").click()
    other.wait_for_url("**/")


def test_a_tablet_signs_its_voter_out(cast, hall, open_page):
    poll = hall.open_secret()
    tablet = open_page((1024, 768), url("ballots_vote", poll) + "?tablet=1", cast.client("deputy"))
    tablet.get_by_text("道路硬化").click()
    confirm(tablet)
    expect(tablet.get_by_role("heading", name="已投票")).to_be_visible()
    tablet.get_by_role("button", name="完成").click()
    tablet.wait_for_url("**/accounts/login/?next=*")
    assert [cookie["name"] for cookie in tablet.context.cookies() if cookie["name"] == "sessionid"] == []
    assert tablet.evaluate("Object.keys(localStorage)") == []
