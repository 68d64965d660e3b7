"""评分: at once, by integers; a question withdrawn afterwards is recomputed and both results are kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from apps.systems.legal_exams.rules.drawing import MULTIPLE, TENTHS, Drawn

ALL_OR_NOTHING, HALF = "all_or_nothing", "half"
PARTIAL = ((ALL_OR_NOTHING, "多选、少选均不得分"), (HALF, "少选且全对的得一半"))
GIVE, DROP = "give", "drop"
WITHDRAWN_HOW = ((GIVE, "该题人人得满分"), (DROP, "该题不计分,总分按比例折算"))


@dataclass(frozen=True, slots=True)
class Scheme:
    """`partial`: what an incomplete right answer to a multiple choice earns; `pass_tenths` of `full_tenths`."""

    partial: str
    pass_tenths: int
    full_tenths: int


@dataclass(frozen=True, slots=True)
class Score:
    """`per_question` in the order of the paper; `tenths` is what counts, after a question was withdrawn."""

    per_question: tuple[int, ...]
    tenths: int
    passed: bool


def mark(
    paper: Sequence[Drawn],
    answers: Mapping[int, Collection[int]],
    scheme: Scheme,
    withdrawn: Mapping[int, str] | None = None,
) -> Score:
    """Score a paper. `answers` maps the place of a question on the paper to the places ticked on it, as shown;
    `withdrawn` a question's key to GIVE or DROP.

    Of dropped questions nothing counts: what is left is scaled to the full mark, rounded down to a tenth.
    """
    withdrawn = withdrawn or {}
    points = tuple(
        0 if withdrawn.get(one.question) == DROP
        else one.tenths if withdrawn.get(one.question) == GIVE
        else points_of(one, answers.get(place, ()), scheme.partial)
        for place, one in enumerate(paper)
    )  # fmt: skip
    counted = sum(one.tenths for one in paper if withdrawn.get(one.question) != DROP)
    total = sum(points) * scheme.full_tenths // counted if counted else scheme.full_tenths
    return Score(points, total, total >= scheme.pass_tenths)


def points_of(drawn: Drawn, ticked: Collection[int], partial: str) -> int:
    """Tenths for one answer; more ticks than right answers earn nothing."""
    right, given = set(drawn.shown_key), set(ticked)
    if given == right:
        return drawn.tenths
    if drawn.kind == MULTIPLE and partial == HALF and given and given < right:
        return drawn.tenths // 2
    return 0


def shown(tenths: int) -> str:
    """`82`, `82.5`."""
    whole, rest = divmod(tenths, TENTHS)
    return f"{whole}.{rest}" if rest else str(whole)
