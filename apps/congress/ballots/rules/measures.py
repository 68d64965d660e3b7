"""The voting measures (票决办法) that a poll is counted by, and the arithmetic of majorities.

Majorities are integers compared by cross-multiplication; percentages are print only.
Sources: 地方组织法 art. 14 and 25 (quorum of two thirds, more than half of all deputies), domain brief §3.3, §7.6.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A value with its Chinese label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Model(Choice):
    """What a ballot asks."""

    CHOOSE_UP_TO = "choose_up_to", "选N(不超过应选数)"
    PER_ITEM = "per_item", "逐项表决"
    PREFERENCE = "preference", "排序"
    WHOLE_LIST = "whole_list", "整体表决"
    ELECTION = "election", "选举"
    ASSESSMENT = "assessment", "满意度测评"

    @property
    def has_opposition(self) -> bool:
        """Whether a ballot can oppose (and so expressly abstain) as well as approve."""
        return self in (Model.PER_ITEM, Model.WHOLE_LIST, Model.ELECTION)

    @property
    def needs_seats(self) -> bool:
        return self in (Model.CHOOSE_UP_TO, Model.PREFERENCE, Model.ELECTION)


class Base(Choice):
    """Whose number the threshold is measured against."""

    ALL = "all", "全体代表"
    PRESENT = "present", "到会代表"
    VALID = "valid", "有效票"


class Threshold(Choice):
    """A share that votes (or, as a quorum, those present) must reach."""

    MORE_THAN_HALF = "more_than_half", "过半数"
    TWO_THIRDS = "two_thirds", "三分之二以上"


class TieRule(Choice):
    """Who settles a tie across the last seat."""

    RUN_OFF = "run_off", "就得票相等的再次投票"
    PRESIDIUM = "presidium", "由主席团决定"


class ShortageRule(Choice):
    """What follows when fewer than the seats to be filled reach the threshold."""

    ADOPT_ABOVE = "adopt_above", "只确定达到票数的"
    SECOND_ROUND = "second_round", "就其余的再次表决"


class ScoreRule(Choice):
    """What ranks the items of a preference poll."""

    BORDA = "borda", "位次计分"
    FIRST_CHOICE = "first_choice", "首选票数"


@dataclass(frozen=True, slots=True)
class CountingRules:
    """The frozen rules of one poll.

    `seats` None: nothing is limited (per-item polls that adopt whatever passes, whole lists, assessments).
    `threshold` None: the highest votes win whatever their share; lawful in a run-off only (地方组织法 art. 29).
    `quorum` None: no quorum is asked for. `grade_rule`: a written rule of an assessment (rules.grade_rules), else
    the first grade whose cumulative count reaches the threshold.
    """

    model: Model
    base: Base
    seats: int | None = None
    threshold: Threshold | None = Threshold.MORE_THAN_HALF
    quorum: Threshold | None = Threshold.TWO_THIRDS
    tie_rule: TieRule = TieRule.RUN_OFF
    shortage_rule: ShortageRule = ShortageRule.ADOPT_ABOVE
    score_rule: ScoreRule | None = None
    grade_rule: str = ""

    @property
    def takes_write_ins(self) -> bool:
        """Elections do, but not their run-off, which is among exactly the tied (地方组织法 art. 29)."""
        return self.model is Model.ELECTION and self.threshold is not None

    @classmethod
    def stored(
        cls,
        *,
        model: str,
        base: str,
        seats: int | None,
        threshold: str,
        quorum: str,
        tie_rule: str,
        shortage_rule: str,
        score_rule: str,
        grade_rule: str = "",
    ) -> Self:
        """From the values a poll stores; an empty threshold, quorum or score rule is none."""
        return cls(
            Model(model),
            Base(base),
            seats,
            Threshold(threshold) if threshold else None,
            Threshold(quorum) if quorum else None,
            TieRule(tie_rule),
            ShortageRule(shortage_rule),
            ScoreRule(score_rule) if score_rule else None,
            grade_rule,
        )


def reaches(threshold: Threshold | None, votes: int, base: int) -> bool:
    """Whether `votes` of `base` reach the threshold; exactly half is not more than half. Nobody's base: never."""
    match threshold:
        case Threshold.MORE_THAN_HALF:
            return base > 0 and 2 * votes > base
        case Threshold.TWO_THIRDS:
            return base > 0 and 3 * votes >= 2 * base
    return votes > 0
