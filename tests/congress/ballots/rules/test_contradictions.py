"""A case that contradicts itself is refused with all its problems at once."""

import json
import math

import pytest

from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.rules.contradictions import contradictions
from apps.congress.ballots.rules.measures import Base, CountingRules, Model
from apps.congress.ballots.rules.quorum import Turnout
from apps.congress.ballots.rules.tallies import ItemTally
from tests.congress.ballots.rules.samples import case, codes, outcome, votes

ITEMS = votes(甲=41)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"present": 81}, "present_exceeds_due", "present"),
        ({"issued": 71}, "issued_exceeds_present", "issued"),
        ({"received": 40, "void": 41, "items": votes(甲=0)}, "void_exceeds_received", "void"),
        ({"items": votes(甲=71)}, "votes_exceed_valid", "items[0]"),
        ({"void": 30}, "votes_exceed_valid", "items[0]"),
        ({"items": votes(甲=70, 乙=70, 丙=1)}, "votes_exceed_marks", "items"),
    ],
)
def test_it_refuses_numbers_that_cannot_be_true_together(changes, code, field):
    assert codes(case(**({"items": ITEMS} | changes))) == [(code, field)]


@pytest.mark.parametrize("model", ["per_item", "whole_list", "election"])
@pytest.mark.parametrize("abstain", [4, 6])
def test_it_refuses_parts_that_do_not_add_up_to_the_valid_ballots(model, abstain):
    items = [{"name": "甲", "approve": 60, "oppose": 5, "abstain": abstain}]
    assert codes(case(model=model, items=items)) == [("parts_do_not_add_up", "items[0]")]


def test_it_refuses_known_parts_above_the_valid_ballots():
    items = [{"name": "甲", "approve": 60, "oppose": 11}]
    assert codes(case(model="per_item", items=items)) == [("votes_exceed_valid", "items[0]")]


def test_it_refuses_a_whole_list_with_different_votes():
    items = [
        {"name": "甲", "approve": 60, "oppose": 5, "abstain": 5},
        {"name": "乙", "approve": 61, "oppose": 4, "abstain": 5},
    ]
    assert codes(case(model="whole_list", items=items)) == [("list_differs", "items")]


def test_it_refuses_opposition_that_the_model_does_not_have():
    items = [{"name": "甲", "approve": 41, "oppose": 3}]
    assert codes(case(items=items)) == [("out_of_place", "items[0].oppose")]


def test_a_zero_that_the_model_does_not_have_is_harmless():
    assert outcome(case(items=[{"name": "甲", "approve": 41, "oppose": 0, "abstain": 0}]))["adopted"] == ["甲"]


@pytest.mark.parametrize(
    "field", ["model", "seats", "base", "threshold", "quorum", "due", "present", "issued", "received", "void", "items"]
)
def test_it_refuses_a_case_that_leaves_a_rule_or_number_open(field):
    assert codes(case(**({"items": ITEMS} | {field: ...}))) == [("missing", field)]


@pytest.mark.parametrize("value", [True, False, "70", 70.0, 70.5, math.nan, math.inf, [], {}])
def test_it_refuses_what_is_no_whole_number(value):
    assert codes(case(items=ITEMS, due=value)) == [("not_a_number", "due")]


@pytest.mark.parametrize("field", ["seats", "due", "present", "issued", "received", "void"])
def test_it_refuses_negative_numbers(field):
    assert codes(case(**({"items": votes(甲=0)} | {field: -1}))) == [("negative", field)]


@pytest.mark.parametrize("field", ["seats", "due"])
def test_it_refuses_nobody_due_and_no_seats(field):
    changes = {"items": votes(甲=0), "present": 0, "issued": 0, "received": 0, field: 0}
    assert codes(case(**changes)) == [("out_of_range", field)]


def test_it_refuses_numbers_larger_than_any_congress():
    assert codes(case(items=ITEMS, due=10**30)) == [("out_of_range", "due")]


@pytest.mark.parametrize("value", ["everyone", "ALL", "", 1, True, [], {"all": 1}, 0.5])
@pytest.mark.parametrize("field", ["model", "base", "threshold", "quorum", "tie_rule", "shortage_rule", "score_rule"])
def test_it_refuses_rules_it_does_not_know(field, value):
    assert codes(case(**({"items": ITEMS} | {field: value}))) == [("unknown_value", field)]


def test_it_refuses_fields_it_does_not_know():
    items = [{"name": "甲", "approve": 41, "votes": 41}]
    assert codes(case(items=items, dew=80)) == [("unknown_field", "dew"), ("unknown_field", "items[0].votes")]


@pytest.mark.parametrize(
    ("items", "code", "field"),
    [
        ([], "empty", "items"),
        ({}, "wrong_type", "items"),
        ("甲", "wrong_type", "items"),
        (5, "wrong_type", "items"),
        (["甲"], "wrong_type", "items[0]"),
        ([None], "wrong_type", "items[0]"),
        ([{"approve": 1}], "missing", "items[0].name"),
        ([{"name": "", "approve": 1}], "wrong_type", "items[0].name"),
        ([{"name": " ", "approve": 1}], "wrong_type", "items[0].name"),
        ([{"name": 5, "approve": 1}], "wrong_type", "items[0].name"),
        ([{"name": "甲"}], "missing", "items[0].approve"),
        ([{"name": "甲", "approve": True}], "not_a_number", "items[0].approve"),
        ([{"name": "甲", "approve": -1}], "negative", "items[0].approve"),
        ([{"name": "甲", "approve": 1, "write_in": 1}], "wrong_type", "items[0].write_in"),
    ],
)
def test_it_refuses_items_it_cannot_read(items, code, field):
    assert codes(case(items=items)) == [(code, field)]


def test_it_refuses_one_name_for_two_items():
    assert codes(case(items=[*votes(甲=41), *votes(甲=3)])) == [
        ("duplicate_name", "items[0].name"),
        ("duplicate_name", "items[1].name"),
    ]


def test_it_tells_everything_at_once():
    items = [{"name": "甲", "approve": 90}, {"name": "乙", "approve": -3}]
    payload = case(base=..., due="80", issued=75, colour="red", tie_rule="lot", items=items)
    assert codes(payload) == [
        ("unknown_field", "colour"),
        ("missing", "base"),
        ("unknown_value", "tie_rule"),
        ("not_a_number", "due"),
        ("issued_exceeds_present", "issued"),
        ("negative", "items[1].approve"),
        ("votes_exceed_valid", "items[0]"),
    ]


def test_every_problem_has_a_code_a_place_and_a_chinese_sentence():
    _, problems = recount(case(base="everyone", items=ITEMS))
    assert problems == [
        {
            "code": "unknown_value",
            "field": "base",
            "sentence": "“base”不能是everyone,应为:all(全体代表)、present(到会代表)、valid(有效票)。",
        }
    ]


@pytest.mark.parametrize("payload", [None, 5, "case", True, 1.5])
def test_it_refuses_what_is_no_case(payload):
    assert codes(payload) == [("not_a_case", "")]


def test_an_empty_object_lacks_everything():
    assert [field for _, field in codes({})] == [
        "model", "base", "quorum", "threshold", "due", "present", "issued", "received", "void", "items",
    ]  # fmt: skip


def test_a_list_of_cases_gives_a_list_of_results():
    status, results = recount([case(items=ITEMS), case(items=votes(乙=40))])
    assert status == 0
    assert [result["adopted"] for result in results] == [["甲"], []]


def test_no_cases_give_no_results():
    assert recount([]) == (0, [])


def test_problems_in_a_list_name_their_case():
    status, problems = recount([case(items=ITEMS), case(items=ITEMS, void=-1), 7])
    assert status == 2
    assert [(problem["case"], problem["code"]) for problem in problems] == [(1, "negative"), (2, "not_a_case")]


def test_problems_quote_little_of_what_was_sent():
    _, problems = recount(case(items=ITEMS, model="x" * 100_000))
    assert len(json.dumps(problems)) < 2000


def test_typed_totals_can_be_checked_without_a_file():
    rules = CountingRules(Model.CHOOSE_UP_TO, Base.ALL, seats=1)
    turnout = Turnout(due=80, present=70, issued=71, received=70, void=0)
    found = contradictions(rules, turnout, [ItemTally("甲", 41), ItemTally("乙", 30)])
    assert [problem.code for problem in found] == ["issued_exceeds_present", "votes_exceed_marks"]
