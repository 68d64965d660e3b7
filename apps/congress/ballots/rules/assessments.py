"""Satisfaction assessments (满意度测评): every sheet gives each item one grade.

Unless the place has written another rule (rules.grade_rules), the grade of an item is the first, best first, whose
cumulative count is more than half of the base; exactly half is not enough, and the last grade is what remains (镇海
rule, domain brief §3.4). The base is asked for and never guessed: with 29 present, 17 满意 are a majority of 33 members
but not of 34.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.congress.ballots.rules.counting import Outcome
from apps.congress.ballots.rules.grade_rules import rule_of
from apps.congress.ballots.rules.measures import CountingRules
from apps.congress.ballots.rules.problems import Problem
from apps.congress.ballots.rules.quorum import Turnout, base_number, invalid_reasons
from apps.foundation.core.numbers import percent


@dataclass(frozen=True, slots=True)
class GradeTally:
    """The sheets per grade of one item, and those that leave it blank."""

    name: str
    counts: Mapping[str, int]
    abstain: int = 0


@dataclass(frozen=True, slots=True)
class AssessedItem:
    """One assessed item; `votes` are all grades but the last, `grade` is None when the vote is invalid.

    `lowest` is the grade that remains when no condition holds.
    """

    tally: GradeTally
    grades: tuple[str, ...]
    grade: str | None
    lowest: str
    base: int
    valid: int

    @property
    def name(self) -> str:
        return self.tally.name

    @property
    def votes(self) -> int:
        return sum(self.tally.counts.get(grade, 0) for grade in self.grades[:-1])

    def as_dict(self) -> dict[str, Any]:
        counts = {grade: self.tally.counts.get(grade, 0) for grade in self.grades}
        return {
            "name": self.name,
            "counts": counts,
            "abstain": self.tally.abstain,
            "votes": self.votes,
            "base": self.base,
            "passed": self.grade is not None and self.grade != self.lowest,
            "percent": percent(self.votes, self.base),
            "grade": self.grade,
            "percents": {grade: percent(number, self.valid) for grade, number in counts.items()},
        }


def assess(
    rules: CountingRules,
    turnout: Turnout,
    grades: Sequence[str],
    tallies: Sequence[GradeTally],
    *,
    blank: int | None = None,
) -> Outcome:
    """Grade every item, in the order of the sheet; an assessment adopts and rejects nothing."""
    rule = rule_of(rules, grades)
    reasons = invalid_reasons(rules, turnout)
    base = base_number(rules.base, turnout)
    items = tuple(
        AssessedItem(
            tally,
            tuple(grades),
            None if reasons else rule.grade(tally.counts, base),
            rule.rest,
            base,
            turnout.valid,
        )
        for tally in tallies
    )
    return Outcome(rules, turnout, items, reasons, blank=blank)


def tally_sheets(names: Sequence[str], sheets: Sequence[Mapping[str, str]]) -> tuple[tuple[GradeTally, ...], int]:
    """Count sheets of name -> grade; returns the tallies and the number of wholly blank sheets.

    An item that a sheet leaves out is an abstention.
    """
    tallies = []
    for name in names:
        counts = Counter(sheet[name] for sheet in sheets if name in sheet)
        tallies.append(GradeTally(name, counts, len(sheets) - counts.total()))
    return tuple(tallies), sum(not sheet for sheet in sheets)


def grade_contradictions(valid: int | None, tallies: Sequence[tuple[str, GradeTally]]) -> Iterator[Problem]:
    """Items (each with its place) whose grades and abstentions do not add up to the valid sheets."""
    for place, item in tallies:
        sheets = sum(item.counts.values()) + item.abstain
        if valid is not None and sheets != valid:
            yield Problem(
                "parts_do_not_add_up",
                f"{place}.counts",
                f"“{item.name}”各等次票数与弃权票之和为{sheets},不等于有效票{valid},请核对。",
            )


def total_satisfaction(items: Sequence[Mapping[str, Any]], received: int) -> tuple[int, int]:
    """总体满意率 of a counted assessment as (sheets, of sheets): all grades but the last, over all received.

    `items` are those of an outcome; every received sheet stands once for each item (domain brief §3.4).
    """
    return sum(item["votes"] for item in items), received * len(items)
