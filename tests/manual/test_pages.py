"""The pages that the manual pictures open in the demo district; each leads to its chapter, for guests too."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.foundation.accounts.models import User
from apps.portal.rules.manual import parts_for, search
from apps.portal.selectors.manual import chapters
from tests.manual.pictures import PICTURES


def browser(account: str) -> Client:
    client = Client()
    if account:
        client.force_login(User.objects.get(username=account))
    return client


def test_every_pictured_page_opens_and_leads_to_a_chapter(demo_district):
    browsers = {account: browser(account) for account in {picture.account for picture in PICTURES}}
    wrong = [picture.name for picture in PICTURES if not _leads_to_a_chapter(browsers[picture.account], picture)]
    assert wrong == []


def _leads_to_a_chapter(client: Client, picture) -> bool:
    page = client.get(picture.path())
    link = reverse("portal_help_for", args=[picture.page])
    if page.status_code != 200 or f'href="{link}"' not in page.content.decode():
        return False
    chapter = client.get(link, follow=True)
    return chapter.status_code == 200 and "chapter" in chapter.context


def test_everybody_finds_all_of_their_parts_in_the_contents(cast):
    for part, slug in {"staff": "staff", "deputy": "deputies", "handler": "units", "operator": "operations"}.items():
        page = cast.client(part).get(reverse("portal_help")).content.decode()
        assert f'id="{slug}"' in page, part


def test_a_guest_reads_what_is_for_residents_and_signs_in_for_the_rest(db):
    guest = Client()
    assert [part.slug for part, _ in guest.get("/help/").context["parts"]] == ["residents", "everyone"]
    assert guest.get("/help/everyone/sign-in/").status_code == 200
    assert guest.get("/help/staff/poll/").headers["Location"].startswith("/accounts/login/")
    assert guest.get("/help/staff/").headers["Location"].startswith("/accounts/login/")


def test_technical_pages_are_for_operators_alone(cast):
    assert cast.client("operator").get("/help/operations/backup/").status_code == 200
    assert cast.client("staff").get("/help/operations/backup/").status_code == 404


def test_a_chapter_links_only_to_what_its_reader_may_open(cast):
    technical = 'href="/help/operations/'
    assert technical in cast.client("operator").get("/help/operators/documents/").content.decode()
    page = cast.client("staff").get("/help/operators/documents/").content.decode()
    assert technical not in page
    assert page.count("<a ") == page.count("</a>")


@pytest.mark.parametrize(
    ("part", "page", "chapter"),
    [
        ("deputy", "ballots_vote", "/help/deputies/vote/"),
        ("leader", "matters_inbox", "/help/leaders/late/"),
        ("handler", "matters_handling_extend", "/help/units/return-extend/"),
        ("staff", "livelihood_season_announce", "/help/staff/projects-vote/"),
        ("operator", "admin:index", "/help/operators/check/"),
    ],
)
def test_the_link_of_a_page_leads_to_the_closest_chapter_of_ones_own_part(cast, part, page, chapter):
    assert cast.client(part).get(reverse("portal_help_for", args=[page])).headers["Location"] == chapter


def test_what_has_no_chapter_leads_to_the_contents(db):
    assert Client().get("/help/for/nothing/").headers["Location"] == "/help/"
    assert Client().get("/help/staff/nothing/").status_code == 404


def test_refusals_and_missing_pages_bear_the_link(cast):
    staff = cast.client("staff")
    assert 'href="/help/"' in staff.get("/nowhere/").content.decode()
    assert 'href="/help/for/matters_write/"' in staff.get(reverse("matters_write")).content.decode()


def test_a_search_shows_the_words_around_what_it_found(cast):
    hits = cast.client("staff").get("/help/", {"q": "登录单 打印"}).context["found"]
    assert hits[0].chapter.slug == "slips"
    assert Client().get("/help/", {"q": "登录单 打印"}).context["found"] != hits


def test_the_words_of_a_search_are_all_wanted():
    assert search("备份 没有这个词", chapters()) == []
    assert search("  ", chapters()) == []


def test_a_part_is_printed_as_one_booklet(cast):
    sheets = cast.client("deputy").get("/help/deputies/").content.decode()
    of_part = [chapter for chapter in chapters() if chapter.audience in parts_for("deputy", signed_in=True)[:1]]
    assert all(chapter.title in sheets for chapter in of_part)
    assert "<print-button>" in sheets
