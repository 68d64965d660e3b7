"""Seats: presidium in front, then group after group, each by surname strokes."""

import pytest
import time_machine
from django.urls import reverse

from apps.congress.meetings import selectors
from apps.congress.meetings.models import SeatingPlan
from apps.congress.meetings.rules.seating import Sitter, issues_with_hall, seats_of
from apps.congress.meetings.services import meeting_cancel, seating_save
from apps.foundation.core.errors import NotReady, WrongState
from tests.cast import TODAY
from tests.congress.meetings.groups import delegations, presidium
from tests.congress.meetings.hall import IN_TIME, MORNING

PEOPLE = [Sitter(1, "王一", 2), Sitter(2, "丁二", 2), Sitter(3, "赵三", 1), Sitter(4, "李四", 1, in_presidium=True)]


def words(**values):
    return [(seat.sitter.name, seat.words) for seat in seats_of(PEOPLE, **values)]


def test_the_presidium_sits_on_the_stage_and_groups_behind_each_other():
    assert words(seats=2, has_stage=True) == [
        ("李四", "主席台1座"), ("赵三", "1排1座"), ("丁二", "1排2座"), ("王一", "2排1座"),
    ]  # fmt: skip


def test_without_a_stage_the_presidium_has_the_first_seats():
    assert words(seats=3, has_stage=False) == [
        ("李四", "1排1座"), ("赵三", "1排2座"), ("丁二", "1排3座"), ("王一", "2排1座"),
    ]  # fmt: skip


def test_a_hall_that_is_too_small_says_by_how_much():
    (issue,) = issues_with_hall(rows=2, seats=4, people=12, on_stage=3)
    assert issue.sentence == "会场2排,每排4座,共8座,应安排9人,还差1座。请增加排数或座位数。"
    assert not list(issues_with_hall(rows=3, seats=3, people=12, on_stage=3))


def save(hall, rows=3, seats=4, has_stage=True):
    return seating_save(meeting=hall.meeting, rows=rows, seats=seats, has_stage=has_stage, by=hall.staff, at=IN_TIME)


def test_everybody_due_has_one_seat(noticed):
    delegations(noticed.cast)
    presidium(noticed.cast, 3)
    seats = selectors.seats_in(noticed.meeting, save(noticed), TODAY)
    assert len({(seat.row, seat.place) for seat in seats}) == len({seat.sitter.key for seat in seats}) == 10
    assert sum(1 for seat in seats if seat.row == 0) == 3


def test_it_refuses_a_hall_in_which_somebody_stands(noticed):
    with pytest.raises(NotReady, match="还差2座"):
        save(noticed, rows=2, seats=4)
    assert not SeatingPlan.objects.exists()


def test_saving_again_replaces_the_plan(noticed):
    save(noticed)
    save(noticed, rows=5, seats=6)
    assert str(SeatingPlan.objects.get()) == "5排,每排6座"


def test_a_meeting_that_is_off_gets_no_seats(noticed):
    meeting_cancel(meeting=noticed.meeting, reason="台风", by=noticed.staff, at=IN_TIME)
    with pytest.raises(WrongState, match="不能安排座次"):
        save(noticed)


def test_a_deputy_reads_the_own_seat_on_the_notice(noticed):
    url = reverse("meetings_notice", args=[noticed.meeting.public_id])
    client = noticed.cast.client("deputy")
    with time_machine.travel(MORNING, tick=False):
        assert "您的座位" not in client.get(url).content.decode()
        save(noticed)
        seat = selectors.seat_of_person(noticed.meeting, noticed.cast.people["deputy"].pk, TODAY)
        assert f"<dt>您的座位</dt><dd>{seat.words}</dd>" in client.get(url).content.decode()


def test_the_page_shows_rows_and_refuses_what_is_too_small(noticed):
    url = reverse("meetings_seating", args=[noticed.meeting.public_id])
    client = noticed.cast.client("staff")
    with time_machine.travel(MORNING, tick=False):
        assert "还差9座" in client.post(url, {"rows": "1", "seats": "1"}).content.decode()
        assert client.post(url, {"rows": "3", "seats": "4"}).status_code == 302
        assert "3排" in client.get(url).content.decode()
        assert noticed.cast.client("leader").post(url, {"rows": "3", "seats": "4"}).status_code == 403
