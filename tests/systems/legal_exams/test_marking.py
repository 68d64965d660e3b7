"""Scores, and the same scores by an oracle that knows nothing of the rule's code."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.systems.legal_exams.rules.drawing import Drawn
from apps.systems.legal_exams.rules.marking import DROP, GIVE, Scheme, mark, points_of, shown

STRICT, HALF = Scheme("all_or_nothing", 60, 100), Scheme("half", 60, 100)


def single(question: int = 1, tenths: int = 20) -> Drawn:
    return Drawn(question, "single", (2, 0, 3, 1), (0,), tenths)


def multiple(question: int = 2, tenths: int = 25) -> Drawn:
    return Drawn(question, "multiple", (1, 0, 3, 2), (0, 2), tenths)


@pytest.mark.parametrize(
    ("drawn", "ticked", "partial", "tenths"),
    [
        (single(), [1], "half", 20),
        (single(), [0], "half", 0),
        (single(), [1, 0], "half", 0),
        (single(), [], "half", 0),
        (multiple(), [1, 3], "all_or_nothing", 25),
        (multiple(), [3, 1, 1], "all_or_nothing", 25),
        (multiple(), [1], "all_or_nothing", 0),
        (multiple(), [1], "half", 12),
        (multiple(), [1, 0], "half", 0),
        (multiple(), [0, 1, 3], "half", 0),
        (multiple(), [], "half", 0),
    ],
)
def test_one_answer(drawn, ticked, partial, tenths):
    assert points_of(drawn, ticked, partial) == tenths


def test_the_pass_mark_itself_is_enough():
    paper = [single(1, 60), single(2, 40)]
    assert mark(paper, {0: [1]}, STRICT).passed
    assert not mark(paper, {1: [1]}, STRICT).passed


def test_a_withdrawn_question_gives_everybody_its_points():
    paper = [single(1, 50), single(2, 50)]
    assert mark(paper, {1: [1]}, STRICT).tenths == 50
    assert mark(paper, {1: [1]}, STRICT, {1: GIVE}).tenths == 100


def test_a_dropped_question_is_not_counted_and_the_rest_is_scaled():
    paper = [single(1, 40), single(2, 30), single(3, 30)]
    score = mark(paper, {1: [1]}, STRICT, {1: DROP})
    assert (score.per_question, score.tenths, score.passed) == ((0, 30, 0), 50, False)


def test_with_every_question_dropped_nobody_fails():
    assert mark([single(1, 100)], {}, STRICT, {1: DROP}).tenths == 100


def test_tenths_are_shown_without_a_useless_nought():
    assert (shown(820), shown(825), shown(0)) == ("82", "82.5", "0")


questions = st.lists(
    st.tuples(
        st.sampled_from(["single", "multiple", "judge"]),
        st.permutations(range(4)),
        st.sets(st.integers(0, 3), min_size=1, max_size=4),
        st.integers(1, 50),
        st.sets(st.integers(0, 3)),
        st.sampled_from([None, GIVE, DROP]),
    ),
    min_size=1,
    max_size=40,
)


@given(questions, st.sampled_from(["all_or_nothing", "half"]))
def test_scores_equal_those_of_an_independent_oracle(rows, partial):
    paper = [
        Drawn(number, kind, tuple(order), tuple(key), tenths)
        for number, (kind, order, key, tenths, *_) in enumerate(rows)
    ]
    answers = {number: row[4] for number, row in enumerate(rows)}
    withdrawn = {number: row[5] for number, row in enumerate(rows) if row[5]}
    full = sum(row[3] for row in rows)
    score = mark(paper, answers, Scheme(partial, 1, full), withdrawn)
    assert score.tenths == _oracle(rows, partial, full)


def _oracle(rows, partial, full) -> int:
    """By the words of the rule: letters of the option texts instead of places, fractions instead of integers."""
    earned, counted = Fraction(0), Fraction(0)
    for kind, order, key, tenths, ticked, how in rows:
        if how == DROP:
            continue
        counted += tenths
        right = {"ABCD"[place] for place in key}
        chosen = {"ABCD"[order[place]] for place in ticked}
        if how == GIVE or chosen == right:
            earned += tenths
        elif kind == "multiple" and partial == "half" and chosen and not chosen - right:
            earned += tenths // 2
    return int(earned * full / counted) if counted else full
