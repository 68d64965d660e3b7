"""Who may download the bundle of a secret poll, and when."""

import pytest
from django.urls import reverse

from apps.congress.ballots.secret_box import box_facts, files_of
from apps.congress.ballots.verifiers import verify

pytestmark = pytest.mark.django_db(transaction=True)


def bundle(client, poll):
    return client.get(reverse("ballots_bundle", args=[poll.public_id]))


def test_there_is_none_before_the_box_is_opened(cast, hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, "道路硬化")
    answer = bundle(cast.client("staff"), poll)
    assert answer.status_code == 409
    assert "核验包在截止并开箱以后才有" in answer.content.decode()


def test_the_keeper_and_the_portal_make_a_bundle_that_holds(hall):
    poll = hall.open_secret(seats=2)
    for number in range(4):
        hall.vote_secretly(poll, number, "道路硬化", *["饮水改造"] * (number % 2))
    hall.count_secret(poll)
    facts = box_facts(poll)
    box = verify.Box(files_of(poll), facts.head_fingerprint, facts.poll_fingerprint)
    lines, passed = verify.report(box)
    assert passed, lines
    assert lines[-3:] == ["道路硬化 得票 4", "饮水改造 得票 2", "路灯安装 得票 0"]


def test_it_goes_to_the_office_at_once_and_to_no_deputy_before_the_announcement(cast, hall, client):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, "道路硬化")
    hall.count_secret(poll)
    assert bundle(cast.client("staff"), poll)["Content-Type"] == "application/zip"
    client.force_login(cast.deputies()[5].user)
    assert bundle(client, poll).status_code == 403
