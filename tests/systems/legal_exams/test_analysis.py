"""What the papers say of a question."""

from apps.systems.legal_exams.rules.analysis import Answered, item_of


def answered(right: list[bool], ticks: dict[int, set[int]] | None = None) -> list[Answered]:
    """One paper each, totals rising by one."""
    ticks = ticks or {}
    return [Answered(frozenset(ticks.get(place, {0})), is_right, place) for place, is_right in enumerate(right)]


def test_what_only_the_strong_know_discriminates():
    item = item_of(answered([False] * 6 + [True] * 5), key=[0])
    assert (item.papers, item.facility, item.discrimination, item.is_doubtful) == (11, 45, 100, False)


def test_what_the_weak_know_better_is_to_be_looked_at():
    item = item_of(answered([True] * 6 + [False] * 5), key=[0])
    assert (item.discrimination, item.is_doubtful) == (-100, True)


def test_what_everybody_knows_is_to_be_looked_at():
    assert item_of(answered([True] * 10), key=[0]).is_doubtful


def test_of_few_papers_nothing_is_said():
    item = item_of(answered([True] * 9), key=[0])
    assert (item.discrimination, item.is_doubtful) == (None, False)


def test_wrong_answers_are_counted_by_option():
    item = item_of(answered([False] * 3, {0: {1}, 1: {1, 2}, 2: {0}}), key=[0])
    assert item.distractors == {1: 2, 2: 1}


def test_of_no_paper_nothing_is_said():
    assert (item_of([], key=[0]).papers, item_of([], key=[0]).facility) == (0, 0)
