"""Until when somebody must act: against the State Council's calendar and another way of counting."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.congress.matters.models import Handling, Matter, MatterKind
from apps.congress.matters.policies import ROLLS_KEY
from apps.congress.matters.rules.deadlines import (
    DAYS,
    EXTENDED,
    HAND_OVER,
    MONTHS,
    REPLY,
    RETURN,
    STEPS,
    Limit,
    days_late,
    ends_on,
    shortest,
)
from apps.congress.matters.selectors.deadlines import due, rules_of_today
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_open
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.services import Scope, policy_set

HERE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 20, 9, tzinfo=HERE)
TODAY = AT.date()
KNOWN = (date(2024, 1, 1), date(2026, 12, 31))
EXCEPTIONS = {
    day: chinese_calendar.is_workday(day)
    for day in (KNOWN[0] + timedelta(days=number) for number in range((KNOWN[1] - KNOWN[0]).days + 1))
    if chinese_calendar.is_workday(day) != (day.weekday() < 5)
}
days = st.dates(KNOWN[0], date(2025, 11, 1))
limits = st.builds(Limit, st.just(""), st.integers(1, 12), st.just(MONTHS), st.just("")) | st.builds(
    Limit, st.just(""), st.integers(1, 240), st.just(DAYS), st.just("")
)
few = st.lists(limits, min_size=1, max_size=5)


def limit(count: int, unit: str = MONTHS, source: str = "") -> Limit:
    return Limit(source, count, unit, source)


def counted_otherwise(start: date, of: Limit, *, rolls: bool) -> date:
    """By the library's list of working days and another library's months."""
    if of.unit == DAYS:
        return chinese_calendar.get_workdays(start + timedelta(days=1), KNOWN[1])[of.count - 1]
    day = start + relativedelta(months=of.count)
    return chinese_calendar.get_workdays(day, KNOWN[1])[0] if rolls else day


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 1, 31), 2, date(2025, 3, 31)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 10, 31), 4, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
    ],
)
def test_a_month_without_that_day_ends_with_its_last(start, months, last):
    assert ends_on(start, limit(months), {}, rolls=False) == last


@pytest.mark.parametrize(
    ("start", "months", "plain", "rolled"),
    [
        (date(2025, 12, 17), 2, date(2026, 2, 17), date(2026, 2, 24)),  # the first day of the year of the horse
        (date(2024, 10, 29), 3, date(2025, 1, 29), date(2025, 2, 5)),  # off from 28 January to 4 February
        (date(2025, 11, 14), 3, date(2026, 2, 14), date(2026, 2, 14)),  # Saturday the 14th is worked
        (date(2025, 11, 26), 2, date(2026, 1, 26), date(2026, 1, 26)),
        (date(2025, 7, 1), 3, date(2025, 10, 1), date(2025, 10, 9)),  # National Day and Mid-Autumn, eight days
        (date(2025, 3, 4), 2, date(2025, 5, 4), date(2025, 5, 6)),
        (date(2025, 7, 28), 2, date(2025, 9, 28), date(2025, 9, 28)),  # Sunday the 28th is worked
        (date(2025, 7, 31), 1, date(2025, 8, 31), date(2025, 9, 1)),  # over the end of the month
        (date(2025, 12, 31), 2, date(2026, 2, 28), date(2026, 2, 28)),  # Saturday the 28th is worked
    ],
)
def test_a_term_in_months_that_ends_on_a_day_off_moves_where_the_place_says_so(start, months, plain, rolled):
    assert ends_on(start, limit(months), EXCEPTIONS, rolls=False) == plain
    assert ends_on(start, limit(months), EXCEPTIONS, rolls=True) == rolled


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        (date(2026, 2, 13), 10, date(2026, 3, 5)),  # worked: 14, 24 to 28 February, 2 to 5 March
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2025, 1, 24), 10, date(2025, 2, 13)),  # worked: 26, 27 January, 5 to 8 and 10 to 13 February
        (date(2025, 1, 27), 5, date(2025, 2, 10)),
        (date(2025, 9, 26), 10, date(2025, 10, 16)),  # worked: 28 to 30 September, 9 to 11, 13 to 16 October
    ],
)
@pytest.mark.parametrize("rolls", [True, False])
def test_working_days_pass_over_holidays_and_count_those_made_up_for(start, count, last, rolls):
    assert ends_on(start, limit(count, DAYS), EXCEPTIONS, rolls=rolls) == last


@settings(max_examples=400, deadline=None)
@given(start=days, of=limits, rolls=st.booleans())
def test_any_term_agrees_with_another_way_of_counting(start, of, rolls):
    assert ends_on(start, of, EXCEPTIONS, rolls=rolls) == counted_otherwise(start, of, rolls=rolls)


@settings(max_examples=200, deadline=None)
@given(start=days, of=few, rolls=st.booleans())
def test_the_shortest_is_the_first_of_all_ends_and_names_its_rule(start, of, rolls):
    first = shortest(start, of, EXCEPTIONS, rolls=rolls)
    assert first.on == min(counted_otherwise(start, one, rolls=rolls) for one in of)
    assert counted_otherwise(start, first.limit, rolls=rolls) == first.on
    assert shortest(start, of[::-1], EXCEPTIONS, rolls=rolls).on == first.on


@settings(max_examples=200, deadline=None)
@given(start=days, of=limits, rolls=st.booleans())
def test_who_begins_later_never_has_to_end_sooner(start, of, rolls):
    ends = [ends_on(start + timedelta(days=number), of, EXCEPTIONS, rolls=rolls) for number in range(5)]
    assert ends == sorted(ends)
    assert ends[0] > start


@given(start=st.dates(date(1990, 1, 1), date(2090, 1, 1)), months=st.integers(1, 240))
def test_months_without_days_off_are_those_of_the_calendar(start, months):
    last = ends_on(start, limit(months), {}, rolls=False)
    assert last == start + relativedelta(months=months)
    assert last.day == start.day or (last + timedelta(days=1)).day == 1


def test_of_two_rules_that_end_on_one_day_the_nearer_is_named():
    law, place = limit(3, source="代表法第五十一条"), limit(3, source="本区规定")
    assert shortest(date(2026, 3, 20), [law, place], EXCEPTIONS, rolls=True).ground == "3个月,本区规定"


def test_the_shorter_is_found_by_day_and_not_by_number():
    months, working = limit(1, source="甲"), limit(15, DAYS, "乙")
    assert shortest(date(2026, 2, 10), [months, working], EXCEPTIONS, rolls=True).ground == "15个工作日,乙"
    assert shortest(date(2026, 2, 10), [limit(1), limit(25, DAYS)], EXCEPTIONS, rolls=True).on == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("due_on", "done_on", "late"),
    [
        (date(2026, 3, 20), None, 5),
        (date(2026, 3, 25), None, 0),
        (date(2026, 3, 26), None, 0),
        (date(2026, 3, 20), date(2026, 3, 21), 1),
        (date(2026, 3, 20), date(2026, 3, 20), 0),
        (None, None, 0),
    ],
)
def test_the_last_day_itself_is_in_time(due_on, done_on, late):
    assert days_late(due_on, done_on, date(2026, 3, 25)) == late


@pytest.fixture
def calendar(db):
    call_command("holidays_load", 2025, 2026, verbosity=0)


def running(area, kind: str, on: date = TODAY) -> Matter:
    """A matter of today's rules that is in no table."""
    return Matter(kind=kind, office=area, frozen_rules=rules_of_today(area, kind, on))


@pytest.mark.parametrize(
    ("level", "kind", "reply", "extended"),
    [
        ("town", MatterKind.SUGGESTION, "2个月,重庆市乡镇人民代表大会工作条例第十六条", 4),
        ("district", MatterKind.SUGGESTION, "3个月,重庆市人大代表建议批评和意见工作条例", 6),
        ("street", MatterKind.OPINION, "2个月,綦江区街道议政代表会议做法", 3),
        ("town", MatterKind.INSPECTION, "1个月,重庆市实施代表法办法第三十一条", 2),
        ("town", MatterKind.DELIBERATION, "2个月,本平台默认值,各地可调整", 3),
        ("street", MatterKind.REQUEST, "15个工作日,本平台默认值,各地可调整", 3),
    ],
)
def test_each_level_and_kind_has_its_days(cast, calendar, level, kind, reply, extended):
    matter = running(getattr(cast, level), kind)
    assert due(matter, REPLY, TODAY).ground == reply
    assert due(matter, EXTENDED, TODAY).limit.count == extended


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.dates(date(2025, 1, 1), date(2026, 5, 31)), step=st.sampled_from(sorted(STEPS)))
def test_the_days_of_every_step_come_from_the_table_of_holidays(cast, calendar, start, step):
    one = due(running(cast.town, MatterKind.SUGGESTION), step, start)
    assert one.on == counted_otherwise(start, one.limit, rolls=True)


@pytest.fixture
def set_policy(cast):
    """Sets a rule for the whole installation."""

    def policy(key, value, on=TODAY, source="本区规定"):
        by, at = cast.actor("operator"), AT
        return policy_set(key=key, scope=Scope(cast.district), value=value, source=source, starts_on=on, by=by, at=at)

    return policy


def test_the_law_holds_where_the_place_would_give_more(cast, calendar, set_policy):
    set_policy("matters.reply.town", 5)
    longer = due(running(cast.town, MatterKind.SUGGESTION), REPLY, TODAY)
    assert (longer.on, longer.ground) == (date(2026, 6, 22), "3个月,代表法第五十一条")  # the 20th is a Saturday
    set_policy("matters.reply.town", 1, on=date(2026, 3, 21))
    shorter = due(running(cast.town, MatterKind.SUGGESTION, date(2026, 3, 21)), REPLY, TODAY)
    assert (shorter.on, shorter.ground) == (date(2026, 4, 20), "1个月,本区规定")


def test_the_unit_reads_which_rule_gave_it_its_day(cast, calendar, set_policy):
    set_policy("matters.reply.town", 5)
    matter = _opened(cast, AT)
    Matter.objects.filter(pk=matter.pk).update(
        kind=MatterKind.SUGGESTION, frozen_rules=rules_of_today(cast.town, MatterKind.SUGGESTION, TODAY)
    )
    _handed_over(cast, matter, AT)
    part = Handling.objects.get()
    assert (part.due_on, part.due_ground) == (date(2026, 6, 22), "3个月,代表法第五十一条")


def _opened(cast, at) -> Matter:
    draft = MatterDraft(MatterKind.DELIBERATION, "关于河道治理的审议意见", "请加快两岸整治。", "青禾镇人民代表大会")
    return matter_open(body=cast.congress, term=cast.term, draft=draft, by=cast.actor("staff"), at=at)


def _handed_over(cast, matter, at) -> Matter:
    unit = Unit.objects.get(name="青禾镇人民政府")
    return matter_hand_over(matter=matter, parts=[PartDraft(unit)], by=cast.actor("staff"), at=at)


def test_rules_that_change_do_not_move_what_runs(cast, calendar, set_policy):
    handed_over = _handed_over(cast, _opened(cast, AT), AT)
    waiting = _opened(cast, AT)
    next_week = datetime(2026, 3, 27, 9, tzinfo=HERE)
    changes = {"matters.reply.deliberation": 1, "matters.return.limit": 3, "matters.hand_over.limit": 2}
    for key, value in changes.items():
        set_policy(key, value, on=next_week.date())
    set_policy(ROLLS_KEY, value=False, on=next_week.date())

    handed_over.refresh_from_db()
    assert (handed_over.due_on, handed_over.reply_due_on) == (date(2026, 5, 20), date(2026, 5, 20))
    assert waiting.due_on == date(2026, 4, 3)
    part = _handed_over(cast, waiting, next_week).parts.get()
    assert (part.return_due_on, part.due_on) == (date(2026, 4, 13), date(2026, 5, 27))

    fresh = _opened(cast, next_week)
    assert fresh.due_on == date(2026, 3, 31)
    part = _handed_over(cast, fresh, next_week).parts.get()
    assert (part.return_due_on, part.due_on) == (date(2026, 4, 1), date(2026, 4, 27))


def test_what_runs_keeps_rolling_by_the_rule_of_its_day(cast, calendar, set_policy):
    old = running(cast.town, MatterKind.DELIBERATION)
    set_policy(ROLLS_KEY, value=False)
    fresh = running(cast.town, MatterKind.DELIBERATION)
    start = date(2025, 12, 17)
    assert (due(old, REPLY, start).on, due(fresh, REPLY, start).on) == (date(2026, 2, 24), date(2026, 2, 17))


def test_a_return_is_due_across_the_festival_with_its_make_up_days(cast, calendar):
    matter = running(cast.town, MatterKind.SUGGESTION)
    assert due(matter, RETURN, date(2026, 2, 13)).on == date(2026, 3, 5)
    assert due(matter, HAND_OVER, date(2025, 1, 24)).on == date(2025, 2, 13)
