"""Every URL says who may enter; a page is open to guests exactly where its audience says so."""

from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from apps.foundation.core import registry
from apps.foundation.core.actors import DEPUTY, GUEST, HANDLER, LEADER, OPERATOR, REPRESENTATIVE, STAFF
from apps.foundation.core.audiences import audience_of

ROLES = {GUEST, "none", OPERATOR, STAFF, LEADER, HANDLER, DEPUTY, REPRESENTATIVE}
# Django leaves the admin's own sign-in and its message catalogue open; here only the office may see them.
CLOSED_BY_AUDIENCE = {"admin:login", "admin:jsi18n"}


def all_views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every view with the name by which its audience is declared."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_views(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield f"{prefix}{entry.name or entry.lookup_str}", entry


def plain_pages() -> list[str]:
    """Names of all pages that need no arguments."""
    return [name for name, _ in all_views() if _address_of(name)]


def _address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def test_it_walks_into_included_urls():
    assert {"portal_home", "admin:index", "account_login"} <= {name for name, _ in all_views()}


def test_every_address_declares_its_audience():
    assert [name for name, _ in all_views() if audience_of(name) is None] == []


def test_an_address_is_public_exactly_where_no_sign_in_is_asked():
    wrong = [
        name
        for name, view in all_views()
        if (GUEST in (audience_of(name) or ())) == getattr(view.callback, "login_required", True)
        and name not in CLOSED_BY_AUDIENCE
    ]
    assert wrong == []


def test_no_two_views_share_a_name():
    names = [name for name, _ in all_views() if not name.startswith("admin:")]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_audiences_are_declared_only_for_addresses_that_exist():
    names = {name for name, _ in all_views()}
    declared = {name for system in registry.systems() for name in system.audiences if "*" not in name}
    assert declared - names == set()


def test_audiences_name_only_known_roles():
    known = ROLES | set(registry.roles())
    named = {role for system in registry.systems() for roles in system.audiences.values() for role in roles}
    assert named - known == set()


@pytest.mark.parametrize("system", registry.systems(), ids=lambda system: system.slug)
def test_every_menu_item_leads_somewhere(system):
    for item in system.menu:
        try:
            reverse(item.url_name)
        except NoReverseMatch:
            pytest.fail(f"{system.slug}: {item.title} leads to {item.url_name}, which is no address")
