"""Preference polls: points or first choices rank, ballots that name the item make the majority (ADR 0004)."""

import pytest

from tests.congress.ballots.rules.samples import box, case, codes, item, names, outcome, votes

BALLOTS = [["甲", "乙"], ["甲", "丙"], ["乙", "丙"], ["乙", "丙"], ["甲", "丙"]]
ITEMS = names("甲 乙 丙")


def preference(*ballots, **changes):
    return box(*ballots, **({"model": "preference", "score_rule": "borda", "items": ITEMS} | changes))


def test_borda_gives_as_many_points_as_seats_to_the_first_and_one_less_to_each_next():
    result = outcome(preference(*BALLOTS))
    assert [(line["name"], line["votes"]) for line in result["items"]] == [("甲", 6), ("乙", 5), ("丙", 4)]


def test_borda_points_do_not_make_a_majority_but_the_ballots_that_name_the_item_do():
    result = outcome(preference(*BALLOTS))
    assert [(line["name"], line["marked"], line["passed"]) for line in result["items"]] == [
        ("甲", 3, True),
        ("乙", 3, True),
        ("丙", 4, True),
    ]
    assert item(result, "甲")["percent"] == "60.00"


def test_many_points_from_few_ballots_do_not_pass():
    result = outcome(preference(["甲", "乙"], ["甲", "丙"], ["乙"], ["乙"], ["丙", "乙"]))
    assert item(result, "甲")["votes"] == 4
    assert item(result, "甲")["passed"] is False
    assert result["adopted"] == ["乙"]


def test_first_choice_ranks_by_first_places_alone():
    result = outcome(preference(*BALLOTS, score_rule="first_choice"))
    assert [(line["name"], line["votes"]) for line in result["items"]] == [("甲", 3), ("乙", 2), ("丙", 0)]
    assert result["adopted"] == ["甲", "乙"]


def test_the_two_score_rules_can_choose_differently():
    ballots = [*[["甲", "丙"]] * 3, ["甲", "乙"], *[["乙", "丙"]] * 3, ["丙", "乙"], ["丙", "甲"]]
    assert outcome(preference(*ballots))["adopted"] == ["丙", "甲"]
    assert outcome(preference(*ballots, score_rule="first_choice"))["adopted"] == ["甲", "乙"]


def test_a_short_ballot_gives_its_first_name_full_points():
    result = outcome(preference(["甲"], ["甲"], ["乙"]))
    assert item(result, "甲")["votes"] == 4


def test_equal_points_across_the_last_seat_call_a_run_off():
    result = outcome(preference(["丙", "甲"], ["甲", "丙"], ["甲", "乙"], ["甲", "乙"], ["乙", "丙"]))
    assert [line["votes"] for line in result["items"]] == [7, 4, 4]
    assert result["adopted"] == ["甲"]
    assert result["run_off"] == ["乙", "丙"]


def test_totals_with_marks_pass_by_the_marks():
    items = [{"name": "甲", "approve": 82, "marked": 41}, {"name": "乙", "approve": 79, "marked": 40}]
    result = outcome(case(model="preference", score_rule="borda", seats=2, items=items))
    assert result["adopted"] == ["甲"]
    assert item(result, "乙")["percent"] == "50.00"


def test_totals_without_marks_pass_only_where_the_points_prove_a_majority():
    result = outcome(case(model="preference", score_rule="borda", seats=2, items=votes(甲=81, 乙=80)))
    assert result["adopted"] == ["甲"]
    assert item(result, "甲")["marked"] is None
    assert item(result, "甲")["percent"] == "51.25"


def test_first_choice_totals_without_marks_pass_by_the_first_choices():
    result = outcome(case(model="preference", score_rule="first_choice", seats=2, items=votes(甲=41, 乙=29)))
    assert result["adopted"] == ["甲"]


def test_a_preference_poll_must_say_how_it_scores():
    assert codes(preference(*BALLOTS, score_rule=...)) == [("missing", "score_rule")]


@pytest.mark.parametrize(
    ("rule", "line", "place"),
    [
        ("borda", {"approve": 141}, "items[0].approve"),
        ("borda", {"approve": 11, "marked": 5}, "items[0].approve"),
        ("borda", {"approve": 4, "marked": 5}, "items[0].approve"),
        ("first_choice", {"approve": 71}, "items[0].approve"),
        ("first_choice", {"approve": 6, "marked": 5}, "items[0].approve"),
    ],
)
def test_it_refuses_scores_that_no_ballots_can_give(rule, line, place):
    items = [{"name": "甲", **line}]
    assert ("score_impossible", place) in codes(case(model="preference", score_rule=rule, items=items))


def test_it_refuses_more_marks_than_valid_ballots():
    items = [{"name": "甲", "approve": 71, "marked": 71}]
    assert codes(case(model="preference", score_rule="borda", items=items)) == [
        ("votes_exceed_valid", "items[0].marked")
    ]


def test_it_refuses_points_that_all_ballots_together_cannot_give():
    items = votes(甲=80, 乙=80, 丙=51)
    assert codes(case(model="preference", score_rule="borda", items=items)) == [("votes_exceed_marks", "items")]


def test_it_refuses_more_first_choices_than_ballots():
    items = votes(甲=40, 乙=31)
    assert codes(case(model="preference", score_rule="first_choice", items=items)) == [("votes_exceed_marks", "items")]


def test_it_refuses_more_marks_than_the_ballots_have_places():
    items = [{"name": name, "approve": 50, "marked": 50} for name in "甲乙丙"]
    assert codes(case(model="preference", score_rule="borda", items=items)) == [("votes_exceed_marks", "items")]
