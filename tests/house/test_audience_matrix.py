"""The admin's pages and the guests: who is declared gets in. tests/access asks for everything else as everybody."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import OFFICE, audience_of
from apps.foundation.people.models import RoleAssignment
from tests import factories as make
from tests.house.test_addresses import all_views

PARTS = ("operator", "staff", "leader", "handler", "deputy", "representative")
EXAM_PARTS = ("exam_staff", "exam_setter", "invigilator")
ALL_PARTS = (*PARTS, *EXAM_PARTS, "none")
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


@pytest.fixture
def browsers(cast) -> dict[str, Client]:
    """One signed-in browser per role, and one of an account without any."""
    nobody = Client()
    nobody.force_login(make.make_user(make.make_person(cast.town, "无身份"), "nobody"))
    of_exams = {role: examiner(cast.district, role) for role in EXAM_PARTS}
    return {**{part: cast.client(part) for part in PARTS}, **of_exams, "none": nobody}


def examiner(district, role: str) -> Client:
    """A browser of somebody who holds a role of the exam in the district."""
    person = make.make_person(district, f"示例{role}")
    RoleAssignment.objects.create(person=person, role=role, area=district, starts_on=make.SINCE)
    browser = Client()
    browser.force_login(make.make_user(person, role))
    return browser


def test_it_finds_the_pages():
    assert {"portal_home", "portal_search", "admin:index"} <= set(plain_pages())


@pytest.mark.parametrize("part", ALL_PARTS)
def test_nobody_enters_the_admin_who_is_not_declared(part, browsers):
    """One door for all of it, so one table of each app is asked (each table's own answer: test_admin.py)."""
    entered = _entered(["admin:index", *_one_table_of_each_app()], part, browsers)
    assert [name for name, status in entered.items() if status != 403 and not _is_declared(name, part)] == []
    assert (entered["admin:index"] != 403) == _is_declared("admin:index", part)
    assert {status for status in entered.values() if status != 403} <= OPEN
    assert {name for name in ADMIN if _is_declared(name, part)} == ({*ADMIN} if part in OFFICE else set())


def _one_table_of_each_app() -> list[str]:
    lists = [name for name in ADMIN if name.endswith("_changelist")]
    return list({name.partition("_")[0]: name for name in lists}.values())


def _entered(names: list[str], part: str, browsers: dict[str, Client]) -> dict[str, int]:
    return {name: browsers[part].get(reverse(name)).status_code for name in names}


def _is_declared(name: str, part: str) -> bool:
    audience = audience_of(name) or frozenset()
    return GUEST in audience or part in audience


def test_a_guest_is_sent_to_sign_in_unless_the_page_is_public(db):
    sent = {name for name in plain_pages() if _is_sent_to_sign_in(Client().get(reverse(name)))}
    assert sent == {name for name in plain_pages() if GUEST not in (audience_of(name) or frozenset())}


def _is_sent_to_sign_in(response) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/?next=")
