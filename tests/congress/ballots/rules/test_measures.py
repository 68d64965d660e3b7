"""Majorities and percentages are exact integers."""

import pytest

from apps.congress.ballots import models
from apps.congress.ballots.rules import measures, states
from apps.congress.ballots.rules.measures import Base, CountingRules, Model, Threshold, reaches
from apps.foundation.core.numbers import percent


@pytest.mark.parametrize(
    ("votes", "base", "expected"),
    [(40, 80, False), (41, 80, True), (163, 327, False), (164, 327, True), (1, 1, True), (0, 1, False), (0, 0, False)],
)
def test_exactly_half_is_not_more_than_half(votes, base, expected):
    assert reaches(Threshold.MORE_THAN_HALF, votes, base) is expected


@pytest.mark.parametrize(
    ("votes", "base", "expected"),
    [(54, 80, True), (53, 80, False), (218, 327, True), (217, 327, False), (2, 3, True), (0, 0, False)],
)
def test_exactly_two_thirds_is_enough(votes, base, expected):
    assert reaches(Threshold.TWO_THIRDS, votes, base) is expected


def test_a_majority_is_exact_where_floats_are_not():
    assert reaches(Threshold.MORE_THAN_HALF, 2**60 + 1, 2**61)
    assert not reaches(Threshold.MORE_THAN_HALF, 2**60, 2**61)


@pytest.mark.parametrize(("votes", "expected"), [(0, False), (1, True)])
def test_without_a_threshold_any_vote_counts_and_none_does_not(votes, expected):
    assert reaches(None, votes, 80) is expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (17, 29, "58.62"),
        (28, 29, "96.55"),
        (20, 29, "68.97"),
        (314, 327, "96.02"),
        (1, 800, "0.13"),  # 0.125 goes up, where banker's rounding would give 0.12
        (3, 800, "0.38"),  # 0.375
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (0, 29, "0.00"),
        (29, 29, "100.00"),
        (5, 0, "0.00"),
        (19999, 20000, "100.00"),  # 99.995
    ],
)
def test_percentages_have_two_decimals_rounded_half_up(part, whole, expected):
    assert percent(part, whole) == expected


def test_a_choice_is_its_value_and_carries_its_chinese_label():
    assert Model.ELECTION == "election"
    assert Model("election").label == "选举"


@pytest.mark.parametrize(
    ("stored", "counted"),
    [
        (models.PollModel, measures.Model),
        (models.Base, measures.Base),
        (models.Threshold, measures.Threshold),
        (models.TieRule, measures.TieRule),
        (models.ShortageRule, measures.ShortageRule),
        (models.ScoreRule, measures.ScoreRule),
        (models.PollState, states.State),
    ],
)
def test_what_polls_store_is_what_the_rules_count_by(stored, counted):
    assert stored.choices == [(member.value, member.label) for member in counted]


def test_stored_values_become_rules_and_empty_ones_none():
    rules = CountingRules.stored(
        model="per_item",
        base="valid",
        seats=None,
        threshold="two_thirds",
        quorum="",
        tie_rule="presidium",
        shortage_rule="second_round",
        score_rule="",
    )
    assert (rules.model, rules.base, rules.threshold) == (Model.PER_ITEM, Base.VALID, Threshold.TWO_THIRDS)
    assert (rules.seats, rules.quorum, rules.score_rule) == (None, None, None)
