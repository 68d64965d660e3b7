"""Two windows at once: one plan a year, one amendment, one meeting a session."""

import pytest

from apps.congress.meetings.models import Meeting
from apps.systems.town_sessions.models import AnnualPlan
from tests.racing import at_once, refusals
from tests.systems.town_sessions.office import fresh, sessions


@pytest.mark.django_db(transaction=True)
def test_two_windows_make_one_plan(office):
    results = at_once(office.plan, lambda: office.plan("two_a_year"))
    assert refusals(results) == ["Conflict"]
    assert AnnualPlan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_save_one_draft_once(office):
    plan = office.plan()
    results = at_once(lambda: office.change(plan, office.lines()), lambda: office.change(plan, office.lines()[:2]))
    assert refusals(results) == ["Conflict"]
    assert fresh(plan).revision == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_begin_one_amendment(office):
    plan = office.filed()
    assert refusals(at_once(lambda: office.amend(plan), lambda: office.amend(plan, "另一理由"))) == ["Conflict"]
    assert AnnualPlan.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_windows_make_one_meeting(office):
    session = sessions(office.filed())[0]
    assert refusals(at_once(lambda: office.meeting(session), lambda: office.meeting(session))) == ["NotReady"]
    assert Meeting.objects.count() == 1
