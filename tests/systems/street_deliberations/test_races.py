"""Two of the office at once: a slate is determined once, a person is on one list, a mistake is corrected once."""

import pytest

from apps.foundation.people.models import Mandate
from apps.systems.street_deliberations.models import Seat, Slate, SlateEntry
from apps.systems.street_deliberations.services import recommending, reviewing, slates
from tests.racing import at_once, refusals
from tests.systems.street_deliberations.office import AT, ORGANS, days_later, fresh

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_slate_is_determined_once(office):
    office.settled()
    slate = office.noticed(office.cleared(), office.cleared())
    results = at_once(*(lambda: office.determine(Slate.objects.get(pk=slate.pk)),) * 2)
    assert refusals(results) == ["WrongState"]
    assert (Seat.objects.count(), Mandate.objects.filter(term=office.term).count()) == (2, 2)
    office.term.refresh_from_db()
    assert office.term.elected == 10 + 2


def test_two_slates_for_the_last_seat_of_a_line_seat_one(office):
    """Both went through the notice with room for one more; the second to be determined finds the line full."""
    office.settled()
    office.determined(office.cleared())
    first, second = office.noticed(office.cleared()), office.noticed(office.cleared())
    results = at_once(lambda: office.determine(first), lambda: office.determine(second))
    assert refusals(results) == ["NotReady"]
    assert Seat.objects.count() == 2


def test_the_same_person_is_added_to_one_draft_at_a_time(office):
    """Two windows with the same draft: the second save loses nothing and says so."""
    office.settled()
    people = [office.cleared(), office.cleared()]
    slate = slates.slate_create(term=office.term, by=office.staff, at=AT)
    results = at_once(*(lambda: office.choose(slate, *people),) * 2)
    assert refusals(results) == ["Conflict"]
    assert SlateEntry.objects.count() == 2


def test_one_draft_is_begun_by_two(office):
    office.settled()
    results = at_once(*(lambda: slates.slate_create(term=office.term, by=office.staff, at=AT),) * 2)
    assert refusals(results) == ["Conflict"]
    assert Slate.objects.count() == 1


def test_a_person_withdrawn_while_the_list_is_determined_is_either_in_or_out(office):
    office.settled()
    candidate = office.cleared()
    slate = office.noticed(candidate, office.cleared())
    results = at_once(
        lambda: office.determine(slate),
        lambda: recommending.candidate_withdraw(
            candidate=candidate, reason="本人不愿意", by=office.staff, at=days_later(9)
        ),
    )
    state = fresh(candidate).state
    assert (state, len(refusals(results))) in (("determined", 1), ("withdrawn", 0))
    assert Seat.objects.filter(candidate=candidate).exists() is (state == "determined")


def test_a_mistake_is_corrected_once(office):
    office.settled()
    candidate = office.cleared()
    wrong = candidate.opinions.get(organ=ORGANS[0])

    def correct():
        return reviewing.opinion_correct(
            candidate=candidate, wrong=wrong, is_veto=False, opinion="", on=AT.date(), reason="文号有误",
            by=office.staff, at=AT,
        )  # fmt: skip

    assert refusals(at_once(correct, correct)) == ["Conflict"]
    assert candidate.opinions.count() == len(ORGANS) + 1
