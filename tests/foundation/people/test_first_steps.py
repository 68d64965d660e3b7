"""What a new office is told to do first; it falls silent as soon as it is done."""

import pytest

from apps.foundation.people.models import Person, RoleAssignment
from apps.foundation.people.system import todo
from tests import factories as make
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def titles(cast, part):
    return [item.title for item in todo(cast.actor(part), TODAY)]


def test_an_office_at_work_is_told_nothing(cast):
    assert titles(cast, "staff") == []


def test_the_operator_hears_which_places_have_no_clerk(cast):
    make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    RoleAssignment.objects.filter(person__in=[cast.people["district_staff"], cast.people["staff"]]).delete()
    (item,) = todo(cast.actor("operator"), TODAY)
    assert item.title == "登记工作人员并授予角色"
    assert item.detail == "还没有人大工作人员:示例区、青禾镇"


def test_staff_hear_that_their_own_roster_is_missing(cast):
    make.make_term(make.make_unit(cast.town, "town_congress", "青禾镇新一届人民代表大会"))
    assert titles(cast, "staff") == ["导入代表名册:青禾镇新一届人民代表大会第20届"]
    assert titles(cast, "other_staff") == []


def test_staff_hear_that_nobody_of_the_roster_can_sign_in(cast):
    Person.objects.filter(mandates__term=cast.term).update(user=None)
    assert titles(cast, "staff") == ["打印登录单:青禾镇镇人民代表大会第20届"]


def test_a_leader_is_told_nothing(cast):
    Person.objects.filter(mandates__term=cast.term).update(user=None)
    assert titles(cast, "leader") == []
