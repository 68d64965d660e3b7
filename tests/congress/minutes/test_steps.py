"""What the papers say was dealt with: what the sitting turned to, else its programme, saved or not."""

import pytest

from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    StepLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    programme_save,
    sitting_close,
    sitting_open,
    sitting_turn_to,
)
from apps.congress.minutes.selectors.page import sections_as_edited
from apps.congress.minutes.services.drafting import minutes_draft
from tests.congress.minutes.conftest import NOW
from tests.congress.minutes.session import BEFORE, Session, at

AGENDA = [
    AgendaLine("听取和审议镇人民政府工作报告", "镇长刘强"),
    AgendaLine("听取和讨论防汛准备", "镇应急办"),
    AgendaLine("通过选举办法"),
]


@pytest.fixture
def morning(cast) -> Session:
    """A preparatory and a plenary sitting, both open; nobody has saved a programme."""
    staff = cast.actor("staff")
    sittings = [SittingLine("preparatory", at(20, 8)), SittingLine("plenary", at(20, 9))]
    plan = MeetingPlan(place="镇政府", agenda=AGENDA, sittings=sittings, number=3)
    meeting = meeting_notice(
        meeting=meeting_create(term=cast.term, plan=plan, by=staff, at=BEFORE), by=staff, at=BEFORE
    )
    for sitting in meeting.sittings.order_by("starts_at"):
        sitting = check_in_start(sitting=sitting, by=staff, at=at(20, 7, 40))
        for person in cast.deputies():
            check_in_by_list(sitting=sitting, person=person, by=staff, at=at(20, 7, 50))
        sitting_open(sitting=sitting, by=staff, at=sitting.starts_at)
    return Session(cast, staff, meeting, None, None)


def turn(session: Session, sitting: Sitting, minute: int, **to) -> None:
    sitting_turn_to(sitting=sitting, by=session.staff, at=at(20, 9, minute), **to)


def lines_of(session: Session, kind: str = "record") -> list[str]:
    for sitting in session.sittings:
        sitting_close(sitting=sitting, by=session.staff, at=at(20, 11))
    paper = minutes_draft(meeting=session.meeting, kind=kind, by=session.staff, at=NOW)
    return [line for one in sections_as_edited(paper) for line in one.text.splitlines()]


def test_a_preparatory_sitting_without_a_saved_programme_is_recorded_as_its_page_shows_it(morning):
    lines = lines_of(morning)
    for line in ("通过主席团和秘书长名单。", "通过会议议程。", "通过：选举办法。"):
        assert line in lines


def test_a_plenary_without_a_saved_programme_is_recorded_too(morning):
    lines = lines_of(morning)
    assert "听取：镇人民政府工作报告（报告人：镇长刘强）。" in lines
    assert "宣布会议开幕。" in lines
    assert "听取和讨论防汛准备。" in lines  # of no particular kind: its title says it


def test_what_the_sitting_turned_to_stands_before_what_was_planned(morning):
    turn(morning, morning.sittings[1], 5, item=morning.item(1))
    lines = lines_of(morning)
    assert "听取：镇人民政府工作报告（报告人：镇长刘强）。" in lines
    assert "审议：镇人民政府工作报告。" in lines
    assert "听取和讨论防汛准备。" not in lines
    assert "宣布会议开幕。" not in lines
    assert "通过会议议程。" in lines  # the other sitting kept no floor


def test_a_step_that_was_taken_up_again_is_recorded_once_and_in_the_words_it_had(morning):
    second = morning.sittings[1]
    save = {"sitting": second, "by": morning.staff, "at": at(20, 9)}
    programme_save(lines=[StepLine("hear", morning.item(1)), StepLine("other", text="休会")], revision=0, **save)
    hear, pause = second.programme.all()
    for minute, step in enumerate((hear, pause, hear)):
        turn(morning, second, minute, step=step)
    programme_save(lines=[StepLine("hear", morning.item(1))], revision=1, **save)
    lines = lines_of(morning)
    assert lines.count("听取：镇人民政府工作报告（报告人：镇长刘强）。") == 1
    assert lines.count("休会。") == 1


def test_minutes_say_what_was_heard_without_a_saved_programme(morning):
    lines = lines_of(morning, "minutes")
    assert "会议听取和审议了镇长刘强作的镇人民政府工作报告。" in lines
    assert "会议听取和审议了镇应急办作的防汛准备。" in lines
