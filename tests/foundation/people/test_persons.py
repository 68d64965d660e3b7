"""Persons, roles, posts: entered once, granted within one's power, never locked out."""

from datetime import UTC, date, datetime

import pytest

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed
from apps.foundation.people.models import Person
from apps.foundation.people.services.persons import person_change, person_create
from apps.foundation.people.services.roles import post_end, post_give, role_end, role_grant
from tests.cast import TODAY
from tests.foundation.people.rosters import identity_number

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture
def by(cast):
    return {"by": cast.actor("staff"), "at": AT}


def test_it_keeps_pinyin_and_initials(cast, by):
    person = person_create(area=cast.town, details={"name": "王小明"}, **by)
    assert (person.pinyin, person.initials) == ("wang xiao ming", "wxm")
    person = person_change(person=person, details={"name": "李小明"}, **by)
    assert (person.pinyin, person.initials) == ("li xiao ming", "lxm")


def test_an_identity_number_is_stored_unreadable(cast, by):
    person = person_create(area=cast.town, details={"name": "王明", "identity_number": identity_number()}, **by)
    stored = (
        Person.objects.filter(pk=person.pk).extra(select={"raw": "identity_number"}).values_list("raw", flat=True)[0]
    )
    assert identity_number() not in stored


def test_it_refuses_the_same_name_and_phone_twice(cast, by):
    details = {"name": "王明", "phone": "13900000001"}
    person_create(area=cast.town, details=details, **by)
    with pytest.raises(Conflict, match="已经登记过"):
        person_create(area=cast.town, details=details, **by)
    assert person_create(area=cast.town, details=details | {"name": "李明"}, **by).pk


def test_it_refuses_an_identity_number_twice(cast, by):
    details = {"name": "王明", "identity_number": identity_number()}
    person_create(area=cast.town, details=details, **by)
    with pytest.raises(Conflict, match="已登记在另一人名下"):
        person_create(area=cast.other_town, details={**details, "name": "李明"}, **by)
    other = person_create(area=cast.town, details={"name": "李明"}, **by)
    with pytest.raises(Conflict, match="已登记在另一人名下"):
        person_change(person=other, details={"identity_number": identity_number()}, **by)


def test_the_entry_of_a_change_names_fields_and_no_values(cast, by):
    person_change(person=cast.people["deputy"], details={"phone": "13912345678", "sex": "female"}, **by)
    entry = Entry.objects.get(act="people.person.changed")
    assert entry.facts == {"fields": "手机号、性别"}


def test_a_change_of_nothing_leaves_no_entry(cast, by):
    person_change(person=cast.people["deputy"], details={"name": "安然"}, **by)
    assert not Entry.objects.filter(act="people.person.changed").exists()


def grant(cast, part, role, **where):
    values = {"person": cast.people["deputy"], "starts_on": TODAY, "by": cast.actor(part), "at": AT}
    return role_grant(role=role, **values, **where)


def test_staff_grant_handlers_only(cast):
    unit = cast.congress
    assert grant(cast, "staff", "handler", unit=unit).unit == unit
    for role in ("operator", "staff", "leader"):
        with pytest.raises(NotAllowed):
            grant(cast, "staff", role, area=cast.town)


def test_nobody_grants_beyond_their_own_area(cast):
    with pytest.raises(NotAllowed):
        grant(cast, "staff", "handler", unit=cast.other_congress)
    assert grant(cast, "operator", "staff", area=cast.other_town).area == cast.other_town


def test_a_role_needs_its_own_kind_of_place(cast):
    with pytest.raises(DomainError, match="选择所属单位"):
        grant(cast, "operator", "handler", area=cast.town)
    with pytest.raises(DomainError, match="选择管辖区划"):
        grant(cast, "operator", "leader", unit=cast.congress)


def test_it_refuses_a_role_held_already(cast):
    grant(cast, "operator", "leader", area=cast.town)
    with pytest.raises(Conflict, match="不必重复授予"):
        grant(cast, "operator", "leader", area=cast.town)


def test_the_last_operator_cannot_be_ended(cast):
    last = cast.people["operator"].role_assignments.get()
    values = {"on": TODAY, "reason": "调离", "by": cast.actor("operator"), "at": AT}
    with pytest.raises(DomainError, match="最后一名系统管理员"):
        role_end(assignment=last, **values)
    grant(cast, "operator", "operator", area=cast.district)
    assert role_end(assignment=last, **values).until == TODAY


def test_a_role_is_ended_once(cast):
    role = grant(cast, "operator", "leader", area=cast.town)
    values = {"on": TODAY, "reason": "调离", "by": cast.actor("operator"), "at": AT}
    role_end(assignment=role, **values)
    with pytest.raises(Conflict, match="已经终止"):
        role_end(assignment=role, **values)


def test_what_the_district_ends_in_a_town_is_seen_in_the_town(cast):
    district = {"by": cast.actor("district_staff"), "at": AT}
    role = grant(cast, "operator", "leader", area=cast.town)
    role_end(assignment=role, on=TODAY, reason="调离", by=cast.actor("operator"), at=AT)
    post = post_give(person=cast.people["deputy"], unit=cast.congress, title="秘书", starts_on=TODAY, **district)
    post_end(post=post, on=TODAY, reason="调离", **district)
    seen = Entry.objects.visible_to(cast.actor("staff")).values_list("act", flat=True)
    assert {"people.role.ended", "people.post.ended"} <= set(seen)


def test_a_post_in_a_unit_is_held_once_and_ends(cast, by):
    person = cast.people["deputy"]
    post = post_give(person=person, unit=cast.congress, title="主席", starts_on=date(2026, 1, 1), **by)
    with pytest.raises(Conflict, match="已有在任职务"):
        post_give(person=person, unit=cast.congress, title="副主席", starts_on=TODAY, **by)
    assert post_end(post=post, on=TODAY, reason="任免决定", **by).until == TODAY
    with pytest.raises(Conflict, match="已经免去"):
        post_end(post=post, on=TODAY, reason="任免决定", **by)
