"""Materials delivered, replaced, sent, read, taken back; who is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from apps.congress.meetings.models import MaterialReceipt, MaterialVersion
from apps.congress.meetings.rules.materials import material_days_late, material_due
from apps.congress.meetings.selectors import materials_desk
from apps.congress.meetings.selectors.desk import deadlines, todo
from apps.congress.meetings.selectors.materials import readers_of, readers_of_version
from apps.congress.meetings.selectors.materials_desk import related
from apps.congress.meetings.services import meeting_change
from apps.congress.meetings.services.materials import (
    material_replace,
    material_send,
    material_withdraw,
    materials_remind,
    materials_send,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.files.models import Attachment
from apps.office.notifications.models import Notice
from tests.congress.meetings.hall import plan
from tests.congress.meetings.paperwork import DUE, IN_MARCH, added, item_of, pdf, read, replaced, sent
from tests.factories import SINCE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 12)


def deputy(hall, number: int = 0) -> Actor:
    person = hall.members()[number]
    return Actor(name=person.name, role="deputy", person_id=person.pk, body_ids=(hall.meeting.body_id,))


@pytest.mark.parametrize(
    ("stated", "days", "due"),
    [(None, 3, date(2026, 3, 17)), (None, 1, date(2026, 3, 19)), (date(2026, 3, 10), 3, date(2026, 3, 10))],
)
def test_materials_are_due_days_before_the_meeting_or_by_the_items_own_day(stated, days, due):
    assert material_due(stated, date(2026, 3, 20), days) == due


@pytest.mark.parametrize(("on", "late"), [(date(2026, 3, 16), 0), (DUE, 0), (date(2026, 3, 18), 1)])
def test_the_due_day_itself_is_in_time(on, late):
    assert material_days_late(DUE, on) == late


@pytest.mark.parametrize(
    ("values", "code"),
    [({"file": None}, "nothing"), ({"text": "也有正文"}, "both"), ({"file": None, "text": "  "}, "nothing")],
)
def test_material_is_a_file_or_a_text(noticed, values, code):
    with pytest.raises(NotReady) as refusal:
        added(noticed, **values)
    assert [issue.code for issue in refusal.value.issues] == [code]
    assert not MaterialVersion.objects.exists()


def test_an_item_of_another_meeting_is_refused(noticed):
    item = item_of(noticed)
    item.meeting_id = 0
    with pytest.raises(DomainError, match="议程不属于本次会议"):
        added(noticed, agenda_item=item)
    assert not MaterialVersion.objects.exists()


def test_what_comes_late_is_marked_with_the_days(noticed):
    assert added(noticed).days_late == 0
    late = added(noticed, "补充材料", at=datetime(2026, 3, 19, 2, tzinfo=UTC), by=noticed.cast.actor("handler"))
    assert (late.days_late, late.unit.name) == (2, "青禾镇人民政府")
    assert Notice.objects.filter(recipient=noticed.cast.people["staff"], title__startswith="已报送材料").count() == 1


def test_a_place_sets_its_own_days(noticed):
    Policy.objects.create(
        key="meetings.materials_days",
        area=noticed.cast.town,
        value=7,
        starts_on=SINCE,
        source="议事规则",
        set_at=IN_MARCH,
    )
    at = datetime(2026, 3, 14, 2, tzinfo=UTC)
    assert added(noticed, at=at).days_late == 1


def test_nothing_is_sent_before_the_notice(planned):
    material = added(planned).material
    with pytest.raises(NotReady, match="请先发出会议通知"):
        material_send(material=material, by=planned.staff, at=IN_MARCH)


def test_sending_tells_everybody_once(noticed):
    material = sent(noticed)
    assert Notice.objects.filter(title="会议材料:政府工作报告").count() == 10
    with pytest.raises(Conflict, match="最新一版已经发送"):
        material_send(material=material, by=noticed.staff, at=IN_MARCH)


def test_all_that_waits_is_sent_together(noticed):
    added(noticed)
    replaced(noticed, sent(noticed, title="预算报告"), send=False)
    assert materials_send(meeting=noticed.meeting, by=noticed.staff, at=IN_MARCH) == 2
    with pytest.raises(DomainError, match="没有待发送的材料"):
        materials_send(meeting=noticed.meeting, by=noticed.staff, at=IN_MARCH)


def test_a_new_version_asks_to_be_read_again_and_the_old_is_kept(noticed):
    material, person = sent(noticed), noticed.members()[0]
    first = material.versions.get()
    read(first, person)
    assert not [item for item in todo(deputy(noticed), TODAY) if "材料" in item.title]
    second = replaced(noticed, material)
    (item,) = [item for item in todo(deputy(noticed), TODAY) if "材料" in item.title]
    assert "1份未读" in item.title
    assert [one.number for one in material.versions.all()] == [2, 1]
    assert Attachment.objects.of(first).count() == 1
    read(second, person)
    assert MaterialReceipt.objects.filter(person=person).count() == 2


def test_until_the_new_version_is_sent_members_read_the_old(noticed):
    material = sent(noticed)
    first = material.versions.get()
    replaced(noticed, material, send=False)
    assert list(MaterialVersion.objects.to_read()) == [first]
    assert list(MaterialVersion.objects.visible_to(deputy(noticed))) == [first]
    read(first, noticed.members()[0])


def test_a_version_that_was_replaced_is_not_taken_for_read(noticed):
    material = sent(noticed)
    first = material.versions.get()
    replaced(noticed, material)
    with pytest.raises(Conflict, match="刚更新到第2版"):
        read(first, noticed.members()[0])
    assert not MaterialReceipt.objects.exists()


def test_two_who_replace_one_version_do_not_overwrite(noticed):
    material = sent(noticed)
    replaced(noticed, material, send=False)
    with pytest.raises(Conflict, match="刚被更新到第2版"):
        material_replace(material=material, seen=1, file=pdf(), note="", by=noticed.staff, at=IN_MARCH)


def test_versions_and_receipts_are_written_once(noticed):
    version = sent(noticed).versions.get()
    receipt = read(version, noticed.members()[0])
    for change in (
        lambda: MaterialVersion.objects.update(text="改"),
        lambda: MaterialVersion.objects.update(sent_at=None),
        lambda: MaterialReceipt.objects.filter(pk=receipt.pk).update(read_at=IN_MARCH + timedelta(days=1)),
        lambda: MaterialReceipt.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
            change()
    assert read(version, noticed.members()[0]) == receipt


def test_what_was_taken_back_is_gone_for_members_and_kept_for_the_office(noticed):
    material = sent(noticed)
    with pytest.raises(DomainError, match="请写明撤回材料的理由"):
        material_withdraw(material=material, reason=" ", by=noticed.staff, at=IN_MARCH)
    material_withdraw(material=material, reason="发错了", by=noticed.staff, at=IN_MARCH)
    assert not MaterialVersion.objects.visible_to(deputy(noticed)).exists()
    assert MaterialVersion.objects.visible_to(noticed.staff).count() == 1
    with pytest.raises(WrongState, match="已撤回"):
        replaced(noticed, material)
    with pytest.raises(NotReady, match="已撤回,不能发送"):
        material_send(material=material, by=noticed.staff, at=IN_MARCH)


def test_the_office_sees_who_has_read_which(noticed):
    first, second = sent(noticed), sent(noticed, title="预算报告")
    reader, partly = noticed.members()[:2]
    for material in (first, second):
        read(material.versions.get(), reader)
    read(first.versions.get(), partly)
    lines = {line.person: line for line in readers_of(noticed.meeting, TODAY)}
    assert (lines[reader].standing, lines[partly].standing, lines[noticed.members()[2]].standing) == (
        "全部已读", "部分已读", "未读",
    )  # fmt: skip
    assert lines[partly].unread_titles == "预算报告"
    standings = [line.standing for line in readers_of_version(second.versions.get(), TODAY)]
    assert standings.count("已读") == 1


def test_who_has_not_read_is_reminded_once_a_day(noticed):
    read(sent(noticed).versions.get(), noticed.members()[0])
    remind = {"meeting": noticed.meeting, "by": noticed.staff}
    assert materials_remind(**remind, at=IN_MARCH) == 9
    assert materials_remind(**remind, at=IN_MARCH + timedelta(hours=3)) == 0
    assert materials_remind(**remind, at=IN_MARCH + timedelta(days=1)) == 9


def test_there_is_nothing_to_remind_of_where_nothing_was_sent(noticed):
    with pytest.raises(DomainError, match="无须提醒"):
        materials_remind(meeting=noticed.meeting, by=noticed.staff, at=IN_MARCH)


def test_the_unit_and_the_office_have_the_missing_material_on_their_desks(noticed):
    item_of(noticed)
    handler, late_day = noticed.cast.actor("handler"), date(2026, 3, 19)
    (own,) = todo(handler, late_day)
    assert (own.due, own.action, "已迟2日" in own.detail) == (DUE, "去报送", True)
    assert [item.action for item in todo(noticed.staff, late_day) if item.title.startswith("报送材料")] == ["去催报"]
    (deadline,) = [one for one in deadlines(TODAY) if one.title.startswith("材料")]
    people = {noticed.cast.people["handler"].pk, noticed.cast.people["staff"].pk}
    assert (deadline.on, set(deadline.recipient_ids)) == (DUE, people)
    added(noticed)
    assert list(todo(handler, late_day)) == []
    assert [item.action for item in todo(noticed.staff, late_day) if "材料" in item.title] == ["去发送"]


def test_the_days_of_missing_materials_are_found_in_four_queries(noticed, django_assert_num_queries):
    item_of(noticed)
    noticed.meeting.agenda.create(number=2, title="预算", unit=item_of(noticed).unit)
    with django_assert_num_queries(4):
        assert [one.on for one in materials_desk.deadlines(TODAY)] == [DUE, DUE]


def test_nothing_is_missing_where_nobody_was_asked_to_deliver(noticed):
    assert not [one for one in deadlines(TODAY) if one.title.startswith("材料")]


def test_an_item_with_materials_stays_on_the_agenda(noticed):
    added(noticed)
    with pytest.raises(WrongState, match="已有会议材料"):
        meeting_change(meeting=noticed.meeting, plan=plan(agenda=[]), by=noticed.staff, at=IN_MARCH)


def test_a_meeting_leads_to_its_materials(noticed):
    assert [one.title for one in related(noticed.meeting, noticed.staff)] == ["会议材料"]
    assert list(related(noticed.meeting, deputy(noticed))) == []
    sent(noticed)
    assert [one.title for one in related(noticed.meeting, deputy(noticed))] == ["会议材料"]
