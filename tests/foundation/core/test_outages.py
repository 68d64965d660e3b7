"""While database or disk are away people read a sentence, and what they typed is sent again from the page."""

import errno

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.urls import reverse

from apps.foundation.core.outages import AWAY, FULL, sentence_for


def refuse(execute, sql, params, many, context):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def database_away(db):
    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def browser(cast):
    """Of somebody who signed in while all was well."""
    client = cast.client("staff")
    client.raise_request_exception = False
    return client


def test_a_page_says_so_and_offers_itself_again(browser, database_away):
    answer = browser.get("/people/?q=an&page=2")
    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert AWAY in html
    assert 'href="/people/?q=an&amp;page=2"' in html


def test_the_page_can_be_shown_without_a_session_or_a_database(client, database_away):
    client.raise_request_exception = False
    assert AWAY in client.get(reverse("account_login")).content.decode()


def test_what_was_typed_is_sent_again_from_the_page(browser, database_away):
    typed = {"name": "<王小明>", "bodies": ["1", "2"], "csrfmiddlewaretoken": "t" * 64}
    html = browser.post(reverse("people_person_add"), typed).content.decode()
    assert "再提交一次" in html
    assert '<input type="hidden" name="name" value="&lt;王小明&gt;">' in html
    assert html.count('name="bodies"') == 2
    assert 'action="/people/add/"' in html


def test_a_password_is_never_written_into_a_page(client, database_away):
    client.raise_request_exception = False
    html = client.post(reverse("account_login"), {"login": "a", "password": "my secret words"}).content.decode()
    assert "my secret words" not in html
    assert "后退" in html


def test_a_fragment_and_a_script_are_told_in_their_own_way(browser, database_away):
    fragment = browser.post("/people/add/", {"name": "甲"}, headers={"HX-Request": "true"})
    assert fragment.status_code == 503
    assert fragment.content.decode().strip().startswith('<div id="refusal">')
    answer = browser.post("/people/add/", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()) == (503, {"sentence": AWAY, "issues": []})


def test_afterwards_the_same_browser_goes_on(browser):
    with connection.execute_wrapper(refuse):
        assert browser.get("/people/").status_code == 503
    assert browser.get("/people/").status_code == 200


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (caused(OperationalError(), psycopg.errors.DiskFull()), FULL),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), AWAY),
        (psycopg.errors.ReadOnlySqlTransaction(), AWAY),
        (ProgrammingError(), ""),
        (OSError(errno.EACCES, "Permission denied"), ""),
        (ValueError(), ""),
    ],
)
def test_only_what_passes_by_itself_is_called_so(error, sentence):
    assert sentence_for(error) == sentence


def test_a_fault_of_ours_stays_a_fault(browser, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr("apps.foundation.people.middleware.actor_of", broken)
    assert browser.get("/people/").status_code == 500
