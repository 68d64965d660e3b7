"""Which grade an assessed item gets: an ordered list of conditions, the first that holds decides (domain brief §3.4).

Written as `满意>1/2;满意+基本满意>1/2;不满意` or, where the result has words of its own, `优:满意>=80%;良:满意>=60%;
差`: each condition adds up the sheets of the grades it names and compares them with a share of the base; the last part
is what remains. Shares are fractions of integers.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from apps.congress.ballots.rules.measures import CountingRules, Threshold
from apps.foundation.core.errors import Issue

CUMULATIVE = "逐级累计"
"""镇海区 rule: the first grade, best first, whose cumulative count reaches the threshold of the base."""
SHAPE = "请写成“满意>1/2;满意+基本满意>1/2;不满意”或“优:满意>=80%;良:满意>=60%;差”的形式。"
_CONDITION = re.compile(
    r"(?:(?P<label>[^:>=+;]+):)?(?P<grades>[^:>=;]+)(?P<sign>>=?)(?P<number>[0-9]{1,4})(?:(?P<percent>%)|/(?P<whole>[0-9]{1,4}))"
)
_SIGNS = str.maketrans({"≥": ">=", "〉": ">"})


@dataclass(frozen=True, slots=True)
class Share:
    """`number / whole` of the base, to be exceeded (`is_strict`) or reached."""

    number: int
    whole: int
    is_strict: bool

    def is_reached(self, sheets: int, base: int) -> bool:
        """Whether so many sheets of the base are enough. Nobody's base: never."""
        have, need = sheets * self.whole, self.number * base
        return base > 0 and (have > need if self.is_strict else have >= need)

    def __str__(self) -> str:
        share = f"{self.number}%" if self.whole == 100 else f"{self.number}/{self.whole}"
        return f"{'>' if self.is_strict else '≥'}{share}"


@dataclass(frozen=True, slots=True)
class Condition:
    """An item is graded `label` when the sheets of `grades` together reach the share."""

    label: str
    grades: tuple[str, ...]
    share: Share

    def __str__(self) -> str:
        own = "" if self.label == self.grades[-1] else f"{self.label}:"
        return f"{own}{'+'.join(self.grades)}{self.share}"


@dataclass(frozen=True, slots=True)
class GradeRule:
    """The conditions in order, and the grade of an item that meets none."""

    conditions: tuple[Condition, ...]
    rest: str

    def grade(self, counts: Mapping[str, int], base: int) -> str:
        """The grade of an item with so many sheets of each grade."""
        for condition in self.conditions:
            if condition.share.is_reached(sum(counts.get(grade, 0) for grade in condition.grades), base):
                return condition.label
        return self.rest

    def __str__(self) -> str:
        return ";".join([*map(str, self.conditions), self.rest])


_SHARES = {
    Threshold.MORE_THAN_HALF: Share(1, 2, is_strict=True),
    Threshold.TWO_THIRDS: Share(2, 3, is_strict=False),
    None: Share(0, 1, is_strict=True),
}


def cumulative(grades: Sequence[str], threshold: Threshold | None) -> GradeRule:
    """The first grade whose cumulative count reaches the threshold; the last grade is what remains."""
    groups = [tuple(grades[:end]) for end in range(1, len(grades))]
    return GradeRule(tuple(Condition(group[-1], group, _SHARES[threshold]) for group in groups), grades[-1])


def rule_of(rules: CountingRules, grades: Sequence[str]) -> GradeRule:
    """The grade rule of a poll. Raises ValueError where the written one cannot be read."""
    if rules.grade_rule in ("", CUMULATIVE):
        return cumulative(grades, rules.threshold)
    return read_grade_rule(rules.grade_rule)


def read_grade_rule(text: str) -> GradeRule:
    """Read a written rule; raises ValueError with a sentence that says what is wrong with it."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())
    *parts, rest = [part for part in plain.split(";") if part] or [""]
    if not parts or set(rest) & set(":>=+%/"):
        raise ValueError(f"等次规则至少有一个条件,最后一项只写其余情况的等次。{SHAPE}")
    conditions = tuple(map(_read_condition, parts))
    labels = [*(condition.label for condition in conditions), rest]
    if len(set(labels)) < len(labels):
        raise ValueError(f"等次规则中同一等次出现了两次。{SHAPE}")
    return GradeRule(conditions, rest)


def _read_condition(part: str) -> Condition:
    found = _CONDITION.fullmatch(part)
    if found is None:
        raise ValueError(f"看不懂等次规则中的“{part[:40]}”。{SHAPE}")
    grades = tuple(found["grades"].split("+"))
    number, whole = int(found["number"]), 100 if found["percent"] else int(found["whole"])
    is_strict = found["sign"] == ">"
    if not 0 < number <= whole or (is_strict and number == whole):
        raise ValueError(f"等次规则中的“{part[:40]}”不可能达到或没有意义,比例应在0与1之间。")
    if "" in grades or len(set(grades)) < len(grades):
        raise ValueError(f"等次规则中的“{part[:40]}”有空缺或重复的等次。{SHAPE}")
    return Condition(found["label"] or grades[-1], grades, Share(number, whole, is_strict))


def issues_with_grade_rule(text: str, grades: Collection[str] | None = None) -> Iterator[Issue]:
    """Why a rule cannot be used; with `grades`, also whether it names only grades of the sheet."""
    if text in ("", CUMULATIVE):
        return
    try:
        rule = read_grade_rule(text)
    except ValueError as refusal:
        yield Issue("wrong_grade_rule", str(refusal))
        return
    named = dict.fromkeys(grade for condition in rule.conditions for grade in condition.grades)
    unknown = [grade for grade in named if grades is not None and grade not in grades]
    if unknown:
        yield Issue(
            "foreign_grade",
            f"等次规则“{rule}”用到“{'、'.join(unknown)}”,而测评表上没有这个等次,请改测评等次或本地规则。",
        )
