"""The demo year: whatever the day, four sessions, those of past quarters held, one amendment in force."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from apps.congress.meetings.models import Meeting
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.selectors.plans import differences_of, with_sessions


@pytest.mark.parametrize(
    ("day", "held", "states"),
    [
        ((2026, 1, 5), 0, ["executing", "superseded"]),
        ((2026, 8, 20), 2, ["executing", "superseded"]),
        ((2026, 12, 31), 3, ["executing", "superseded"]),
    ],
)
def test_the_demo_year_stands_on_any_day(db, settings, tmp_path, day, held, states):
    settings.DATA_DIR = tmp_path
    with time_machine.travel(datetime(*day, 10, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        call_command("demo_load")
    plans = list(with_sessions(AnnualPlan.objects.order_by("-version")))
    assert [plan.state for plan in plans] == states
    assert len(plans[0].sessions.all()) == 5
    assert Meeting.objects.filter(plan_slot__isnull=False, state="closed").count() == held
    assert [one.kind for one in differences_of(plans[0])] == ["added", "added", "moved"]
    numbers = list(Meeting.objects.filter(body=plans[0].body).order_by("starts_on").values_list("number", flat=True))
    assert numbers == sorted(numbers)
