"""Who may be recommended (实施意见: 年满18周岁, 在本街道居住或者工作满一年, 中国国籍); all computed, nothing ticked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.foundation.core.dates import chinese_date, months_after, years_of
from apps.foundation.core.errors import Issue

AGE = "street_deliberations.minimum_age"
RESIDENCE = "street_deliberations.residence_months"
NATIONALITY = "street_deliberations.chinese_nationality"
ORGANS = "street_deliberations.joint_review_organs"
KEYS = (AGE, RESIDENCE, NATIONALITY, ORGANS)
CHINA = "中国"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a recommendation is held to; `organs` give their opinion in the joint review."""

    age: int
    months: int
    chinese: bool
    organs: tuple[str, ...]

    @classmethod
    def of(cls, frozen: Mapping[str, Mapping[str, Any]]) -> "Conditions":
        """From what a recommendation stored when it began."""
        return cls(
            frozen[AGE]["value"], frozen[RESIDENCE]["value"], frozen[NATIONALITY]["value"],
            organs_of(frozen[ORGANS]["value"]),
        )  # fmt: skip


def organs_of(text: str) -> tuple[str, ...]:
    """`派出所、街道纪工委` -> the two names."""
    parts = re.split("[、,，]", text)
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip())))


def issues_with_organs(text: str) -> Iterator[Issue]:
    """What is wrong with the policy's list of organs."""
    if any(len(name) > 40 for name in organs_of(text)):
        yield Issue("long", "每个联审单位的名称不能超过40字,用顿号分隔。")


def issues_with_person(
    *, name: str, born_on: date | None, tie_since: date | None, nationality: str, conditions: Conditions, on: date
) -> Iterator[Issue]:
    """Which conditions somebody does not meet on a day."""
    if born_on is None:
        yield Issue("no_birth", f"请填写{name}的出生日期,用以核对年龄。")
    elif (age := years_of(born_on, on)) < conditions.age:
        yield Issue("too_young", f"{name}{age}周岁,未满{conditions.age}周岁,不符合推荐条件。")
    if tie_since is None:
        yield Issue("no_tie", f"请填写{name}在本街道居住或者工作的起始日期。")
    elif months_after(tie_since, conditions.months) > on:
        yield Issue(
            "too_short",
            f"{name}自{chinese_date(tie_since)}起在本街道居住(工作),未满{span(conditions.months)},不符合推荐条件。",
        )
    if conditions.chinese and nationality.strip() != CHINA:
        yield Issue("nationality", f"{name}的国籍为“{nationality or '未填写'}”,议事代表应当具有中华人民共和国国籍。")


def span(months: int) -> str:
    """`12` -> `1年`, `6` -> `6个月`."""
    return f"{months // 12}年" if months and months % 12 == 0 else f"{months}个月"
