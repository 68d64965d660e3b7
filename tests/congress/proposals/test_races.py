"""Real threads on a real PostgreSQL: nothing is signed, decided or numbered twice."""

from uuid import uuid4

import pytest

from apps.congress.meetings.models import AgendaItem
from apps.congress.proposals.models import CoSigner, PresidiumDecision, Proposal
from apps.congress.proposals.services.handling import proposal_resolution_draft
from apps.congress.proposals.services.submitting import proposal_submit
from apps.congress.proposals.services.writing import proposal_create
from tests.congress.proposals.bench import AT, LATER, draft
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_signature_from_two_windows_is_one(bench):
    proposal = bench.write()
    assert refusals(at_once(*[lambda: bench.sign(proposal, 1)] * 2)) == ["Conflict"]
    assert CoSigner.objects.filter(consent="signed").count() == 2


def test_two_clicks_at_once_begin_one_draft_and_ask_each_colleague_once(bench):
    new = {"term": bench.cast.term, "draft": draft(), "ask": [bench.person(1)], "key": uuid4()}
    made = at_once(*[lambda: proposal_create(**new, by=bench.deputy(0), at=AT)] * 2)
    assert {one.pk for one in made} == {Proposal.objects.get().pk}
    assert CoSigner.objects.count() == 2


def test_a_signature_and_the_submission_do_not_cross(bench):
    proposal = bench.signed(5)
    results = at_once(
        lambda: proposal_submit(proposal=proposal, by=bench.deputy(0), at=AT), lambda: bench.sign(proposal, 6)
    )
    signed = Proposal.objects.get().signed
    assert signed == 6 - len(refusals(results))
    assert CoSigner.objects.filter(counted=True).count() == signed


def test_motions_handed_in_at_once_get_numbers_without_gap_or_double(bench):
    proposals = [bench.signed(5) for _ in range(4)]
    acts = [lambda one=one: proposal_submit(proposal=one, by=bench.deputy(0), at=AT) for one in proposals]
    assert refusals(at_once(*acts)) == []
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_motion_is_handed_in_once(bench):
    proposal = bench.signed(5)
    acts = [lambda: proposal_submit(proposal=proposal, by=bench.deputy(0), at=AT)] * 2
    assert refusals(at_once(*acts)) == ["WrongState"]
    assert Proposal.objects.get().number == 1


def test_two_staff_decide_one_motion_once(bench):
    proposal, meeting = bench.submitted(), bench.session()
    results = at_once(
        lambda: bench.decide(proposal, meeting=meeting),
        lambda: bench.decide(proposal, "suggest", reason="属日常工作", meeting=meeting),
    )
    assert refusals(results) == ["WrongState"]
    assert PresidiumDecision.objects.count() == 1


def test_two_motions_listed_at_once_stand_one_after_the_other(bench):
    proposals, meeting = [bench.submitted(), bench.submitted()], bench.session()
    acts = [lambda one=one: bench.decide(one, meeting=meeting) for one in proposals]
    assert refusals(at_once(*acts)) == []
    assert sorted(AgendaItem.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_one_draft_resolution_is_begun_by_two_staff(bench):
    proposal = bench.listed(bench.submitted())
    acts = [lambda: proposal_resolution_draft(proposal=proposal, by=bench.staff, at=LATER)] * 2
    assert refusals(at_once(*acts)) == ["Conflict"]
