"""Every page without arguments, asked by every audience: who is declared gets in, everybody else does not."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import audience_of
from tests import factories as make
from tests.house.test_addresses import all_views

PARTS = ("operator", "staff", "leader", "handler", "deputy", "representative")
OPEN = {200, 302, 404, 405}  # 404: the page is theirs, but nothing of theirs is on it


def plain_pages() -> list[str]:
    """Names of all pages that need no arguments."""
    return [name for name in dict(all_views()) if _address_of(name)]


def _address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@pytest.fixture
def browsers(cast) -> dict[str, Client]:
    """One signed-in browser per role, and one of an account without any."""
    nobody = Client()
    nobody.force_login(make.make_user(make.make_person(cast.town, "无身份"), "nobody"))
    return {**{part: cast.client(part) for part in PARTS}, "none": nobody}


def test_it_finds_the_pages():
    assert {"portal_home", "portal_search", "admin:index"} <= set(plain_pages())


@pytest.mark.parametrize("name", plain_pages())
def test_only_the_declared_audience_enters(name, browsers):
    audience = audience_of(name) or frozenset()
    answers = {role: browser.get(reverse(name)).status_code for role, browser in browsers.items()}
    let_in = {role for role, status in answers.items() if status != 403}
    declared = set(browsers) if GUEST in audience else audience & set(browsers)
    # Behind the admin's door each table has its own answer (test_admin.py): most take nothing from anybody.
    assert let_in <= declared if name.startswith("admin:") else let_in == declared
    assert {answers[role] for role in let_in} <= OPEN


@pytest.mark.parametrize("name", plain_pages())
def test_a_guest_is_sent_to_sign_in_unless_the_page_is_public(name, db):
    response = Client().get(reverse(name))
    is_sent = response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/?next=")
    if GUEST in (audience_of(name) or frozenset()):
        assert not is_sent
    else:
        assert is_sent
