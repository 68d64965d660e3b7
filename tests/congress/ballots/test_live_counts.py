"""Counts while voting: of a secret poll how many were issued and cast, and never who is missing."""

import pytest

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Channel, IssuedBallot, Method, Poll, SecretBallot


def opened_secretly(hall, method=Method.SECRET, *, issued=0, cast=0) -> Poll:
    """A poll as it stands while secret ballots are taken and cast."""
    poll = hall.open()
    Poll.objects.filter(pk=poll.pk).update(state="draft")
    Poll.objects.filter(pk=poll.pk).update(method=method)
    Poll.objects.filter(pk=poll.pk).update(state="open")
    for entry in poll.roll.all()[:issued]:
        IssuedBallot.objects.create(entry=entry, blinded=b"1")
    for number in range(cast):
        values = {"randomizer": b"1", "signature": b"1", "sealed": b"1"}
        SecretBallot.objects.create(serial=f"{poll.pk:032x}{number:032x}", poll=poll, **values)
    poll.refresh_from_db()
    return poll


def test_a_named_ballot_is_issued_to_everybody_with_a_phone(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    counts = selectors.live_counts(poll)
    assert (counts.roll, counts.electronic, counts.issued, counts.cast, counts.missing) == (10, 10, 10, 1, 9)


def test_a_secret_poll_counts_ballots_taken_and_cast(hall, django_assert_num_queries):
    poll = opened_secretly(hall, issued=4, cast=3)
    with django_assert_num_queries(2):
        counts = selectors.live_counts(poll)
    assert (counts.roll, counts.electronic, counts.issued, counts.cast, counts.missing) == (10, 10, 4, 3, 7)


def test_a_mixed_secret_poll_keeps_paper_apart(hall):
    poll = opened_secretly(hall, Method.SECRET_MIXED, issued=2, cast=2)
    poll.roll.filter(number__gt=7).update(channel=Channel.PAPER)
    counts = selectors.live_counts(poll)
    assert (counts.electronic, counts.paper, counts.issued, counts.cast) == (7, 3, 2, 2)


@pytest.mark.parametrize("method", [Method.SECRET, Method.SECRET_MIXED])
def test_nobody_learns_who_is_missing_in_a_secret_poll(hall, method):
    poll = opened_secretly(hall, method, issued=1)
    assert list(selectors.missing_voters(poll)) == []


@pytest.mark.parametrize(
    ("method", "facts"),
    [
        ("named", (True, False, True, False, False)),
        ("mixed", (True, False, True, True, True)),
        ("secret", (False, True, True, False, False)),
        ("secret_mixed", (False, True, True, True, True)),
        ("paper", (False, False, False, True, False)),
        ("show_of_hands", (False, False, False, False, False)),
    ],
)
def test_a_poll_knows_its_ways_of_voting(method, facts):
    poll = Poll(method=method)
    assert (poll.is_named, poll.is_secret, poll.votes_by_phone, poll.votes_on_paper, poll.is_mixed) == facts
