"""Handing a tablet over signs staff out on the server; the rest is the browser's (tests/browser)."""

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from apps.congress.ballots.models import Poll
from tests.congress.ballots.hall import AT
from tests.congress.ballots.test_pages import url


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(AT, tick=False):
        yield


def test_staff_are_signed_out_and_the_voter_signs_in(hall):
    poll = hall.open()
    client = hall.cast.client("staff")
    assert "开始平板使用" in client.get(url(poll, "tablet")).content.decode()
    response = client.post(url(poll, "tablet"))
    assert parse_qs(urlsplit(response.url).query) == {"next": [f"{url(poll, 'vote')}?tablet=1"]}
    assert client.get("/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_office_of_the_place_alone_hands_one_over(hall):
    poll = hall.open()
    parts = ("deputy", "leader", "other_staff")
    assert [hall.cast.client(part).post(url(poll, "tablet")).status_code for part in parts] == [403, 403, 404]


@pytest.mark.parametrize(("method", "state"), [("paper", "open"), ("show_of_hands", "draft"), ("named", "closed")])
def test_only_a_vote_by_phone_that_is_not_over_has_a_tablet(hall, method, state):
    poll = hall.draft(method=method)
    Poll.objects.filter(pk=poll.pk).update(state=state)
    client = hall.cast.client("staff")
    assert client.post(url(poll, "tablet")).status_code == 409
    assert client.get("/").status_code == 200
