"""The demo year: whatever the day, four sessions, those of past quarters held, one amendment in force."""

from datetime import datetime, timedelta

import pytest
import time_machine

from apps.congress.meetings.models import Meeting, Speech
from apps.congress.meetings.selectors.materials import readers_of
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    sitting_open,
)
from apps.foundation.core.actors import Actor
from apps.foundation.people import demo as people
from apps.foundation.people.models import Term
from apps.foundation.people.selectors import serving_members
from apps.systems.town_sessions import demo, demo_hall
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.selectors.plans import differences_of, with_sessions
from tests.systems.town_sessions.office import ZONE


def todays_meeting(at) -> Meeting:
    """As the livelihood vote of the demo district leaves it."""
    term = Term.objects.get(body__name="青禾镇人民代表大会")
    plan = MeetingPlan(
        place="会议中心",
        agenda=[AgendaLine("议事")],
        sittings=[SittingLine("plenary", at + timedelta(hours=1))],
        number=9,
    )
    return meeting_create(term=term, plan=plan, by=Actor.system(), at=at)


@pytest.mark.parametrize(
    ("day", "held", "numbers"),
    [((2026, 1, 5), 0, [9]), ((2026, 8, 20), 2, [7, 8, 9]), ((2026, 12, 31), 3, [6, 7, 8, 9])],
)
def test_the_demo_year_stands_on_any_day(db, settings, tmp_path, day, held, numbers):
    settings.DATA_DIR = tmp_path
    at = datetime(*day, 10, tzinfo=ZONE)
    with time_machine.travel(at, tick=False):
        people.load(at)
        today = todays_meeting(at)
        demo.load(at)
    plan, first = with_sessions(AnnualPlan.objects.order_by("-version"))
    assert (plan.state, first.state) == ("executing", "superseded")
    assert len(plan.sessions.all()) == 5
    assert Meeting.objects.filter(plan_slot__isnull=False, state="closed").count() == held
    assert today.plan_slot.sessions.filter(plan=plan).exists()
    assert [one.kind for one in differences_of(plan)] == ["added", "added", "moved"]
    assert list(Meeting.objects.order_by("starts_on").values_list("number", flat=True)) == numbers


def test_a_number_that_another_part_of_the_demo_used_is_left_out(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    at = datetime(2026, 11, 26, 10, tzinfo=ZONE)
    with time_machine.travel(at, tick=False):
        people.load(at)
        earlier = MeetingPlan(
            place="会议中心", sittings=[SittingLine("plenary", at - timedelta(days=40))], number=8,
        )  # fmt: skip
        meeting_create(term=Term.objects.get(body__name="青禾镇人民代表大会"), plan=earlier, by=Actor.system(), at=at)
        todays_meeting(at)
        demo.load(at)
    held = Meeting.objects.filter(plan_slot__isnull=False, state="closed").order_by("starts_on")
    assert list(held.values_list("number", flat=True)) == [5, 6, 7]


def test_todays_session_shows_papers_that_are_partly_read_and_a_speakers_list(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    at = datetime(2026, 11, 26, 10, tzinfo=ZONE)
    with time_machine.travel(at, tick=False):
        people.load(at)
        meeting, staff = todays_meeting(at - timedelta(days=15)), Actor.system()
        plan = {"starts_on": at.date(), "ends_on": at.date()}
        Meeting.objects.filter(pk=meeting.pk).update(**plan)
        meeting.sittings.update(starts_at=at)
        meeting = meeting_notice(meeting=meeting, by=staff, at=at - timedelta(days=14))
        sitting = check_in_start(sitting=meeting.sittings.get(), by=staff, at=at)
        for mandate in serving_members(meeting.term, at.date())[:40]:
            check_in_by_list(sitting=sitting, person=mandate.person, by=staff, at=at)
        sitting_open(sitting=sitting, by=staff, at=at)
        demo_hall.load(Meeting.objects.get(pk=meeting.pk), staff, at)
    read = [reader.read for reader in readers_of(meeting, at.date())]
    assert (read.count(2), read.count(1)) == (13, 13)
    assert list(Speech.objects.order_by("place").values_list("state", flat=True)) == ["speaking", "asked", "asked"]
    assert not Speech.objects.filter(person__user__isnull=False).exists()
