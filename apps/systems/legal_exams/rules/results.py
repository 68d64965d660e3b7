"""成绩: what a score is called, what an exam makes of a nomination, and the figures of a report."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.systems.legal_exams.rules.states import ABSENT, FAILED, LOCKED, PASSED, REQUIRED, STOPPED

COUNTS, AGAIN = "counts", "again"
ABSENCES = ((COUNTS, "缺考按不及格处理,占用一次考试机会"), (AGAIN, "缺考不计次数,重新排考"))
EXCELLENT, GOOD, PASS, FAIL = "优秀", "良好", "及格", "不及格"
ACTS = {PASSED: "pass", FAILED: "fail", LOCKED: "lock", REQUIRED: "excuse"}
"""The act of a nomination that leads to an outcome."""


def outcome_of(sittings: Sequence[bool], resits: int) -> str:
    """The state of a nomination after the sittings that count, each passed or not.

    One that was passed is enough: a resit takes the place of what was failed (条例第十六条), and a first paper that
    turns out to be passed after a question was withdrawn needed none.
    """
    if any(sittings):
        return PASSED
    if not sittings:
        return REQUIRED
    return LOCKED if len(sittings) > resits else FAILED


def counts(admission_state: str, absence: str) -> bool:
    """Whether a sitting takes up one of the chances."""
    return admission_state != ABSENT or absence == COUNTS


def passes(marked_as_passed: bool, admission_state: str) -> bool:
    """Whoever was stopped for a violation does not pass, whatever the paper earned."""
    return marked_as_passed and admission_state != STOPPED


@dataclass(frozen=True, slots=True)
class Grading:
    """From how many percent of the full mark a result is called good or excellent."""

    full_tenths: int
    good: int
    excellent: int

    def name(self, tenths: int, passed: bool) -> str:
        if not passed:
            return FAIL
        share = 100 * tenths
        if share >= self.excellent * self.full_tenths:
            return EXCELLENT
        return GOOD if share >= self.good * self.full_tenths else PASS


@dataclass(frozen=True, slots=True)
class Figures:
    """`sat` handed in or were stopped; tenths of a point where anybody sat, the average rounded down to one."""

    due: int
    sat: int
    absent: int
    stopped: int
    passed: int
    average: int | None
    highest: int | None
    lowest: int | None

    @property
    def failed(self) -> int:
        return self.sat - self.passed

    @property
    def rate(self) -> str:
        """Of those who sat: `85.71%`."""
        return f"{100 * self.passed / self.sat:.2f}%" if self.sat else "—"


def figures_of(results: Sequence[tuple[str, int | None, bool]]) -> Figures:
    """(state of the admission, tenths or None, passed) of every candidate."""
    scores = [tenths for _, tenths, _ in results if tenths is not None]
    absent = sum(state == ABSENT for state, _, _ in results)
    return Figures(
        due=len(results),
        sat=len(results) - absent,
        absent=absent,
        stopped=sum(state == STOPPED for state, _, _ in results),
        passed=sum(passed for _, _, passed in results),
        average=sum(scores) // len(scores) if scores else None,
        highest=max(scores, default=None),
        lowest=min(scores, default=None),
    )


@dataclass(frozen=True, slots=True)
class LawShare:
    """How much of what questions about a law were worth was earned, over all papers."""

    law: str
    asked: int
    earned: int
    worth: int

    @property
    def percent(self) -> int:
        return round(100 * self.earned / self.worth)


def by_law(answers: Iterable[tuple[str, int, int]]) -> list[LawShare]:
    """(law, tenths earned, tenths it was worth) of every question asked; the weakest law first."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for law, earned, worth in answers:
        for place, number in enumerate((1, earned, worth)):
            sums[law][place] += number
    shares = [LawShare(law, *numbers) for law, numbers in sums.items() if numbers[2]]
    return sorted(shares, key=lambda share: (share.earned / share.worth, share.law))
