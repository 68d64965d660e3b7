"""Rules of inspections, without a database."""

from datetime import UTC, date, datetime

import pytest

from apps.congress.inspections.rules.arriving import issues_before_sign_in, issues_with_arrival_code
from apps.congress.inspections.rules.states import (
    MOVES,
    REFUSALS,
    STEPS,
    Plan,
    allows,
    issues_before_close,
    issues_before_hand_over,
    issues_before_holding,
    issues_before_notice,
    issues_before_report,
    move,
)
from apps.congress.meetings.rules.codes import code_at
from apps.foundation.core.errors import WrongState

SOURCE = "代表法实施办法第三十一条"


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        ("planned", "notice", "noticed"), ("noticed", "hold", "held"), ("held", "finish_report", "reported"),
        ("reported", "hand_over", "handed_over"), ("handed_over", "all_fed_back", "fed_back"),
        ("fed_back", "close", "closed"),
        ("reported", "close", "closed"),
        ("planned", "call_off", "called_off"), ("noticed", "call_off", "called_off"),
    ],
)  # fmt: skip
def test_the_line_of_an_inspection(state, act, after):
    assert move(state, act) == after


@pytest.mark.parametrize(
    ("state", "act"),
    [("held", "call_off"), ("planned", "hold"), ("handed_over", "close"), ("closed", "close"),
     ("handed_over", "report"), ("called_off", "notice"), ("reported", "sign_in")],
)  # fmt: skip
def test_what_is_not_in_the_table_is_refused_in_words(state, act):
    assert not allows(state, act)
    with pytest.raises(WrongState) as refusal:
        move(state, act)
    assert refusal.value.sentence == REFUSALS[act]


def test_every_act_has_a_refusal_and_every_step_a_state():
    assert {act for _, act in MOVES} == set(REFUSALS)
    assert {state for _, state in STEPS} < {state for state, _ in MOVES} | set(MOVES.values())


def plan(**values) -> Plan:
    fixed = {"on": date(2026, 3, 16), "starts_on": date(2026, 3, 20), "stops": 2, "participants": 4, "basis": "",
             "is_street": False, "is_law_check": False}  # fmt: skip
    return Plan(**fixed | values)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"stops": 0, "participants": 0}, ["no_stop", "nobody"]),
        ({"starts_on": date(2026, 3, 15)}, ["past"]),
        ({"starts_on": date(2026, 3, 16)}, []),
        ({"is_street": True, "is_law_check": True}, ["street_law_check"]),
        ({"is_street": True, "is_law_check": True, "basis": "受区人大常委会委托"}, []),
        ({"is_street": True}, []),
        ({"is_law_check": True}, []),
    ],
)
def test_before_the_notice(values, codes):
    assert [issue.code for issue in issues_before_notice(plan(**values))] == codes


def test_it_was_held_when_its_day_came_and_somebody_with_it():
    day = date(2026, 3, 20)
    assert [one.code for one in issues_before_holding(on=date(2026, 3, 19), starts_on=day, came=0)] == [
        "too_early",
        "nobody_came",
    ]
    assert not list(issues_before_holding(on=day, starts_on=day, came=1))


@pytest.mark.parametrize(
    ("situation", "problems", "opinions", "codes"),
    [("看了", "坏了", 1, []), ("看了", "", 0, []), ("看了", " ", 1, ["no_problems"]), (" ", "", 0, ["no_situation"])],
)
def test_a_report_tells_what_was_seen_and_opinions_answer_problems(situation, problems, opinions, codes):
    found = issues_before_report(situation=situation, problems=problems, opinions=opinions)
    assert [issue.code for issue in found] == codes


def test_without_opinions_nothing_is_handed_over_and_with_them_nothing_closes_before():
    assert [one.code for one in issues_before_hand_over(opinions=0)] == ["no_opinion"]
    assert not list(issues_before_close(state="reported", opinions=0))
    assert [one.code for one in issues_before_close(state="reported", opinions=2)] == ["not_handed_over"]
    assert not list(issues_before_close(state="fed_back", opinions=2))


def test_the_code_is_of_this_inspection_and_fresh():
    at = datetime(2026, 3, 20, 1, tzinfo=UTC)
    code = code_at("salt", at)
    assert issues_with_arrival_code(code, "salt", at) == []
    assert [one.sentence for one in issues_with_arrival_code(code, "other", at)] == [
        "这不是本次活动的签到码,请扫描工作人员手机上的二维码。"
    ]
    stale = datetime(2026, 3, 20, 1, 9, tzinfo=UTC)
    assert [one.code for one in issues_with_arrival_code(code, "salt", stale)] == ["stale_code"]


def test_who_is_recused_does_not_sign_in():
    codes = [one.code for one in issues_before_sign_in(name="安然", answer="recused", is_serving=False)]
    assert codes == ["recused", "seat_ended"]
    assert not list(issues_before_sign_in(name="安然", answer="declined", is_serving=True))
