"""Terms follow one another; a deputy is in one delegation."""

from datetime import UTC, date, datetime

import pytest

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.people.models import Membership
from apps.foundation.people.selectors import members_due
from apps.foundation.people.services.terms import (
    group_create,
    group_members_add,
    membership_end,
    term_change,
    term_open,
)
from tests import factories as make
from tests.cast import TODAY

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
NEXT = date(2026, 12, 1)


@pytest.fixture
def by(cast):
    return {"by": cast.actor("staff"), "at": AT}


def open_next(cast, by, **values):
    facts = {"body": cast.congress, "number": 21, "first_session_on": NEXT, "quota": 60, "elected": 58}
    return term_open(**(facts | values), **by)


def test_the_seats_of_the_last_term_end_with_the_first_session_of_the_next(cast, by):
    term = open_next(cast, by)
    cast.term.refresh_from_db()
    assert cast.term.ended_on == NEXT
    assert members_due(cast.congress, cast.term, date(2026, 11, 30)).due == 10
    assert members_due(cast.congress, cast.term, NEXT).due == 0
    assert members_due(cast.congress, term, NEXT).quota == 60


@pytest.mark.parametrize("values", [{"number": 20}, {"number": 19}, {"first_session_on": make.SINCE}])
def test_a_term_must_follow_the_one_before(cast, by, values):
    with pytest.raises(DomainError, match="第20届之后"):
        open_next(cast, by, **values)


def test_a_government_has_no_terms(cast, by):
    with pytest.raises(DomainError, match="不设届次"):
        open_next(cast, by, body=make.make_unit(cast.town, "department", "示例办"))


def test_a_corrected_quota_is_what_is_counted(cast, by):
    term_change(term=cast.term, first_session_on=make.SINCE, quota=12, elected=11, **by)
    cast.term.refresh_from_db()
    assert members_due(cast.congress, cast.term, TODAY).quota == 12


@pytest.fixture
def groups(cast, by):
    names = (("delegation", "第一代表团"), ("delegation", "第二代表团"), ("deputy_group", "第一小组"))
    return [group_create(term=cast.term, kind=kind, name=name, number=1, **by) for kind, name in names]


def test_it_refuses_two_groups_of_one_name(cast, by, groups):
    with pytest.raises(Conflict, match="第一代表团"):
        group_create(term=cast.term, kind="delegation", name="第一代表团", number=3, **by)


def test_who_joins_a_delegation_leaves_the_other_but_not_the_deputy_group(cast, by, groups):
    first, second, small = groups
    person = cast.people["deputy"]
    for group, day in ((first, make.SINCE), (small, make.SINCE), (second, TODAY)):
        group_members_add(group=group, people=[person], starts_on=day, **by)
    now = Membership.objects.on(TODAY).filter(person=person)
    assert sorted(now.values_list("group__name", flat=True)) == ["第一小组", "第二代表团"]


def test_groups_formed_by_the_district_are_told_in_the_town(cast, groups):
    district = {"by": cast.actor("district_staff"), "at": AT}
    held = group_members_add(group=groups[0], people=[cast.people["deputy"]], starts_on=TODAY, **district)[0]
    membership_end(membership=held, on=TODAY, **district)
    seen = Entry.objects.visible_to(cast.actor("staff")).values_list("act", flat=True)
    assert {"people.group.joined", "people.group.left"} <= set(seen)


def test_it_refuses_members_who_are_in_already(cast, by, groups):
    group_members_add(group=groups[0], people=[cast.people["deputy"]], starts_on=TODAY, **by)
    with pytest.raises(Conflict, match="都已在本团组"):
        group_members_add(group=groups[0], people=[cast.people["deputy"]], starts_on=TODAY, **by)


def test_a_membership_ends_once(cast, by, groups):
    held = group_members_add(group=groups[0], people=[cast.people["deputy"]], starts_on=TODAY, **by)[0]
    membership_end(membership=held, on=TODAY, **by)
    with pytest.raises(Conflict, match="已经离开"):
        membership_end(membership=held, on=TODAY, **by)
