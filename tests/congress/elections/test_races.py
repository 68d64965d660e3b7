"""Real threads on a real PostgreSQL: nobody stands for more than the seats, no name is put down twice."""

from uuid import uuid4

import pytest

from apps.congress.elections.models import Election, Nomination, Signature
from apps.congress.elections.services.candidates import candidates_fix, nominations_close
from apps.congress.elections.services.nominating import nomination_sign
from apps.congress.elections.services.setting_up import election_create
from apps.congress.elections.services.voting import vote_prepare
from tests.congress.elections.floor import AT, LATER, draft
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_co_signatures_at_once_both_count(floor):
    nomination = floor.by_deputy(floor.election(), "李明")
    voters = [floor.deputy(1), floor.deputy(2)]
    results = at_once(*[lambda by=by: nomination_sign(nomination=nomination, by=by, at=AT) for by in voters])
    assert refusals(results) == []
    assert nomination.signatures.filter(consent="signed").count() == 3


def test_one_deputy_signing_two_nominations_at_once_stays_within_the_seats(floor):
    election, voter = floor.election(seats=1), floor.deputy(0)
    both = [floor.by_deputy(election, "李明", 1), floor.by_deputy(election, "王伟", 2)]
    results = at_once(*[lambda one=one: nomination_sign(nomination=one, by=voter, at=AT) for one in both])
    assert refusals(results) == ["NotReady"]
    assert Signature.objects.filter(person=voter.person_id, consent="signed").count() == 1


def test_the_same_signature_from_two_windows_is_one(floor):
    nomination, voter = floor.by_deputy(floor.election(), "李明"), floor.deputy(1)
    results = at_once(*[lambda: nomination_sign(nomination=nomination, by=voter, at=AT)] * 2)
    assert refusals(results) == ["Conflict"]
    assert nomination.signatures.filter(person=voter.person_id).count() == 1


def test_one_name_put_down_by_two_at_once_stands_once(floor):
    election = floor.election()
    results = at_once(lambda: floor.by_deputy(election, "李明", 0), lambda: floor.by_deputy(election, "李明", 1))
    assert refusals(results) == ["NotReady"]
    assert Nomination.objects.filter(name="李明").count() == 1


def test_candidates_are_fixed_and_put_to_the_vote_once(floor):
    election = floor.deliberating("李明", "王伟", "张强")
    assert refusals(at_once(*[lambda: candidates_fix(election=election, by=floor.staff, at=LATER)] * 2)) == [
        "WrongState"
    ]
    acts = [lambda: vote_prepare(election=election, method="paper", by=floor.staff, at=LATER)] * 2
    assert refusals(at_once(*acts)) == ["WrongState"]
    assert election.polls.count() == 1


def test_a_signature_and_the_end_of_nominations_do_not_cross(floor):
    election = floor.election()
    nomination, voter = floor.by_deputy(election, "李明"), floor.deputy(1)
    results = at_once(
        lambda: nominations_close(election=election, by=floor.staff, at=LATER),
        lambda: nomination_sign(nomination=nomination, by=voter, at=AT),
    )
    election.refresh_from_db()
    signed = nomination.signatures.filter(consent="signed").count()
    assert election.state == "deliberating"
    assert signed == 2 - len(refusals(results))


def test_two_clicks_at_once_begin_one_election(floor):
    key, term = uuid4(), floor.cast.term
    made = at_once(*[lambda: election_create(term=term, draft=draft(), key=key, by=floor.staff, at=AT)] * 2)
    assert {one.pk for one in made} == {Election.objects.get().pk}
