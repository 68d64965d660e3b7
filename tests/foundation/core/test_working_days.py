"""Working days follow the yearly notice; the library that carries it is the oracle."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.foundation.core.models import Holiday
from apps.foundation.core.selectors import add_working_days, calendar_warning, working_day_from
from apps.foundation.core.services import holidays_load


@pytest.fixture
def loaded(db):
    call_command("holidays_load", 2025, 2026, verbosity=0)


def counted_by_the_library(day, count):
    while count:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day)
    return day


def test_a_year_the_library_does_not_know_is_refused_with_a_way_out(db):
    with pytest.raises(CommandError, match=r"没有 2099 年的节假日安排.*在管理后台逐日录入"):
        call_command("holidays_load", 2099)
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2025, 1, 24), 1, date(2025, 1, 26)),  # Sunday the 26th is worked
        (date(2025, 1, 26), 2, date(2025, 2, 5)),  # off from 28 January to 4 February
        (date(2025, 2, 7), 1, date(2025, 2, 8)),  # Saturday the 8th is worked
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # Saturday the 14th is worked
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # off from 15 to 23 February
        (date(2026, 2, 27), 1, date(2026, 2, 28)),  # Saturday the 28th is worked
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
    ],
)
def test_the_spring_festival_with_its_make_up_days(loaded, day, count, last):
    assert add_working_days(day, count) == last
    assert counted_by_the_library(day, count) == last


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2025, 1, 1), date(2026, 10, 1)), count=st.integers(1, 40))
def test_any_term_agrees_with_the_library(loaded, day, count):
    assert add_working_days(day, count) == counted_by_the_library(day, count)


def test_a_day_off_moves_to_the_next_working_day(loaded):
    assert working_day_from(date(2026, 2, 16)) == date(2026, 2, 24)
    assert working_day_from(date(2026, 2, 14)) == date(2026, 2, 14)


def test_loading_again_changes_nothing_and_keeps_what_was_entered_by_hand(loaded):
    Holiday.objects.filter(day=date(2026, 2, 14)).update(works=False, source="市政府通告")
    call_command("holidays_load", 2026, verbosity=0)
    assert Holiday.objects.get(day=date(2026, 2, 14)).works is False
    count = Holiday.objects.count()
    call_command("holidays_load", 2026, verbosity=0)
    assert Holiday.objects.count() == count


def test_at_start_up_only_missing_years_are_loaded(loaded):
    Holiday.objects.filter(day=date(2026, 2, 14)).update(works=False)
    call_command("holidays_load", missing=True, verbosity=0)
    assert Holiday.objects.get(day=date(2026, 2, 14)).works is False
    assert Holiday.objects.filter(day__year=2024).exists()


def test_a_day_of_another_year_is_a_programming_error(db):
    with pytest.raises(ValueError, match="2025-12-31"):
        holidays_load(year=2026, days={date(2025, 12, 31): (False, "元旦")}, source="x")


def test_it_warns_where_a_term_reaches_a_year_without_a_notice(loaded):
    assert calendar_warning(date(2026, 11, 1), date(2026, 12, 31)) == ""
    warning = calendar_warning(date(2026, 12, 20), date(2027, 1, 10))
    assert warning.startswith("2027年的节假日安排尚未录入")


def test_each_day_names_its_holiday_and_source(loaded):
    worked = Holiday.objects.get(day=date(2026, 2, 14))
    assert (worked.works, worked.name) == (True, "春节调休上班")
    assert "国务院办公厅" in worked.source
