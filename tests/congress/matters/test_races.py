"""Two at once: no number twice, no circle."""

import pytest

from apps.congress.matters.models import Submission
from apps.congress.matters.services import submission_merge
from apps.foundation.core.errors import NotReady
from tests.congress.matters.conftest import AT, make_submission, receive
from tests.congress.meetings.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_at_once_get_ten_numbers_without_a_gap(cast):
    at_once(*[lambda: receive(cast.town)] * 10)
    numbers = sorted(Submission.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{number:06}" for number in range(1, 11)]


def test_each_merged_into_the_other_at_once_leaves_one_standing(cast):
    first, second, by = make_submission(cast.town), make_submission(cast.town), cast.actor("staff")
    results = at_once(
        lambda: submission_merge(submission=first, into=second, reason="同", by=by, at=AT),
        lambda: submission_merge(submission=second, into=first, reason="同", by=by, at=AT),
    )
    assert sorted(isinstance(result, NotReady) for result in results) == [False, True]
    assert Submission.objects.standing().count() == 1
