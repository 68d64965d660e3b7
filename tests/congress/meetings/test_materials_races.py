"""A version replaced while it is read, two who replace, two who send: real threads."""

import pytest

from apps.congress.meetings.models import MaterialReceipt, MaterialVersion
from apps.congress.meetings.services.materials import material_replace, material_send
from apps.office.notifications.models import Notice
from tests.congress.meetings.paperwork import IN_MARCH, added, pdf, read, replaced, sent
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_version_replaced_while_it_is_read_is_unread_in_its_new_form(noticed):
    material, person = sent(noticed), noticed.members()[0]
    first = material.versions.get()
    replaced(noticed, material, send=False)
    results = at_once(
        lambda: material_send(material=material, by=noticed.staff, at=IN_MARCH), lambda: read(first, person)
    )
    assert refusals(results) in ([], ["Conflict"])
    unread = MaterialVersion.objects.to_read().unread_by(person.pk)
    assert [version.number for version in unread] == [2]
    assert not MaterialReceipt.objects.exclude(version=first).exists()


def test_one_tap_too_many_leaves_one_receipt(noticed):
    version, person = sent(noticed).versions.get(), noticed.members()[0]
    assert refusals(at_once(*[lambda: read(version, person)] * 3)) == []
    assert MaterialReceipt.objects.count() == 1


def test_two_who_replace_one_version_at_once_make_one_new(noticed):
    material = sent(noticed)
    act = {"material": material, "seen": 1, "note": "", "by": noticed.staff, "at": IN_MARCH}
    results = at_once(*[lambda: material_replace(file=pdf(), **act)] * 2)
    assert refusals(results) == ["Conflict"]
    assert material.versions.count() == 2


def test_two_who_send_at_once_tell_everybody_once(noticed):
    material = added(noticed).material
    results = at_once(*[lambda: material_send(material=material, by=noticed.staff, at=IN_MARCH)] * 2)
    assert refusals(results) == ["Conflict"]
    assert Notice.objects.filter(title__startswith="会议材料").count() == 10
