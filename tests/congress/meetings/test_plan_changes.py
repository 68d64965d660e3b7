"""A plan changed after it was decided on or announced: what changed, in words, and why."""

from datetime import date, datetime

import pytest

from apps.congress.meetings.models import PlanChange, ProgrammeStep
from apps.congress.meetings.rules.changes import ItemFact, SittingFact, agenda_changes, sitting_changes
from apps.congress.meetings.services import AgendaLine, SittingLine, meeting_change, meeting_convene
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from tests.congress.meetings.hall import BEGINS, IN_TIME, MORNING, ZONE, plan


def facts(text: str) -> list[ItemFact]:
    return [ItemFact(letter, letter) for letter in text]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("甲乙丙", "甲乙丙", []),
        ("甲乙丙", "甲丙", ["取消议题“乙”"]),
        ("甲乙", "甲丁乙", ["增加议题“丁”,列第2项"]),
        ("甲乙丙丁", "丁甲乙丙", ["议题“丁”由第4项调整为第1项"]),
        ("甲乙丙", "乙丙甲", ["议题“甲”由第1项调整为第3项"]),
        ("甲乙丙", "丙丁甲", ["取消议题“乙”", "增加议题“丁”,列第2项", "议题“丙”由第3项调整为第1项"]),
        ("", "甲", ["增加议题“甲”,列第1项"]),
    ],
)
def test_it_says_what_was_added_dropped_and_moved_and_no_more(before, after, told):
    assert agenda_changes(facts(before), facts(after)) == told


def test_it_says_what_was_renamed_and_who_reports_now():
    before, after = [ItemFact(1, "听取报告", "镇长")], [ItemFact(1, "听取和审议报告", "副镇长")]
    assert agenda_changes(before, after) == [
        "议题“听取报告”改为“听取和审议报告”", "“听取和审议报告”的报告人由镇长改为副镇长",
    ]  # fmt: skip


def test_it_says_where_and_when_sittings_take_place_now():
    before = [SittingFact(1, "预备会议", BEGINS, "甲厅"), SittingFact(2, "第一次全体会议", BEGINS, "甲厅")]
    later = datetime(2026, 3, 21, 14, 30, tzinfo=ZONE)
    after = [SittingFact(2, "第一次全体会议", later, "乙厅"), SittingFact(3, "第二次全体会议", later, "乙厅")]
    assert sitting_changes(before, after) == [
        "取消预备会议(2026年3月20日 09:00)", "第一次全体会议改为2026年3月21日 14:30举行",
        "第一次全体会议的地点改为乙厅",
        "增加第二次全体会议,2026年3月21日 14:30在乙厅举行",
    ]  # fmt: skip


def change(hall, at=IN_TIME, **values):
    same = [SittingLine("plenary", BEGINS, public_id=hall.sitting.public_id)]
    return meeting_change(meeting=hall.meeting, plan=plan(**{"sittings": same, **values}), by=hall.staff, at=at)


TWO = [AgendaLine("听取和审议政府工作报告", "镇长"), AgendaLine("补选副镇长")]


def test_a_plan_is_free_until_it_is_decided_on(planned):
    change(planned, agenda=TWO)
    assert not PlanChange.objects.exists()


def test_an_announced_agenda_changes_only_for_a_reason(noticed):
    with pytest.raises(DomainError, match="议程已经通知,变更须写明理由。本次变更:增加议题“补选副镇长”,列第2项。"):
        change(noticed, agenda=TWO)
    noticed.meeting.refresh_from_db()
    assert (noticed.meeting.revision, noticed.meeting.agenda.count()) == (1, 1)


def test_the_new_edition_says_what_changed_and_why(noticed):
    change(noticed, agenda=TWO, change_reason="代表五人以上联名提出")
    row = PlanChange.objects.get()
    assert (row.revision, row.sentences, row.reason) == (2, ["增加议题“补选副镇长”,列第2项"], "代表五人以上联名提出")
    assert Entry.objects.get(act="meetings.meeting.changed").reason == "代表五人以上联名提出"


def test_a_place_alone_needs_no_reason_but_is_told(noticed):
    change(noticed, place="影剧院")
    assert PlanChange.objects.get().sentences == [
        "第一次全体会议的地点改为影剧院", "会议地点由镇政府三楼会议室改为影剧院",
    ]  # fmt: skip


def test_a_change_on_record_can_neither_be_deleted_nor_forgotten(noticed):
    change(noticed, place="影剧院")
    with pytest.raises(Exception, match="Cannot delete"):
        PlanChange.objects.all().delete()


def test_an_agenda_the_presidium_decided_on_changes_only_for_a_reason(planned):
    meeting_convene(meeting=planned.meeting, on=date(2026, 3, 2), by=planned.staff, at=IN_TIME)
    with pytest.raises(DomainError, match="议程已经决定,变更须写明理由"):
        change(planned, agenda=TWO)
    change(planned, agenda=TWO, change_reason="镇党委建议")
    assert PlanChange.objects.get().revision == 0


def test_a_decision_needs_a_day_that_is_not_to_come(planned):
    with pytest.raises(NotReady, match="不能晚于今天"):
        meeting_convene(meeting=planned.meeting, on=date(2026, 3, 11), by=planned.staff, at=IN_TIME)


def test_a_decision_needs_an_agenda(planned):
    change(planned, agenda=[])
    with pytest.raises(NotReady, match="还没有建议议程"):
        meeting_convene(meeting=planned.meeting, on=date(2026, 3, 2), by=planned.staff, at=IN_TIME)


def test_it_is_decided_once_and_before_the_notice(planned, noticed):
    with pytest.raises(WrongState, match="不能登记决定召开"):
        meeting_convene(meeting=noticed.meeting, on=date(2026, 3, 2), by=noticed.staff, at=IN_TIME)


def test_a_second_decision_is_a_conflict(planned):
    meeting_convene(meeting=planned.meeting, on=date(2026, 3, 2), by=planned.staff, at=IN_TIME)
    with pytest.raises(Conflict, match="已登记2026年3月2日决定召开"):
        meeting_convene(meeting=planned.meeting, on=date(2026, 3, 3), by=planned.staff, at=IN_TIME)


def test_an_item_that_is_dropped_takes_its_steps_along(planned):
    item = planned.meeting.agenda.get()
    ProgrammeStep.objects.create(sitting=planned.sitting, number=1, kind="hear", agenda_item=item)
    change(planned, agenda=[AgendaLine("其他议题")])
    assert list(planned.meeting.agenda.values_list("title", flat=True)) == ["其他议题"]
    assert not ProgrammeStep.objects.exists()


def test_a_sitting_that_is_dropped_takes_its_programme_along(planned):
    ProgrammeStep.objects.create(sitting=planned.sitting, number=1, kind="other", text="奏国歌")
    change(planned, sittings=[SittingLine("plenary", BEGINS.replace(hour=14))])
    assert not ProgrammeStep.objects.exists()


def test_an_item_in_the_programme_of_a_sitting_that_began_stays(hall):
    item = hall.meeting.agenda.get()
    ProgrammeStep.objects.create(sitting=hall.sitting, number=1, kind="hear", agenda_item=item)
    with pytest.raises(WrongState, match="已列入开始签到的会次日程,不能删除"):
        meeting_change(
            meeting=hall.meeting, plan=plan(agenda=[AgendaLine("其他")], sittings=[]), by=hall.staff, at=MORNING
        )
