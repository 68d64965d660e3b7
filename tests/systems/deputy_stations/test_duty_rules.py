"""Which days a cycle names, who serves on them, and what stands in the way of publishing."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.systems.deputy_stations.rules import cycles, duty, points
from apps.systems.deputy_stations.rules.duty import Server

ZONE = ZoneInfo("Asia/Shanghai")
SPRING_FESTIVAL = {date(2026, 2, day): False for day in range(15, 24)} | {date(2026, 2, 28): True}


def days(cycle, text, first, last, exceptions=None):
    return [f"{day:%m-%d}" for day in cycles.days_of_cycle(cycle, text, first, last, exceptions or {})]


@pytest.mark.parametrize(
    ("cycle", "text", "expected"),
    [
        ("weekly", "星期二", ["03-03", "03-10", "03-17", "03-24", "03-31"]),
        ("monthly", "第一个星期二", ["03-03"]),
        ("monthly", "最后一个星期五", ["03-27"]),
        ("monthly", "31日", ["03-31"]),
        ("bimonthly", "15日", ["03-16"]),  # a Sunday, and odd months are the usual ones
        ("bimonthly", "双月15日", []),
        ("quarterly", "季末月10日", ["03-10"]),
    ],
)
def test_days_of_march_2026(cycle, text, expected):
    assert days(cycle, text, date(2026, 3, 1), date(2026, 3, 31)) == expected


def test_a_month_without_that_day_has_its_last():
    assert days("monthly", "31日", date(2026, 4, 1), date(2026, 6, 30)) == ["04-30", "06-01", "06-30"]


def test_a_day_in_the_spring_festival_moves_to_the_next_working_day():
    assert days("weekly", "星期二", date(2026, 2, 10), date(2026, 2, 24), SPRING_FESTIVAL) == ["02-10", "02-24"]
    assert days("monthly", "15日", date(2026, 2, 1), date(2026, 2, 20), SPRING_FESTIVAL) == ["02-24"]


@pytest.mark.parametrize(
    ("cycle", "text", "sentence"),
    [
        ("weekly", "15日", "每周一次的接待日只写星期几,如“星期二”,现在写的是“15日”。"),
        ("monthly", "星期二", "请写明是第几个星期几,如“第一个星期二”;每周一次的,请把周期改为每周一次。"),
        ("monthly", "双月15日", "“双月”与所选的周期不符,请修改接待日或者周期。"),
        ("monthly", "赶集日", "接待日请写成“15日”“星期二”“第一个星期二”“最后一个星期五”“双月15日”这样的形式。"),
        ("monthly", "32日", "接待日请写成“15日”“星期二”“第一个星期二”“最后一个星期五”“双月15日”这样的形式。"),
    ],
)
def test_a_day_that_does_not_go_with_its_cycle_is_said(cycle, text, sentence):
    assert [issue.sentence for issue in cycles.issues_with_cycle(cycle, text)] == [sentence]


@pytest.mark.parametrize("text", ["9:00", "11:00-9:00", "25:00-26:00", "9:00-9:00", "上午"])
def test_hours_that_are_none_are_refused(text):
    assert [issue.code for issue in cycles.issues_with_hours(text)] == ["reception_hours"]


def spans(count, first=date(2026, 1, 6), step=7):
    return [cycles.span_on(first + timedelta(days=step * number), (time(9), time(11)), ZONE) for number in range(count)]


def loads(dealt, servers, year=2026):
    counts = Counter({server.key: server.duties.get(year, 0) for server in servers})
    for one in dealt:
        counts.update(one.keys)
    return counts


def test_who_has_fewest_this_year_comes_first_then_whose_last_is_longest_ago():
    servers = [
        Server(1, {2026: 2}, date(2026, 1, 1)),
        Server(2, {2026: 1}, date(2025, 12, 1)),
        Server(3, {2026: 1}, date(2025, 6, 1)),
    ]
    assert [one.keys for one in duty.deal(spans(3, date(2026, 3, 3)), servers, 1)] == [(3,), (2,), (1,)]


def test_one_deputy_serves_alone_and_two_asked_for_leave_a_place_open():
    dealt = duty.deal(spans(3), [Server(7)], 2)
    assert [one.keys for one in dealt] == [(7,), (7,), (7,)]


def test_a_deputy_who_is_elsewhere_is_passed_over_and_whoever_left_is_not_dealt():
    both = spans(2)
    servers = [Server(1, busy=(both[0],)), Server(2, until=date(2026, 1, 10))]
    assert [one.keys for one in duty.deal(both, servers, 1)] == [(2,), (1,)]


def test_a_greedy_hand_is_made_even_along_a_chain():
    """Who is free on both days would be asked first and serve on both."""
    first, second = spans(2)
    dealt = duty.deal([first, second], [Server(2), Server(1, busy=(second,))], 1)
    assert [one.keys for one in dealt] == [(1,), (2,)]


@given(st.integers(1, 8), st.integers(1, 30), st.integers(1, 3))
def test_free_deputies_differ_by_one_at_the_most(people, receptions, each):
    servers = [Server(key) for key in range(people)]
    counts = loads(duty.deal(spans(receptions), servers, each), servers).values()
    assert max(counts) - min([*counts] if len(counts) == people else [*counts, 0]) <= 1


@settings(max_examples=60)
@given(st.data())
def test_no_other_dealing_is_more_even_and_nobody_serves_when_busy(data):
    """Small cases against all dealings there are."""
    receptions, people = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    whole = spans(receptions)
    servers = [
        Server(
            key, {2026: data.draw(st.integers(0, 2))},
            busy=tuple(span for span in whole if data.draw(st.booleans())),
        )
        for key in range(people)
    ]  # fmt: skip
    dealt = duty.deal(whole, servers, 1)
    assert all(servers[key].is_free(one.span) for one in dealt for key in one.keys)
    best = min(sum(count**2 for count in counts) for counts in _every_dealing(whole, servers))
    counts = loads(dealt, servers)
    assert sum(counts[server.key] ** 2 for server in servers) == best


def _every_dealing(whole, servers):
    found = [[server.duties[2026] for server in servers]]
    for span in whole:
        free = [place for place, server in enumerate(servers) if server.is_free(span)]
        found = [
            [count + (place == taken) for place, count in enumerate(counts)] for counts in found for taken in free
        ] or found  # fmt: skip
    return found


def test_years_are_counted_apart():
    turn = spans(2, date(2025, 12, 30))
    servers = [Server(1, {2025: 9, 2026: 0}), Server(2, {2025: 1, 2026: 5})]
    assert [one.keys for one in duty.deal(turn, servers, 1)] == [(2,), (1,)]


FIRST = datetime(2026, 4, 7, 9, tzinfo=ZONE)


def issues(on, reason="", begins=(FIRST,), is_open=True, gone=()):
    facts = duty.PublishFacts(begins, 3, reason, is_open, gone)
    at = datetime.combine(on, time(10), ZONE)
    return [
        issue.sentence for issue in duty.issues_before_publishing(facts, at, on, begins[0].date() if begins else None)
    ]


def test_three_days_ahead_is_in_time_and_two_are_late_by_one():
    assert issues(date(2026, 4, 4)) == []
    assert issues(date(2026, 4, 5)) == [
        "按规定接待公告应提前3日公布,首次接待为2026年4月7日,现在公布晚了1日。请推迟首次接待,或者写明理由后公布。"
    ]
    assert issues(date(2026, 4, 5), "临时调整") == []


def test_an_empty_rota_a_past_duty_and_a_closed_station_are_said():
    assert issues(date(2026, 4, 1), begins=()) == ["值班表里还没有值班,请先排班。"]
    assert issues(date(2026, 4, 8), "补公布") == ["有1次值班的时间已过,请先删去或者改期。"]
    assert issues(date(2026, 4, 1), is_open=False) == ["这个家站没有启用或者已经撤销,不能公布值班表。"]
    assert issues(date(2026, 4, 1), gone=["安然(2026年4月7日)"]) == ["安然(2026年4月7日)届时已不在本站,请先换人。"]


def test_check_in_opens_half_an_hour_before_and_closes_with_the_end():
    span = (FIRST, FIRST + timedelta(hours=2))
    minutes = {-31: ["too_early"], -30: [], 0: [], 119: [], 120: ["too_late"]}
    for minute, codes in minutes.items():
        found = duty.issues_before_check_in(span, 30, FIRST + timedelta(minutes=minute))
        assert [issue.code for issue in found] == codes, minute


def test_points_are_capped_for_a_year_and_a_cap_of_nought_is_none():
    values = dict.fromkeys(points.KEYS, 0)
    values |= {points.points_key("reception"): 5, points.cap_key("reception"): 12, points.points_key("vote"): 1}
    lines = points.lines_of(["reception"] * 3 + ["vote"] * 40 + ["unknown"], values)
    assert [(line.kind, line.times, line.points, line.is_capped) for line in lines] == [
        ("vote", 40, 40, False), ("reception", 3, 12, True),
    ]  # fmt: skip
