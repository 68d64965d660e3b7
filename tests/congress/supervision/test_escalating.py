"""催办与上报: one level further after so many working days, each level told once."""

from datetime import date

import pytest

from apps.congress.supervision.models import Escalation
from apps.congress.supervision.rules.escalating import level_of, working_days_red
from apps.congress.supervision.services import escalating as service
from apps.congress.supervision.services import escalations_tell
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import claimed, running
from tests.racing import at_once

RED = date(2026, 5, 1)
"""A Friday: the day after the milestone of 30 April."""


def told() -> list[tuple[int, int]]:
    return list(Escalation.objects.order_by("pk").values_list("level", "told"))


@pytest.mark.parametrize(("days", "level"), [(0, 0), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (90, 3)])
def test_each_level_after_five_working_days(days, level):
    assert level_of(days, 5) == level


def test_days_off_do_not_count():
    assert working_days_red(RED, date(2026, 5, 4), {}) == 2
    assert working_days_red(RED, date(2026, 5, 4), {RED: False}) == 1
    assert working_days_red(date(2026, 5, 2), date(2026, 5, 3), {}) == 0


def test_units_then_leaders_of_the_town_then_those_of_the_district(cast):
    head = make.make_person(cast.district, "区领导")
    make.make_role(head, "leader", cast.district)
    running(cast)
    assert escalations_tell(at=at(date(2026, 4, 30))) == 0
    assert escalations_tell(at=at(RED)) == 1
    assert Notice.objects.get(title="催办:建成代表之家").recipient == cast.people["handler"]
    assert escalations_tell(at=at(date(2026, 5, 7))) == 0
    assert escalations_tell(at=at(date(2026, 5, 8))) == 1
    assert Notice.objects.get(title="红灯:建成代表之家").recipient == cast.people["leader"]
    assert escalations_tell(at=at(date(2026, 5, 15))) == 1
    assert Notice.objects.filter(title="红灯:建成代表之家").latest("pk").recipient == head
    assert told() == [(1, 1), (2, 1), (3, 1)]
    assert escalations_tell(at=at(date(2026, 6, 15))) == 0


def test_what_an_outage_left_out_is_told_by_the_next_run_and_nobody_means_the_office(cast):
    running(cast)
    assert escalations_tell(at=at(date(2026, 5, 15))) == 3
    assert Notice.objects.filter(recipient=cast.people["district_staff"], title="红灯:建成代表之家").count() == 1


def test_what_is_claimed_is_not_escalated(cast):
    claimed(cast, running(cast))
    assert escalations_tell(at=at(date(2026, 7, 20))) == 0


def test_chunks_leave_nothing_out(cast, monkeypatch):
    monkeypatch.setattr(service, "CHUNK", 2)
    for number in range(5):
        running(cast, title=f"任务{number}")
    assert escalations_tell(at=at(RED)) == 5


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_once(cast):
    for number in range(3):
        running(cast, title=f"任务{number}")
    results = at_once(*[lambda: escalations_tell(at=at(RED))] * 2)
    assert sum(results) == 3
    assert Escalation.objects.count() == Notice.objects.filter(title__startswith="催办").count() == 3
