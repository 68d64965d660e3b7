"""Planning, announcing, cancelling."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.congress.meetings.models import Meeting, NoticeReceipt
from apps.congress.meetings.selectors import desk
from apps.congress.meetings.services import (
    AgendaLine,
    SittingLine,
    check_in_start,
    meeting_cancel,
    meeting_change,
    meeting_create,
    meeting_notice,
    notice_acknowledge,
    notice_read,
)
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, ZONE, plan
from tests.factories import SINCE

LATE = datetime(2026, 3, 15, 10, 0, tzinfo=ZONE)


def create(cast, **values):
    return meeting_create(term=cast.term, plan=plan(**values), by=cast.actor("staff"), at=IN_TIME)


def titles(meeting):
    return list(meeting.agenda.values_list("number", "title"))


def test_it_refuses_a_number_that_is_taken(planned):
    with pytest.raises(Conflict, match="本届已有第1次会议,请改用其他次数;下一个未用的次数是2。"):
        create(planned.cast, number=1)


def test_it_refuses_a_meeting_without_a_sitting(cast):
    with pytest.raises(DomainError, match="请至少安排一次"):
        create(cast, sittings=[])


def test_it_proposes_the_next_number_and_builds_the_title(planned):
    planned.cast.congress.name = "青禾镇人民代表大会"
    planned.cast.congress.save()
    second = create(planned.cast)
    assert (second.number, second.title) == (2, "青禾镇第二十届人民代表大会第二次会议")


def test_a_cancelled_meeting_keeps_its_number(planned):
    meeting_cancel(meeting=planned.meeting, reason="改期", by=planned.staff, at=IN_TIME)
    assert create(planned.cast).number == 2


def test_it_takes_its_days_from_its_sittings(cast):
    lines = [
        SittingLine("plenary", datetime(2026, 3, 21, 9, tzinfo=ZONE)),
        SittingLine("preparatory", datetime(2026, 3, 19, 15, 30, tzinfo=ZONE)),
        SittingLine("plenary", datetime(2026, 3, 20, 9, tzinfo=ZONE), "影剧院"),
    ]
    meeting = create(cast, sittings=lines)
    assert (str(meeting.starts_on), str(meeting.ends_on)) == ("2026-03-19", "2026-03-21")
    assert [(sitting.name, sitting.place) for sitting in meeting.sittings.all()] == [
        ("预备会议", "镇政府三楼会议室"), ("第一次全体会议", "影剧院"), ("第二次全体会议", "镇政府三楼会议室"),
    ]  # fmt: skip


def test_it_keeps_known_items_adds_new_ones_and_drops_the_rest(planned):
    first = planned.meeting.agenda.get()
    lines = [AgendaLine("通过议程"), AgendaLine("听取报告", "镇长", first.public_id)]
    meeting_change(meeting=planned.meeting, plan=plan(agenda=lines), by=planned.staff, at=IN_TIME)
    assert titles(planned.meeting) == [(1, "通过议程"), (2, "听取报告")]
    assert planned.meeting.agenda.get(number=2).pk == first.pk


def test_a_sitting_that_checks_in_cannot_be_moved(hall):
    later = SittingLine("plenary", BEGINS.replace(hour=14), public_id=hall.sitting.public_id)
    with pytest.raises(WrongState, match="第一次全体会议已经开始签到,时间和类别不能再改。"):
        meeting_change(meeting=hall.meeting, plan=plan(sittings=[later]), by=hall.staff, at=MORNING)


def test_a_sitting_that_checks_in_stays_where_the_plan_leaves_it_out(hall):
    meeting_change(meeting=hall.meeting, plan=plan(sittings=[]), by=hall.staff, at=MORNING)
    assert [str(sitting.starts_at) for sitting in hall.meeting.sittings.all()] == ["2026-03-20 01:00:00+00:00"]


def test_another_sitting_can_be_added_while_one_runs(hall):
    lines = [SittingLine("plenary", BEGINS.replace(hour=8))]
    meeting_change(meeting=hall.meeting, plan=plan(sittings=lines), by=hall.staff, at=MORNING)
    assert sorted(hall.meeting.sittings.values_list("ordinal", "state")) == [(1, "check_in"), (2, "planned")]


def test_it_refuses_a_late_notice_of_a_towns_ordinary_session(planned):
    with pytest.raises(NotReady, match="即不迟于2026年3月10日,现已迟5日"):
        meeting_notice(meeting=planned.meeting, by=planned.staff, at=LATE)
    assert Meeting.objects.get().state == "planned"


def test_an_ad_hoc_session_is_announced_late_with_its_reason_on_record(cast):
    meeting = create(cast, is_ad_hoc=True, notice_reason="主席团提议,补选镇长")
    meeting_notice(meeting=meeting, by=cast.actor("staff"), at=LATE)
    entry = Entry.objects.get(act="meetings.meeting.noticed")
    assert (entry.reason, entry.facts) == ("主席团提议,补选镇长", {"members": 10, "days_late": 5})


def test_a_street_may_be_late_with_a_reason(cast):
    by, values = cast.actor("street_staff"), {"notice_reason": "防汛工作推迟"}
    meeting = meeting_create(term=cast.street_term, plan=plan(**values), by=by, at=IN_TIME)
    assert meeting_notice(meeting=meeting, by=by, at=LATE).state == "noticed"


def test_it_stores_the_rules_it_is_held_under(noticed):
    Policy.objects.create(
        key="meetings.notice_days_town", value=15, source="本镇议事规则", starts_on=SINCE, set_at=IN_TIME
    )
    assert Meeting.objects.get().frozen_rules["meetings.notice_days_town"]["value"] == 10
    assert Meeting.objects.get().frozen_rules["ballots.quorum"]["value"] == "two_thirds"


def test_a_stricter_local_rule_holds(planned):
    Policy.objects.create(
        key="meetings.notice_days_town", value=15, source="本镇议事规则", starts_on=SINCE, set_at=IN_TIME
    )
    with pytest.raises(NotReady, match=r"15日前发出.本镇议事规则"):
        meeting_notice(meeting=planned.meeting, by=planned.staff, at=IN_TIME)


def test_it_refuses_to_announce_twice(noticed):
    with pytest.raises(WrongState, match="会议目前“已通知”,不能发出通知"):
        meeting_notice(meeting=noticed.meeting, by=noticed.staff, at=IN_TIME)


def test_a_meeting_moved_forward_must_be_announced_in_time_again(noticed):
    sooner = SittingLine("plenary", datetime(2026, 3, 18, 9, tzinfo=ZONE), public_id=noticed.sitting.public_id)
    with pytest.raises(NotReady, match="现已迟2日"):
        meeting_change(meeting=noticed.meeting, plan=plan(sittings=[sooner]), by=noticed.staff, at=IN_TIME)
    assert str(Meeting.objects.get().starts_on) == "2026-03-20"


def read(hall, revision, at):
    person = hall.cast.people["deputy"]
    return notice_read(meeting=hall.meeting, person=person, revision=revision, at=at)


def acknowledge(hall, revision, at):
    person, by = hall.cast.people["deputy"], hall.cast.actor("deputy")
    return notice_acknowledge(meeting=hall.meeting, person=person, revision=revision, by=by, at=at)


def move(hall):
    lines = [SittingLine("plenary", BEGINS, public_id=hall.sitting.public_id)]
    new = plan(place="影剧院", sittings=lines)
    return meeting_change(meeting=hall.meeting, plan=new, by=hall.staff, at=LATE)


def test_reading_counts_once_per_edition(noticed):
    first = read(noticed, 1, IN_TIME)
    assert read(noticed, 1, LATE).pk == first.pk
    move(noticed)
    read(noticed, 2, LATE)
    assert list(NoticeReceipt.objects.values_list("revision", flat=True)) == [1, 2]


def test_acknowledging_twice_keeps_the_first_time(noticed):
    acknowledge(noticed, 1, IN_TIME)
    acknowledge(noticed, 1, LATE)
    assert NoticeReceipt.objects.get().acknowledged_at == IN_TIME.astimezone(UTC)
    assert Entry.objects.filter(act="meetings.notice.acknowledged").count() == 1


def test_an_edition_that_was_replaced_cannot_be_acknowledged(noticed):
    move(noticed)
    with pytest.raises(Conflict, match="会议安排刚有变更,请刷新页面"):
        acknowledge(noticed, 1, LATE)
    assert not NoticeReceipt.objects.exists()


def test_it_cancels_only_with_a_reason_and_before_the_meeting(noticed):
    with pytest.raises(DomainError, match="请写明取消会议的理由"):
        meeting_cancel(meeting=noticed.meeting, reason=" ", by=noticed.staff, at=IN_TIME)
    assert meeting_cancel(meeting=noticed.meeting, reason="台风", by=noticed.staff, at=IN_TIME).state == "cancelled"


def test_it_does_not_cancel_over_a_running_check_in(hall):
    with pytest.raises(WrongState, match="正在签到,不能取消"):
        meeting_cancel(meeting=hall.meeting, reason="台风", by=hall.staff, at=MORNING)


def test_check_in_needs_the_notice_first(planned):
    with pytest.raises(WrongState, match="请先发出会议通知"):
        check_in_start(sitting=planned.sitting, by=planned.staff, at=MORNING)


def test_members_see_a_meeting_once_it_is_announced(planned):
    deputy = planned.cast.actor("deputy")
    assert not Meeting.objects.visible_to(deputy).exists()
    meeting_notice(meeting=planned.meeting, by=planned.staff, at=IN_TIME)
    assert Meeting.objects.visible_to(deputy).exists()
    assert not Meeting.objects.visible_to(planned.cast.actor("other_deputy")).exists()
    assert not Meeting.objects.visible_to(planned.cast.actor("other_staff")).exists()


def test_the_last_days_to_announce_cost_the_same_queries_whatever_their_number(cast):
    create(cast)
    with CaptureQueriesContext(connection) as once:
        assert len(list(desk.deadlines(IN_TIME.date()))) == 1
    for _ in range(3):
        create(cast)
    with CaptureQueriesContext(connection) as again:
        assert len(list(desk.deadlines(IN_TIME.date()))) == 4
    assert len(again) == len(once)
