"""Lights: the stored days say on every day what a plain reading of the rule says on that day."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.congress.supervision.rules import lights
from apps.congress.supervision.rules.lights import GREEN, RED, YELLOW, Limits, Node, Standing

START = date(2026, 3, 1)
DAY = timedelta(days=1)
LIVELIHOOD = Limits(soon_days=0, grace_days=30, behind_percent=90)
REFORM = Limits(soon_days=7, grace_days=0, behind_percent=100)


def light(standing: Standing, limits: Limits, on: date) -> str:
    found = lights.reasons(standing, limits)
    return lights.light_of(lights.turns(found, YELLOW), lights.turns(found, RED), on)


def plain_light(standing: Standing, limits: Limits, on: date) -> str:
    """The rule read day by day, without any day in advance."""
    late = sorted(node.due_on for node in standing.nodes if not node.is_done and node.due_on < on)
    missed = sum(due < on for due in standing.reports_due[:2])
    known = standing.expected_since is not None and standing.expected_since <= on
    short = known and None not in (standing.planned, standing.expected) and standing.expected < standing.planned
    if standing.due_on < on or len(late) > 1 or missed > 1 or short:
        return RED
    if late and (on - late[0]).days > limits.grace_days:
        return RED
    past = [node.planned_percent for node in standing.nodes if node.due_on < on]
    behind = any(standing.percent * 100 < planned * limits.behind_percent for planned in past)
    soon = limits.soon_days > 0 and (standing.due_on - on).days <= limits.soon_days
    return YELLOW if late or missed or behind or soon else GREEN


days = st.integers(0, 400).map(lambda count: START + count * DAY)
nodes = st.builds(Node, st.just("节点"), days, st.integers(1, 100), st.booleans())
standings = st.builds(
    Standing,
    due_on=days,
    percent=st.integers(0, 100),
    nodes=st.lists(nodes, max_size=5),
    reports_due=st.lists(days, max_size=3).map(sorted).map(tuple),
    planned=st.none() | st.integers(1, 50),
    expected=st.none() | st.integers(0, 60),
    expected_since=st.none() | days,
)
limits = st.builds(Limits, st.integers(0, 20), st.integers(0, 40), st.integers(1, 100))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(standings, limits, st.integers(-20, 440))
def test_the_days_of_a_light_agree_with_the_rule_of_each_day(standing, limits, offset):
    on = START + offset * DAY
    assert light(standing, limits, on) == plain_light(standing, limits, on)


def test_a_first_late_milestone_is_yellow_for_thirty_days():
    node = Node("招标完成", date(2026, 3, 31), 25)
    standing = Standing(due_on=date(2026, 12, 31), percent=25, nodes=[node])
    assert light(standing, LIVELIHOOD, date(2026, 3, 31)) == GREEN
    assert light(standing, LIVELIHOOD, date(2026, 4, 1)) == YELLOW
    assert light(standing, LIVELIHOOD, date(2026, 4, 30)) == YELLOW
    assert light(standing, LIVELIHOOD, date(2026, 5, 1)) == RED


def test_a_second_late_milestone_is_red_at_once():
    nodes = [Node("招标完成", date(2026, 3, 31), 25), Node("主体完工", date(2026, 4, 10), 50)]
    standing = Standing(due_on=date(2026, 12, 31), percent=50, nodes=nodes)
    assert light(standing, LIVELIHOOD, date(2026, 4, 10)) == YELLOW
    assert light(standing, LIVELIHOOD, date(2026, 4, 11)) == RED


def test_a_reform_task_is_yellow_seven_days_before_its_day_and_red_after_it():
    standing = Standing(due_on=date(2026, 6, 30), percent=0)
    assert light(standing, REFORM, date(2026, 6, 22)) == GREEN
    assert light(standing, REFORM, date(2026, 6, 23)) == YELLOW
    assert light(standing, REFORM, date(2026, 7, 1)) == RED


def test_fewer_cameras_than_planned_are_red_from_the_day_it_is_reported():
    """鄞州区2018年: 计划4841个监控, 少建218个."""
    told = date(2026, 5, 4)
    standing = Standing(due_on=date(2026, 12, 31), percent=60, planned=4841, expected=4623, expected_since=told)
    assert light(standing, LIVELIHOOD, told - DAY) == GREEN
    assert light(standing, LIVELIHOOD, told) == RED
    [reason] = lights.holding(lights.reasons(standing, LIVELIHOOD), told)
    assert reason.words == "计划4841,预计完成4623,少218"
