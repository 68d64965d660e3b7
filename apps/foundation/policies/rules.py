"""Which override of a rule is lawful, and which of several wins: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.foundation.core.errors import Issue
from apps.foundation.core.registry import PolicyKey

FIXED_BY_LAW, LEGAL_MINIMUM, FREE = "fixed_by_law", "legal_minimum", "free"
STANDINGS = {FIXED_BY_LAW: "法定,不得变更", LEGAL_MINIMUM: "法定底线,只可更严", FREE: "由本地规定"}
TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Override:
    """A stored value and what it is limited to; `depth` counts the areas from the root, 0 without an area."""

    value: Any
    depth: int
    body_kind: str
    level: str
    starts_on: date
    policy_id: int
    source: str

    @property
    def specificity(self) -> tuple[int, bool, bool, date, int]:
        """The nearest area counts first, then the kind of body, then the level, then the later day."""
        return (self.depth, bool(self.body_kind), bool(self.level), self.starts_on, self.policy_id)


def winner(policy: PolicyKey, overrides: Iterable[Override]) -> Override | None:
    """The most specific lawful override; one that the law refuses is as good as none."""
    lawful = (override for override in overrides if not issues_before_setting(policy, override.value))
    return max(lawful, key=lambda override: override.specificity, default=None)


def issues_before_setting(policy: PolicyKey, value: Any) -> list[Issue]:
    """Why `value` may not be set in place of the default; empty where it may."""
    if policy.standing == FIXED_BY_LAW:
        sentence = f"“{policy.title}”由法律规定({policy.source}),任何地方不得另行设定。"
        return [Issue("fixed_by_law", sentence)]
    check = {"int": _number_issues, "choice": _choice_issues, "bool": _bool_issues, "text": _text_issues}
    return check[policy.kind](policy, value)


def issues_before_dating(day: date, today: date, *, is_operator: bool, reason: str) -> list[Issue]:
    """Rules do not reach back; only the operator may correct the past, and says why."""
    if day >= today or (is_operator and reason.strip()):
        return []
    sentence = "规则不溯及既往:请选择今天或以后的日期。确需更正以前日期的,由系统管理员填写理由后办理。"
    return [Issue("backdated", sentence)]


def _number_issues(policy: PolicyKey, value: Any) -> list[Issue]:
    if isinstance(value, bool) or not isinstance(value, int):
        return [Issue("not_a_number", f"“{policy.title}”须填整数。")]
    low, high = policy.minimum, policy.maximum
    if low is not None and value < low:
        return [Issue("too_small", f"“{policy.title}”不得少于{low}{policy.unit}{_ground(policy)}。")]
    if high is not None and value > high:
        return [Issue("too_large", f"“{policy.title}”不得超过{high}{policy.unit}{_ground(policy)}。")]
    return []


def _ground(policy: PolicyKey) -> str:
    return f"({policy.source}),本地只可规定得更严" if policy.standing == LEGAL_MINIMUM else ""


def _choice_issues(policy: PolicyKey, value: Any) -> list[Issue]:
    labels = dict(policy.choices)
    if isinstance(value, str) and value in labels:
        return []
    return [Issue("not_a_choice", f"“{policy.title}”只能选择:{'、'.join(labels.values())}{_ground(policy)}。")]


def _bool_issues(policy: PolicyKey, value: Any) -> list[Issue]:
    return [] if isinstance(value, bool) else [Issue("not_a_bool", f"“{policy.title}”只能选择“是”或“否”。")]


def _text_issues(policy: PolicyKey, value: Any) -> list[Issue]:
    if isinstance(value, str) and value.strip() and len(value) <= TEXT_LIMIT:
        return list(policy.check(value)) if policy.check else []
    return [Issue("no_text", f"“{policy.title}”须填写文字,不超过{TEXT_LIMIT}字。")]


def shown(policy: PolicyKey, value: Any) -> str:
    """The value as people read it."""
    if policy.kind == "bool":
        return "是" if value else "否"
    if policy.kind == "choice":
        return dict(policy.choices).get(value, str(value))
    return f"{value}{policy.unit}"
