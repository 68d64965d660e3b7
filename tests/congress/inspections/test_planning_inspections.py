"""Planning, announcing, answering, signing in, holding."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.congress.inspections.models import Inspection, Participant
from apps.congress.inspections.services.setting_up import (
    StopLine,
    inspection_call_off,
    inspection_change,
    inspection_create,
    inspection_notice,
    participants_set,
    route_set,
)
from apps.congress.inspections.services.taking_part import (
    finding_add,
    finding_withdraw,
    inspection_hold,
    invitation_answer,
    sign_in_by_code,
    sign_in_by_list,
    sign_in_undo,
)
from apps.congress.meetings.rules.codes import code_at
from apps.foundation.core.errors import DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent, MandateStatus
from apps.office.notifications.models import Notice
from tests.congress.inspections.field import AT, BEFORE, DAY, draft

pytestmark = pytest.mark.django_db


def told(text: str) -> int:
    return Notice.objects.filter(title__startswith=text).count()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ends_on": date(2026, 3, 19)}, "结束日期不能早于开始日期。"),
        ({"starts_on": date(2026, 3, 21), "ends_on": date(2026, 3, 22)}, "集合时间应在活动日期之内,请核对。"),
    ],
)
def test_days_that_do_not_fit_are_refused(field, values, sentence):
    with pytest.raises(DomainError, match=sentence):
        inspection_create(term=field.cast.term, draft=draft(**values), by=field.staff, at=BEFORE)
    assert not Inspection.objects.exists()


def test_the_leader_is_of_the_body(field):
    stranger = field.cast.people["other_deputy"]
    with pytest.raises(DomainError, match="不是本届代表"):
        inspection_create(term=field.cast.term, draft=draft(leader=stranger), by=field.staff, at=BEFORE)


def test_only_those_who_serve_are_asked(field):
    inspection = field.planned()
    with pytest.raises(DomainError, match="不是本届在任代表"):
        participants_set(inspection=inspection, people=[field.cast.people["other_deputy"]], by=field.staff, at=BEFORE)
    assert inspection.participants.count() == 4


def test_before_the_notice_the_list_is_free_and_afterwards_it_only_grows(field):
    inspection = field.planned()
    assert participants_set(inspection=inspection, people=field.people(2), by=field.staff, at=BEFORE) == 2
    inspection_notice(inspection=inspection, by=field.staff, at=BEFORE)
    assert told("请参加") == 2
    last = field.cast.deputies()[-1]
    assert participants_set(inspection=inspection, people=[last], by=field.staff, at=BEFORE) == 3
    assert told("请参加") == 3


def test_the_notice_waits_for_route_and_people(field):
    inspection = inspection_create(term=field.cast.term, draft=draft(), by=field.staff, at=BEFORE)
    with pytest.raises(NotReady) as refusal:
        inspection_notice(inspection=inspection, by=field.staff, at=BEFORE)
    assert [issue.code for issue in refusal.value.issues] == ["no_stop", "nobody"]


def test_a_change_after_the_notice_is_told_to_those_who_come(field):
    inspection = field.noticed()
    invitation_answer(
        inspection=inspection, person=field.people()[0], answer="declined", reason="出差", by=field.deputy(), at=BEFORE
    )
    inspection_change(inspection=inspection, draft=draft(gathers_place="车站"), by=field.staff, at=BEFORE)
    assert told("活动安排有变更") == 3


def test_it_is_called_off_with_a_reason(field):
    inspection = field.noticed()
    with pytest.raises(DomainError, match="请写明取消活动的理由"):
        inspection_call_off(inspection=inspection, reason=" ", by=field.staff, at=BEFORE)
    inspection_call_off(inspection=inspection, reason="暴雨", by=field.staff, at=BEFORE)
    assert Inspection.objects.get().state == "called_off"
    assert told("活动取消") == 4
    with pytest.raises(WrongState, match="安排不能再修改"):
        inspection_change(inspection=inspection, draft=draft(), by=field.staff, at=BEFORE)


def test_an_inspection_is_never_deleted(field):
    inspection = field.noticed()
    with pytest.raises(Exception, match="Cannot delete"):
        Inspection.objects.filter(pk=inspection.pk)._raw_delete(using="default")


@pytest.mark.parametrize("answer", ["declined", "recused"])
def test_who_does_not_come_says_why(field, answer):
    inspection, person = field.noticed(), field.people()[0]
    with pytest.raises(DomainError, match="请写明不能参加或者回避的理由"):
        invitation_answer(inspection=inspection, person=person, answer=answer, reason=" ", by=field.deputy(), at=BEFORE)
    row = invitation_answer(
        inspection=inspection, person=person, answer=answer, reason="本人经营该企业", by=field.deputy(), at=BEFORE
    )
    assert (row.answer, row.reason) == (answer, "本人经营该企业")
    again = invitation_answer(
        inspection=inspection, person=person, answer="coming", reason="", by=field.deputy(), at=BEFORE
    )
    assert (again.answer, again.reason) == ("coming", "")


def test_who_was_not_asked_cannot_answer(field):
    with pytest.raises(NotAllowed, match="不在本次活动的参加名单内"):
        invitation_answer(
            inspection=field.noticed(), person=field.cast.deputies()[9], answer="coming", reason="",
            by=field.deputy(9), at=BEFORE,
        )  # fmt: skip


def test_a_fresh_code_signs_in_once(field):
    inspection, person = field.noticed(), field.people()[0]
    code = code_at(inspection.code_salt, AT)
    row = sign_in_by_code(inspection=inspection, person=person, code=code, by=field.deputy(), at=AT)
    again = sign_in_by_code(
        inspection=inspection, person=person, code="", by=field.deputy(), at=AT + timedelta(hours=1)
    )
    assert (row.came_at, row.means, again.came_at) == (AT, "code", AT)
    with pytest.raises(NotReady, match="不是本次活动的签到码"):
        sign_in_by_code(inspection=inspection, person=field.people()[1], code="1-2", by=field.deputy(1), at=AT)


def test_nobody_signs_in_before_the_day(field):
    with pytest.raises(WrongState, match="当日起才能签到"):
        sign_in_by_list(inspection=field.noticed(), person=field.people()[0], by=field.staff, at=BEFORE)


def test_who_is_recused_or_lost_the_seat_does_not_sign_in(field):
    inspection, (recused, ended, *_) = field.noticed(), field.people()
    invitation_answer(
        inspection=inspection, person=recused, answer="recused", reason="亲属经营", by=field.deputy(), at=BEFORE
    )
    MandateStatus.objects.filter(mandate__person=ended).update(until=DAY)
    for person, sentence in ((recused, "已回避"), (ended, "目前不在任")):
        with pytest.raises(NotReady, match=sentence):
            sign_in_by_list(inspection=inspection, person=person, by=field.staff, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(person=recused).update(came_at=AT)


def test_a_tick_is_taken_back_until_it_stands_in_the_duty_file(field):
    inspection, person = field.noticed(), field.people()[0]
    sign_in_by_list(inspection=inspection, person=person, by=field.staff, at=AT)
    assert sign_in_undo(inspection=inspection, person=person, by=field.staff, at=AT).came_at is None
    with pytest.raises(NotReady, match="还没有代表签到"):
        inspection_hold(inspection=inspection, by=field.staff, at=AT)
    sign_in_by_list(inspection=inspection, person=person, by=field.staff, at=AT)
    inspection_hold(inspection=inspection, by=field.staff, at=AT)
    with pytest.raises(WrongState, match="不能撤销"):
        sign_in_undo(inspection=inspection, person=person, by=field.staff, at=AT)


@pytest.mark.parametrize(
    ("kind", "duty"), [("inspection", "inspection"), ("law_check", "inspection"), ("research", "research")]
)
def test_who_came_gets_it_into_the_duty_file_also_when_late(field, kind, duty):
    inspection = field.held(kind=kind)
    sign_in_by_list(inspection=inspection, person=field.people()[3], by=field.staff, at=AT)
    events = DutyEvent.objects.filter(subject_label="inspections.inspection", subject_id=inspection.pk)
    assert sorted(events.values_list("kind", "on")) == [(duty, DAY)] * 4


def test_the_route_keeps_stops_where_something_was_found(field):
    inspection = field.held()
    first = inspection.stops.get(number=1)
    finding_add(inspection=inspection, text="水压低", stop=first, photos=[], by=field.deputy(), at=AT)
    kept = StopLine(public_id=first.public_id, place="红星村供水站", officials="副镇长")
    route_set(inspection=inspection, lines=[kept], by=field.staff, at=AT)
    assert [(stop.number, stop.officials) for stop in inspection.stops.all()] == [(1, "副镇长")]
    with pytest.raises(WrongState, match="已登记发现的情况,不能删除"):
        route_set(inspection=inspection, lines=[], by=field.staff, at=AT)


def test_a_finding_is_of_a_stop_of_this_inspection_and_is_withdrawn_once(field):
    inspection, other = field.held(), field.noticed()
    with pytest.raises(DomainError, match="点位不属于本次活动"):
        finding_add(inspection=inspection, text="看", stop=other.stops.first(), photos=[], by=field.deputy(), at=AT)
    with pytest.raises(DomainError, match="请写明发现的情况"):
        finding_add(inspection=inspection, text=" ", stop=None, photos=[], by=field.deputy(), at=AT)
    finding = finding_add(inspection=inspection, text="水压低", stop=None, photos=[], by=field.deputy(), at=AT)
    assert finding_withdraw(finding=finding, by=field.deputy(), at=AT).withdrawn_at == AT
    with pytest.raises(WrongState, match="已经撤回"):
        finding_withdraw(finding=finding, by=field.deputy(), at=AT)


def test_nothing_is_found_before_the_day_or_by_who_is_recused(field):
    inspection = field.noticed()
    act = {"inspection": inspection, "text": "水压低", "stop": None, "photos": [], "by": field.deputy()}
    with pytest.raises(NotReady, match="当日起才能登记"):
        finding_add(**act, at=BEFORE)
    invitation_answer(
        inspection=inspection,
        person=field.people()[0],
        answer="recused",
        reason="亲属经营",
        by=field.deputy(),
        at=BEFORE,
    )
    with pytest.raises(NotReady, match="已回避本次活动"):
        finding_add(**act, at=AT)


def test_who_was_awaited_and_did_not_come_is_absent_once_it_was_held(field):
    assert [row.standing for row in field.noticed().participants.all()] == ["待回复"] * 4
    assert [row.standing for row in field.held().participants.all()] == ["已签到"] * 3 + ["未到"]


def test_another_route_after_the_notice_is_told_but_not_who_receives_whom(field):
    inspection = field.noticed()
    stops = list(inspection.stops.order_by("number"))
    lines = [StopLine(place=one.place, unit=one.unit, host=one.host, public_id=one.public_id) for one in stops]
    named = [replace(lines[0], officials="站长"), lines[1]]
    route_set(inspection=inspection, lines=named, by=field.staff, at=BEFORE)
    assert told("路线有变更") == 0
    later = replace(lines[1], arrives_at=datetime(2026, 3, 20, 2, 30, tzinfo=UTC))
    route_set(inspection=inspection, lines=[later, lines[0]], by=field.staff, at=BEFORE)
    assert told("路线有变更:农村饮水安全视察") == 4
    assert "现路线:10:30新民村供水点,红星村供水站。" in Notice.objects.filter(title__startswith="路线").first().body


def test_a_route_that_nobody_was_told_of_is_changed_silently(field):
    route_set(inspection=field.planned(), lines=[StopLine(place="水厂")], by=field.staff, at=BEFORE)
    assert told("路线有变更") == 0
