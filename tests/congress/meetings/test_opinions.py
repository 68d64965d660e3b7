"""审议意见: acts, what is alike, pages and papers."""

from io import BytesIO

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.meetings import opinion_list
from apps.congress.meetings.models import GroupOpinion
from apps.congress.meetings.selectors.opinions import group_of, opinions_by_item
from apps.congress.meetings.services import check_in_start
from apps.congress.meetings.services.opinions import opinion_withdraw, opinion_write
from apps.foundation.core.errors import DomainError, NotReady, WrongState
from apps.foundation.people.models import Group, Membership
from tests import factories as make
from tests.congress.meetings.hall import MORNING

DRAIN = "建议加快老城区排水管网改造,汛期前完成主干管网清淤。"
DRAIN_AGAIN = "加快老城区排水管网改造,汛期以前完成清淤。"
LIGHT = "学校门口路灯不亮,请尽快修复。"


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def grouped(noticed):
    """安然 and 白雪 sit in the first delegation, 陈晨 in the second."""
    first, second = (
        Group.objects.create(term=noticed.term, kind="delegation", name=name, number=number)
        for number, name in enumerate(("第一代表团", "第二代表团"), start=1)
    )
    for person, group in zip(noticed.members(), (first, first, second), strict=False):
        Membership.objects.create(group=group, person=person, starts_on=make.SINCE)
    noticed.sitting = check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING)
    return noticed


def write(hall, text, group="第一代表团", **values):
    item = values.pop("agenda_item", hall.meeting.agenda.get())
    return opinion_write(
        meeting=hall.meeting, text=text, group_name=group, agenda_item=item, by=hall.staff, at=MORNING, **values
    )


def shown(hall, part):
    return [line.opinion.text for part in opinions_by_item(hall.meeting, hall.cast.actor(part)) for line in part.lines]


def page(name, hall):
    return reverse(name, args=[hall.meeting.public_id])


def test_no_opinion_before_the_notice(planned):
    with pytest.raises(NotReady):
        write(planned, DRAIN)


def test_a_member_writes_for_the_own_group(grouped):
    person = grouped.members()[0]
    assert group_of(grouped.meeting, person.pk, MORNING.date()) == "第一代表团"
    data = {"text": DRAIN, "agenda_item": grouped.meeting.agenda.get().pk}
    response = grouped.cast.client("deputy").post(page("meetings_opinion_write", grouped), data)
    assert response.status_code == 302
    opinion = GroupOpinion.objects.get()
    assert (opinion.group_name, opinion.written_by, opinion.name) == ("第一代表团", "安然", "")


def test_staff_choose_group_and_person(grouped):
    data = {"text": DRAIN, "group_name": "第二代表团", "person": grouped.members()[2].pk}
    grouped.cast.client("staff").post(page("meetings_opinion_write", grouped), data)
    assert GroupOpinion.objects.values_list("group_name", "name").get() == ("第二代表团", "陈晨")


def test_members_see_their_groups_opinions_and_the_office_all(grouped):
    write(grouped, DRAIN)
    write(grouped, LIGHT, group="第二代表团")
    assert shown(grouped, "deputy") == [DRAIN]
    assert shown(grouped, "staff") == [DRAIN, LIGHT]
    assert grouped.cast.client("other_deputy").get(page("meetings_opinions", grouped)).status_code == 404
    assert grouped.cast.client("other_staff").get(page("meetings_opinions", grouped)).status_code == 404


def test_opinions_that_say_the_same_are_marked(grouped):
    for text, group in ((DRAIN, "第一代表团"), (LIGHT, "第一代表团"), (DRAIN_AGAIN, "第二代表团")):
        write(grouped, text, group=group)
    (item,) = opinions_by_item(grouped.meeting, grouped.staff)
    assert [(line.number, line.alike) for line in item.lines] == [(1, (3,)), (2, ()), (3, (1,))]
    assert [group.name for group in item.groups] == ["第一代表团", "第二代表团"]


def test_withdrawn_with_a_reason_never_changed_never_deleted(grouped):
    opinion = write(grouped, DRAIN)
    with pytest.raises(DomainError, match="请写明撤回意见的原因"):
        opinion_withdraw(opinion=opinion, reason="", by=grouped.staff, at=MORNING)
    opinion_withdraw(opinion=opinion, reason="重复记录", by=grouped.staff, at=MORNING)
    with pytest.raises(WrongState):
        opinion_withdraw(opinion=opinion, reason="重复记录", by=grouped.staff, at=MORNING)
    assert shown(grouped, "staff") == []
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        GroupOpinion.objects.update(text="改写")


def test_nobody_withdraws_what_another_said(grouped):
    others = write(grouped, DRAIN, person=grouped.members()[1])
    own = write(grouped, LIGHT, person=grouped.members()[0])
    deputy = grouped.cast.client("deputy")
    for opinion, status in ((others, 403), (own, 302)):
        url = reverse("meetings_opinion_withdraw", args=[opinion.public_id])
        assert deputy.post(url, {"reason": "说错了"}).status_code == status


@pytest.mark.parametrize("name", ["meetings_opinions_pdf", "meetings_opinions_docx", "meetings_opinions_file"])
def test_the_list_is_taken_along_by_the_office(grouped, name):
    write(grouped, DRAIN)
    assert grouped.cast.client("staff").get(page(name, grouped)).status_code == 200
    assert grouped.cast.client("deputy").get(page(name, grouped)).status_code == 403
    assert grouped.cast.client("other_staff").get(page(name, grouped)).status_code == 404


def test_the_xlsx_names_what_is_alike(grouped):
    write(grouped, DRAIN)
    write(grouped, DRAIN_AGAIN, group="第二代表团")
    rows = list(load_workbook(BytesIO(opinion_list.xlsx(grouped.meeting, grouped.staff).read())).active.values)
    assert [row[6] for row in rows[1:]] == ["2", "1"]


def test_a_street_discusses(cast):
    assert opinion_list.opinion_word(is_street=True) == "讨论意见"
