"""试题分析: how hard a question proved, whether it tells the strong from the weak, which wrong answer misleads."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

FEWEST = 10
"""With fewer papers nothing is said of a question."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One paper's answer to a question: places ticked in the question's own order, whether right, the paper's total."""

    ticked: frozenset[int]
    is_right: bool
    total: int


@dataclass(frozen=True, slots=True)
class Item:
    """`facility`: percent who were right. `discrimination`: percent right among the best 27 % less that among the
    weakest (Kelley); None where the papers are too few. `distractors`: place of an option -> how often it was ticked.
    """

    papers: int
    facility: int
    discrimination: int | None
    distractors: dict[int, int]

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it: the weak knew it better than the strong, or nobody or everybody did."""
        if self.discrimination is None:
            return False
        return self.discrimination < 0 or self.facility in (0, 100)


def item_of(answers: Sequence[Answered], key: Collection[int]) -> Item:
    """What the papers say of one question."""
    right = sum(one.is_right for one in answers)
    ticks = Counter(place for one in answers for place in one.ticked if place not in key)
    return Item(
        papers=len(answers),
        facility=round(100 * right / len(answers)) if answers else 0,
        discrimination=_discrimination(answers) if len(answers) >= FEWEST else None,
        distractors=dict(sorted(ticks.items())),
    )


def _discrimination(answers: Sequence[Answered]) -> int:
    ranked = sorted(answers, key=lambda one: one.total)
    size = max(1, round(len(ranked) * 0.27))
    strong, weak = ranked[-size:], ranked[:size]
    return round(100 * (sum(one.is_right for one in strong) - sum(one.is_right for one in weak)) / size)
