"""The builder: kinds of sittings, topics and units of items, and changes that ask for a reason."""

import re

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.meetings.selectors import plan_mark
from apps.congress.meetings.services import AgendaLine, agenda_item_add
from apps.foundation.core.once import SAID_OTHERWISE
from apps.foundation.organisations.models import Unit
from tests.congress.meetings.groups import delegations
from tests.congress.meetings.hall import IN_TIME
from tests.sent import key_on, sent_twice


@pytest.fixture(autouse=True)
def _in_time():
    with time_machine.travel(IN_TIME, tick=False):
        yield


def data(term, **values):
    return {
        "term": term.pk, "place": "三楼会议室",
        "agenda-TOTAL_FORMS": "1", "agenda-INITIAL_FORMS": "0",
        "agenda-0-title": "听取和审议政府工作报告", "agenda-0-ORDER": "1", "agenda-0-topic": "gov_work_report",
        "sittings-TOTAL_FORMS": "2", "sittings-INITIAL_FORMS": "0",
        "sittings-0-kind": "plenary", "sittings-0-starts_at": "2026-03-20T09:00",
        "sittings-1-kind": "group", "sittings-1-starts_at": "2026-03-20T10:00",
        **values,
    }  # fmt: skip


def create(cast, **values):
    return cast.client("staff").post(reverse("meetings_create"), data(cast.term, **values))


def test_one_row_plans_a_sitting_for_every_group(cast):
    delegations(cast)
    assert create(cast).status_code == 302
    assert [sitting.name for sitting in Meeting.objects.get().sittings.all()] == [
        "第一次全体会议", "第一代表团分组会议", "第二代表团分组会议",
    ]  # fmt: skip


def test_a_meeting_sent_twice_is_planned_once(cast):
    delegations(cast)
    first, second = sent_twice(cast.client("staff"), reverse("meetings_create"), data(cast.term))
    meeting = Meeting.objects.get()
    assert first == second == reverse("meetings_detail", args=[meeting.public_id])
    assert (meeting.agenda.count(), meeting.sittings.count()) == (1, 3)


@pytest.mark.parametrize(
    "other", [{"agenda-0-title": "另一个议题"}, {"sittings-0-starts_at": "2026-03-21T09:00"}, {"place": "二楼"}]
)
def test_a_page_that_came_back_with_another_arrangement_plans_another_meeting_on_the_next_save(cast, other):
    delegations(cast)
    key = key_on(cast.client("staff").get(reverse("meetings_create")))
    create(cast, key=key)
    refused = create(cast, key=key, **other)
    assert SAID_OTHERWISE in refused.content.decode()
    assert Meeting.objects.count() == 1
    assert create(cast, key=key_on(refused), **other).status_code == 302
    assert Meeting.objects.count() == 2


def test_without_groups_the_page_says_where_to_form_them_and_keeps_what_was_typed(cast):
    page = create(cast).content.decode()
    assert "请先在“届次与团组”中分好代表团(组)" in page
    assert 'value="听取和审议政府工作报告"' in page
    assert not Meeting.objects.exists()


def test_topic_unit_and_deadline_are_stored(cast):
    delegations(cast)
    unit = Unit.objects.get(name="青禾镇人民政府")
    create(cast, **{"agenda-0-unit": unit.pk, "agenda-0-materials_due_on": "2026-03-13"})
    item = Meeting.objects.get().agenda.get()
    assert (item.topic, item.unit, str(item.materials_due_on)) == ("gov_work_report", unit, "2026-03-13")


def test_a_unit_of_another_area_cannot_report(cast):
    response = create(cast, **{"agenda-0-unit": cast.other_congress.pk})
    assert response.status_code == 200
    assert not Meeting.objects.exists()


def test_a_street_is_offered_what_it_has_in_its_own_words(cast):
    page = cast.client("street_staff").get(reverse("meetings_create")).content.decode()
    assert "分组讨论" in page
    assert "主席团会议" not in page
    assert 'value="preparatory"' not in page


def test_a_settled_agenda_asks_for_the_reason_on_the_page(noticed):
    url = reverse("meetings_change", args=[noticed.meeting.public_id])
    client, item = noticed.cast.client("staff"), noticed.meeting.agenda.get()
    assert "议程变更的理由" in client.get(url).content.decode()
    values = data(noticed.term, **{
        "sittings-TOTAL_FORMS": "1", "sittings-0-public_id": str(noticed.sitting.public_id),
        "agenda-0-public_id": str(item.public_id), "agenda-0-title": "另一个议题", "seen": plan_mark(noticed.meeting),
    })  # fmt: skip
    page = client.post(url, values).content.decode()
    assert "变更须写明理由。本次变更:议题“听取和审议政府工作报告”改为“另一个议题”" in page
    assert 'value="另一个议题"' in page
    assert client.post(url, {**values, "change_reason": "主席团决定"}).status_code == 302
    assert noticed.meeting.plan_changes.get().reason == "主席团决定"


def seen(page):
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page)[1]


def test_two_staff_arranging_one_meeting_lose_nothing_of_each_other(planned):
    url, client = reverse("meetings_change", args=[planned.meeting.public_id]), planned.cast.client("staff")
    mine = data(planned.term, seen=seen(client.get(url).content.decode()), place="我填的地点", **{
        "sittings-TOTAL_FORMS": "1", "sittings-0-public_id": str(planned.sitting.public_id),
    })  # fmt: skip
    agenda_item_add(
        meeting=planned.meeting, line=AgendaLine("他人加的议题"), reason="", by=planned.staff, at=IN_TIME,
    )  # fmt: skip
    shown = client.post(url, mine).content.decode()
    assert "会议安排刚由他人改过,没有保存" in shown
    assert 'value="我填的地点"' in shown
    assert "<span>已保存的是</span>镇政府三楼会议室<" in shown
    assert "他人另外增加了“听取和审议政府工作报告”、“他人加的议题”" in shown
    assert planned.meeting.agenda.filter(title="他人加的议题").exists()
    assert client.post(url, {**mine, "seen": seen(shown)}).status_code == 302
    assert Meeting.objects.get().place == "我填的地点"


def test_a_page_that_names_no_arrangement_does_not_save(planned):
    url = reverse("meetings_change", args=[planned.meeting.public_id])
    assert "会议安排刚由他人改过" in planned.cast.client("staff").post(url, data(planned.term)).content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"agenda-0-title": "", "agenda-0-reporter": "镇长"}, "请填写议题"),
     ({"sittings-1-starts_at": "", "sittings-1-place": "二楼"}, "请填写开始时间")],
)  # fmt: skip
def test_a_row_that_lacks_its_name_is_not_skipped_silently(cast, values, sentence):
    delegations(cast)
    page = create(cast, **values).content.decode()
    assert f"{sentence}。不要这一行的" in page
    assert not Meeting.objects.exists()


def test_a_new_row_offers_the_groups_of_the_meetings_term(noticed):
    delegations(noticed.cast)
    url = reverse("meetings_row_add", args=["sittings"])
    client = noticed.cast.client("staff")
    page = client.get(url, {"sittings-TOTAL_FORMS": "1", "meeting": noticed.meeting.public_id}).content.decode()
    assert "第二代表团" in page
    assert client.get(url, {"sittings-TOTAL_FORMS": "1", "meeting": "x"}).status_code == 404
    other = noticed.cast.client("other_staff")
    assert other.get(url, {"sittings-TOTAL_FORMS": "1", "meeting": noticed.meeting.public_id}).status_code == 404


def test_votes_are_never_offered_a_sitting_of_a_group(cast):
    delegations(cast)
    create(cast)
    assert [sitting.kind for sitting in Sitting.objects.voting()] == ["plenary"]


@pytest.mark.parametrize("count", ["101", "2147483648"])
def test_more_rows_than_the_page_has_are_refused_and_not_built(cast, count):
    page = create(cast, **{"sittings-TOTAL_FORMS": count}).content.decode()
    assert "最多填写100行" in page
    assert 'name="sittings-100-kind"' not in page
    assert not Meeting.objects.exists()
