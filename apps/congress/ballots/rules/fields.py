"""Reads one JSON object field by field; every complaint lands in one list, so that all are told at once."""

import json
from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from apps.congress.ballots.rules.measures import Choice
from apps.congress.ballots.rules.problems import Problem

C = TypeVar("C", bound=Choice)

LARGEST = 1_000_000_000


class Fields:
    """The fields of `data`; a field that cannot be read is a problem and reads as None."""

    def __init__(self, data: dict[str, Any], problems: list[Problem], place: str = "") -> None:
        self.data = data
        self.problems = problems
        self.place = place

    def path(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def complain(self, code: str, key: str, sentence: str) -> None:
        self.problems.append(Problem(code, self.path(key), sentence))

    def has(self, key: str) -> bool:
        """Whether a value is given; null is none."""
        return self.data.get(key) is not None

    def no_others(self, known: Collection[str]) -> None:
        for key in self.data:
            if key not in known:
                self.complain("unknown_field", shown(key), f"不认识的字段“{shown(key)}”,请删除或改正名称。")

    def _missing(self, key: str, required: bool) -> bool:
        if self.has(key):
            return False
        if required:
            self.complain("missing", key, f"缺少“{key}”,请填写。")
        return True

    def integer(self, key: str, *, required: bool = True, least: int = 0) -> int | None:
        """A whole number from `least` up; true, 3.0, "3" and NaN are none."""
        if self._missing(key, required):
            return None
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, int):
            self.complain("not_a_number", key, f"“{key}”应为整数,不能是{shown(value)}。")
        elif value < 0:
            self.complain("negative", key, f"“{key}”不得为负数。")
        elif not least <= value <= LARGEST:
            self.complain("out_of_range", key, f"“{key}”应在{least}至{LARGEST}之间。")
        else:
            return value
        return None

    def choice(self, key: str, kind: type[C], *, required: bool = True) -> C | None:
        """One of the values of `kind`."""
        if self._missing(key, required):
            return None
        value = self.data[key]
        if isinstance(value, str) and value in {member.value for member in kind}:
            return kind(value)
        allowed = "、".join(f"{member.value}({member.label})" for member in kind)
        self.complain("unknown_value", key, f"“{key}”不能是{shown(value)},应为:{allowed}。")
        return None

    def flag(self, key: str) -> bool:
        """true or false; absent is false."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, bool):
            self.complain("wrong_type", key, f"“{key}”应为 true 或 false。")
        return value is True

    def text(self, key: str) -> str | None:
        """A text that is not blank."""
        if self._missing(key, required=True):
            return None
        value = self.data[key]
        if isinstance(value, str) and value.strip():
            return value
        self.complain("wrong_type", key, f"“{key}”应为非空文字。")
        return None

    def entries(self, key: str) -> list[Any]:
        """A list; what is none reads as empty."""
        value = self.data.get(key)
        if isinstance(value, list):
            return value
        self.complain("wrong_type", key, f"“{key}”应为列表(方括号)。")
        return []

    def texts(self, key: str) -> list[str] | None:
        """A list of texts that are not blank."""
        value = self.data.get(key)
        if isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value):
            return value
        self.complain("wrong_type", key, f"“{key}”应为非空文字的列表。")
        return None

    def objects(self, key: str) -> Iterator["Fields"]:
        """The objects of a list, each with its own place; an entry that is none is a problem."""
        for index, value in enumerate(self.entries(key)):
            place = f"{self.path(key)}[{index}]"
            if isinstance(value, dict):
                yield Fields(value, self.problems, place)
            else:
                self.problems.append(Problem("wrong_type", place, f"“{place}”应为对象(花括号)。"))


def shown(value: Any) -> str:
    """A value as it may be quoted in a sentence: short, whatever was sent."""
    match value:
        case str():
            return value if len(value) <= 40 else f"{value[:40]}…"
        case list() | dict():
            return "列表" if isinstance(value, list) else "对象"
    return json.dumps(value)[:40]
