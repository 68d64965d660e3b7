"""Two at once: nothing is accepted, handed over or counted twice."""

import pytest

from apps.congress.matters.models import CoSigner, Handling, Matter
from apps.congress.matters.services.handing_over import PartDraft
from apps.congress.matters.services.handing_over_many import batch_order, batch_run, matter_accept_and_hand_over
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.services.reviewing import matter_accept
from apps.congress.matters.services.signing import matter_sign
from apps.congress.matters.services.submitting import suggestion_submit
from tests.congress.matters.writing import AT, accepted, acting, drafted, government, submitted
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clerks_accept_at_once_and_it_has_one_number(cast):
    matter, by = submitted(cast), cast.actor("staff")
    results = at_once(*[lambda: matter_accept(matter=matter, by=by, at=AT)] * 2)
    assert refusals(results) == ["WrongState"]
    assert list(Matter.objects.values_list("number", flat=True)) == [1]


def test_two_clerks_hand_over_at_once_and_the_unit_has_it_once(cast):
    matter, by, parts = submitted(cast), cast.actor("staff"), [PartDraft(government())]
    results = at_once(*[lambda: matter_accept_and_hand_over(matter=matter, parts=parts, by=by, at=AT)] * 2)
    assert refusals(results) == ["NotReady"]
    assert Handling.objects.count() == 1


def test_a_name_given_while_it_is_handed_in_counts_once(cast):
    colleague = cast.deputies()[1]
    matter, by, other = drafted(cast, ask=[colleague]), cast.actor("deputy"), acting(colleague)
    results = at_once(
        lambda: suggestion_submit(matter=matter, by=by, at=AT),
        lambda: matter_sign(matter=matter, revision=1, by=other, at=AT),
    )
    assert refusals(results) == []
    matter.refresh_from_db()
    assert (matter.state, matter.proposer_name) == ("submitted", "安然等2名代表")
    assert CoSigner.objects.get().consent == "signed"


def test_each_merged_into_the_other_at_once_leaves_one(cast):
    first, second, by = accepted(cast), accepted(cast), cast.actor("staff")
    results = at_once(
        lambda: matter_merge(matter=first, into=second, reason="同", by=by, at=AT),
        lambda: matter_merge(matter=second, into=first, reason="同", by=by, at=AT),
    )
    assert len(refusals(results)) == 1
    assert sorted(Matter.objects.values_list("state", flat=True)) == ["accepted", "merged"]


def test_two_workers_on_one_batch_hand_each_over_once(cast):
    matters = [accepted(cast) for _ in range(4)]
    batch = batch_order(
        office=cast.town, matters=matters, parts=[PartDraft(government())], by=cast.actor("staff"), at=AT
    )
    at_once(*[lambda: batch_run(batch=batch, at=AT)] * 2)
    assert Handling.objects.count() == 4
    assert not batch.items.exclude(refusal="").exists()
