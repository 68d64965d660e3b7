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


ADMIN = [name for name in plain_pages() if name.startswith("admin:")]
PORTAL = [name for name in plain_pages() if not name.startswith("admin:")]


@pytest.fixture
def browsers(cast) -> dict[str, Client]:
    """One signed-in browser per role, and one of an account without any."""
    nobody = Client()
    nobody.force_login(make.make_user(make.make_person(cast.town, "无身份"), "nobody"))
    return {**{part: cast.client(part) for part in PARTS}, "none": nobody}


def test_it_finds_the_pages():
    assert {"portal_home", "portal_search", "admin:index"} <= set(plain_pages())


@pytest.mark.parametrize("name", PORTAL)
def test_only_the_declared_audience_enters(name, browsers):
    let_in, answers = _let_in(name, browsers)
    assert let_in == _declared(name, browsers)
    assert {answers[role] for role in let_in} <= OPEN


@pytest.mark.parametrize("part", [*PARTS, "none"])
def test_nobody_enters_the_admin_who_is_not_declared(part, browsers):
    """Behind its door each table has its own answer (test_admin.py): most take nothing from anybody."""
    one = {part: browsers[part]}
    entered = {name: _let_in(name, one) for name in ADMIN if name != "admin:logout"}
    assert [name for name, (let_in, _) in entered.items() if not let_in <= _declared(name, one)] == []
    assert {answers[role] for let_in, answers in entered.values() for role in let_in} <= OPEN


def _let_in(name: str, browsers: dict[str, Client]) -> tuple[set[str], dict[str, int]]:
    answers = {role: browser.get(reverse(name)).status_code for role, browser in browsers.items()}
    return {role for role, status in answers.items() if status != 403}, answers


def _declared(name: str, browsers: dict[str, Client]) -> set[str]:
    audience = audience_of(name) or frozenset()
    return set(browsers) if GUEST in audience else audience & set(browsers)


@pytest.mark.parametrize("name", plain_pages())
def test_a_guest_is_sent_to_sign_in_unless_the_page_is_public(name, db):
    response = Client().get(reverse(name))
    is_sent = response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/?next=")
    if GUEST in (audience_of(name) or frozenset()):
        assert not is_sent
    else:
        assert is_sent
