"""The tally by days against counting rows, over whatever happened and however days and nights went by."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from apps.congress.supervision.models import Assignment, AssignmentState
from apps.congress.supervision.selectors.measures import MEASURES
from apps.foundation.organisations.models import DayTally
from tests.congress.supervision.handed import handed_over

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 3, 20)
OVER = (AssignmentState.CLOSED, AssignmentState.CANCELLED)
STEPS = 60
OPEN = ("handed_over", "running", "claimed", "verified")
AT_WORK = ("handed_over", "running")


def counts_as(row: Assignment, on: date) -> list[str]:
    """The measures in which an assignment counts, by what they say of themselves."""
    red = row.state in OPEN and row.red_from is not None and row.red_from <= on
    yellow = row.state in AT_WORK and row.yellow_from is not None and row.yellow_from <= on and not red
    late = row.state in AT_WORK and row.due_on < on
    silent = row.state in AT_WORK and row.report_due_on is not None and row.report_due_on < on
    holding = {"open": row.state in OPEN, "red": red, "yellow": yellow, "late": late, "silent": silent}
    return [f"supervision_{name}" for name, holds in holding.items() if holds]


def counted(path: str, on: date) -> Counter:
    rows = Assignment.objects.filter(path__startswith=path)
    return Counter((slug, row.area_id) for row in rows for slug in counts_as(row, on))


def measured(path: str, on: date) -> Counter:
    found = Counter()
    for measure in MEASURES:
        if measure.slug != "supervision_sheets_late":
            found.update({(measure.slug, area): number for area, number in measure.count(path, on).items()})
    return +found


def anything(random: Random, on: date) -> dict:
    """Any state with any days, as acts, reports and adjustments leave them."""

    def day(empty: float) -> date | None:
        return None if random.random() < empty else on + timedelta(days=random.randint(-15, 15))

    state = random.choice(list(AssignmentState))
    return {
        "state": state, "closed_at": AT if state in OVER else None, "yellow_from": day(0.3), "red_from": day(0.3),
        "report_due_on": day(0.3), "due_on": day(0), "starts_on": date(2020, 1, 1),
    }  # fmt: skip


def brought(cast, random: Random, on: date) -> None:
    for number in range(random.randint(1, 8)):
        area = random.choice((cast.town, cast.other_town, cast.street))
        Assignment.objects.create(
            profile="general", office=cast.district, area=area, path=area.path, title=f"任务{number}", content="办",
            first_due_on=TODAY, **anything(random, on),
        )  # fmt: skip


def changed(cast, random: Random, on: date) -> None:
    """Some of them, all in one statement or one after the other."""
    keys = list(Assignment.objects.values_list("pk", flat=True))
    some = random.sample(keys, min(len(keys), random.randint(1, 5)))
    if random.random() < 0.5:
        Assignment.objects.filter(pk__in=some).update(**anything(random, on))
    for key in some:
        Assignment.objects.filter(pk=key).update(**anything(random, on))


@pytest.mark.parametrize("seed", range(5))
def test_the_tally_of_days_is_what_counting_finds(cast, seed):
    random, today = Random(seed), TODAY
    for _ in range(STEPS):
        random.choice((brought, changed, changed))(cast, random, today)
        if random.random() < 0.2:
            today += timedelta(days=random.randint(1, 9))
            DayTally.objects.fold(today)
        later = today + timedelta(days=random.randint(0, 30))
        assert measured(cast.district.path, today) == counted(cast.district.path, today)
        assert measured(cast.town.path, later) == counted(cast.town.path, later)


def test_what_turns_red_by_itself_needs_no_task(cast):
    handed_over(cast)  # due on 30 June, its first milestone on 30 April
    by_day = {
        on: {slug.removeprefix("supervision_") for slug, _ in measured(cast.town.path, on)}
        for on in (date(2026, 4, 7), date(2026, 4, 30), date(2026, 7, 1))
    }
    assert by_day == {
        date(2026, 4, 7): {"open", "yellow", "silent"},
        date(2026, 4, 30): {"open", "yellow", "silent"},
        date(2026, 7, 1): {"open", "red", "late", "silent"},
    }


def test_a_night_leaves_one_row_of_what_is_past_and_counts_the_same(cast):
    for days in range(5):
        handed_over(cast, title=f"任务{days}", due_on=date(2026, 6, 26) + timedelta(days=days), nodes=[])
    on = date(2026, 6, 29)
    before = measured(cast.district.path, on)
    late = DayTally.objects.filter(sort="supervision_late")
    assert (before["supervision_late", cast.town.pk], late.count()) == (3, 5)
    DayTally.objects.fold(on)
    assert sorted(late.values_list("since", "count")) == [(on, 3), (date(2026, 6, 30), 1), (date(2026, 7, 1), 1)]
    assert measured(cast.district.path, on) == before
    assert DayTally.objects.fold(on) == 0


def test_a_change_that_moves_no_day_leaves_no_row(cast):
    assignment = handed_over(cast)
    have = DayTally.objects.count()
    Assignment.objects.filter(pk=assignment.pk).update(title="改了名称", percent=40)
    assert DayTally.objects.count() == have
