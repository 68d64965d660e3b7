"""The five numbers, and the roll of those who may sit."""

from datetime import date

import pytest

from apps.foundation.people.models import Group, Membership
from apps.foundation.people.selectors import MembershipCounts, members_due, serving_members
from tests.cast import TODAY
from tests.factories import SINCE


def set_state(person, state, on=TODAY):
    mandate = person.mandates.get()
    mandate.statuses.filter(until__isnull=True).update(until=on)
    mandate.statuses.create(state=state, starts_on=on)


def test_it_leaves_suspended_members_out_of_those_due(cast):
    first, second, third, *_ = cast.deputies()
    set_state(first, "suspended")
    set_state(second, "ended")
    set_state(third, "ended")
    assert members_due(cast.congress, cast.term, TODAY) == MembershipCounts(10, 10, 8, 1, 7)


def test_it_counts_a_seat_until_the_day_before_it_ended(cast):
    set_state(cast.people["deputy"], "ended")
    assert members_due(cast.congress, cast.term, date(2026, 3, 19)).due == 10
    assert members_due(cast.congress, cast.term, TODAY).due == 9


def test_it_counts_nobody_of_another_body(cast):
    assert members_due(cast.other_congress, cast.term, TODAY).due == 0


def test_it_lists_serving_members_by_pinyin_and_no_suspended_one(cast):
    set_state(cast.people["deputy"], "suspended")
    names = [mandate.person.name for mandate in serving_members(cast.term, TODAY)]
    assert names == ["白雪", "陈晨", "丁宁", "方圆", "高山", "何田", "江河", "康宁", "林木"]


@pytest.mark.parametrize("number", [1, 10])
def test_it_reads_members_and_their_groups_in_two_queries(cast, number, django_assert_num_queries):
    group = Group.objects.create(term=cast.term, kind="delegation", name="第一代表团")
    for person in cast.deputies()[:number]:
        Membership.objects.create(group=group, person=person, starts_on=SINCE)
    with django_assert_num_queries(2):
        found = [
            [m.group.name for m in mandate.person.current_memberships] for mandate in serving_members(cast.term, TODAY)
        ]
    assert found == [["第一代表团"]] * number + [[]] * (10 - number)


def test_it_forgets_a_group_that_was_left(cast):
    group = Group.objects.create(term=cast.term, kind="delegation", name="第一代表团")
    Membership.objects.create(group=group, person=cast.people["deputy"], starts_on=SINCE, until=TODAY)
    assert serving_members(cast.term, TODAY)[0].person.current_memberships == []
