"""A paper is drawn from the bank by the blueprint; every paper of a class is as long, as dear and as hard."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.systems.legal_exams.rules.drawing import (
    Candidate,
    Drawn,
    Part,
    draw,
    issues_before_drawing,
    issues_with_blueprint,
    paper_hash,
    total_of,
)

PARTS = (
    Part("single", "public", "easy", 3, 20),
    Part("single", "related", "medium", 2, 20),
    Part("multiple", "public", "medium", 2, 25),
    Part("judge", "related", "easy", 2, 10),
)


def bank(each: int = 6) -> list[Candidate]:
    slots = [(part.kind, part.source, part.difficulty) for part in PARTS]
    return [
        Candidate(100 * slot + number, *names, options=2 if names[0] == "judge" else 4, key=_key(names[0], number))
        for slot, names in enumerate(slots)
        for number in range(each)
    ]


def _key(kind: str, number: int) -> tuple[int, ...]:
    return (number % 4, (number + 1) % 4) if kind == "multiple" else (number % 2,)


def kinds(paper: list[Drawn]) -> list[str]:
    return [one.kind for one in paper]


@given(st.text(max_size=20))
def test_every_paper_fills_the_blueprint_whatever_the_seed(seed):
    paper = draw(PARTS, bank(), seed)
    by_pk = {one.pk: one for one in bank()}
    drawn = Counter(
        (by_pk[one.question].kind, by_pk[one.question].source, by_pk[one.question].difficulty) for one in paper
    )
    assert drawn == {(part.kind, part.source, part.difficulty): part.count for part in PARTS}
    assert len({one.question for one in paper}) == 9
    assert sum(one.tenths for one in paper) == total_of(PARTS) == 170
    assert kinds(paper) == ["single"] * 5 + ["multiple"] * 2 + ["judge"] * 2


@given(st.text(max_size=20))
def test_the_key_follows_its_options_however_they_are_shuffled(seed):
    by_pk = {one.pk: one for one in bank()}
    for one in draw(PARTS, bank(), seed):
        assert sorted(one.order) == list(range(by_pk[one.question].options))
        assert {one.order[place] for place in one.shown_key} == set(by_pk[one.question].key)


def test_right_and_wrong_are_never_shuffled():
    assert {one.order for one in draw(PARTS, bank(), "a") if one.kind == "judge"} == {(0, 1)}


def test_the_same_seed_gives_the_same_paper_and_another_one_another():
    first, again, other = (draw(PARTS, bank(), seed) for seed in ("a", "a", "b"))
    assert paper_hash(first) == paper_hash(again) != paper_hash(other)


def test_the_order_of_the_bank_does_not_matter():
    assert draw(PARTS, bank(), "a") == draw(PARTS, list(reversed(bank())), "a")


def test_a_resit_draws_none_of_the_first_paper():
    first = {one.question for one in draw(PARTS, bank(), "a")}
    second = {one.question for one in draw(PARTS, bank(), "b", used=first)}
    assert not first & second


def test_a_bank_too_small_is_told_part_by_part():
    first = {one.question for one in draw(PARTS, bank(4), "a")}
    assert [issue.sentence for issue in issues_before_drawing(PARTS, bank(4), first)] == [
        "公共部分易单项选择题需要3道,题库可用1道,请补充题库或者调整命题方案。"
    ]
    with pytest.raises(ValueError, match="larger than population"):
        draw(PARTS, bank(4), "b", used=first)


@pytest.mark.parametrize(
    ("parts", "pass_tenths", "minutes", "codes"),
    [
        (PARTS, 100, 60, []),
        ((), 100, 60, ["no_parts"]),
        ((*PARTS, PARTS[0]), 100, 60, ["twice"]),
        ((Part("single", "public", "easy", 0, 20),), 1, 60, ["empty", "pass_mark"]),
        (PARTS, 171, 60, ["pass_mark"]),
        (PARTS, 100, 4, ["minutes"]),
    ],
)
def test_a_blueprint_that_cannot_be_used(parts, pass_tenths, minutes, codes):
    assert [issue.code for issue in issues_with_blueprint(parts, pass_tenths, minutes)] == codes
