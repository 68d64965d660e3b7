"""The usual paper: 25 单选, 15 多选, 10 判断, three fifths of it from the public part."""

from collections.abc import Iterator

from apps.foundation.core.errors import Issue
from apps.systems.legal_exams.rules.drawing import (
    EASY,
    HARD,
    JUDGE,
    MEDIUM,
    MULTIPLE,
    PUBLIC,
    RELATED,
    SINGLE,
    TENTHS,
    Part,
    total_of,
)
from apps.systems.legal_exams.rules.marking import shown

SHARES = (
    (SINGLE, PUBLIC, EASY, 8), (SINGLE, PUBLIC, MEDIUM, 6), (SINGLE, PUBLIC, HARD, 1),
    (SINGLE, RELATED, EASY, 4), (SINGLE, RELATED, MEDIUM, 5), (SINGLE, RELATED, HARD, 1),
    (MULTIPLE, PUBLIC, EASY, 3), (MULTIPLE, PUBLIC, MEDIUM, 5), (MULTIPLE, PUBLIC, HARD, 1),
    (MULTIPLE, RELATED, EASY, 2), (MULTIPLE, RELATED, MEDIUM, 3), (MULTIPLE, RELATED, HARD, 1),
    (JUDGE, PUBLIC, EASY, 4), (JUDGE, PUBLIC, MEDIUM, 2), (JUDGE, RELATED, EASY, 2), (JUDGE, RELATED, MEDIUM, 2),
)  # fmt: skip
QUESTIONS = sum(count for *_, count in SHARES)


def usual_parts(full_mark: int) -> list[Part]:
    """Every question worth the same; where the full mark does not divide so, two points each, to be corrected."""
    each, rest = divmod(full_mark * TENTHS, QUESTIONS)
    return [Part(*share, 2 * TENTHS if rest else each) for share in SHARES]


def issues_with_total(parts: list[Part], full_mark: int) -> Iterator[Issue]:
    """The points of all questions make the full mark of the place."""
    if parts and total_of(parts) != full_mark * TENTHS:
        yield Issue("total", f"各题分值合计应为{full_mark}分,现为{shown(total_of(parts))}分,请调整题数或者分值。")
