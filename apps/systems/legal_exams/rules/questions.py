"""试题: what makes a question complete, and how two of them are known to be the same."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from apps.foundation.core.errors import Issue
from apps.systems.legal_exams.rules.drawing import JUDGE, JUDGE_OPTIONS, KINDS, MULTIPLE, SINGLE

LETTERS = "ABCDEFGH"
FEWEST_OPTIONS = {SINGLE: 3, MULTIPLE: 4}
STEM_LIMIT, OPTION_LIMIT, EXPLANATION_LIMIT = 1000, 300, 2000
COUNTRY = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Content:
    """What a question says: `key` holds the places of the right options, from 0."""

    stem: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    explanation: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def content_of(kept: Mapping[str, Any]) -> Content:
    """What `Content.as_json` became when it was stored."""
    return Content(kept["stem"], tuple(kept["options"]), tuple(kept["key"]), kept["explanation"])


def letters_of(key: Sequence[int]) -> str:
    """`(0, 2)` -> `AC`."""
    return "".join(LETTERS[place] for place in key)


def key_shown(kind: str, key: Sequence[int]) -> str:
    """As teachers write it: `AC`; of a judgement `正确` or `错误`."""
    return JUDGE_OPTIONS[key[0]] if kind == JUDGE else letters_of(key)


def runs_of(numbers: Sequence[int]) -> str:
    """`1, 2, 3, 7` -> `1至3、7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs)


def same_stem(stem: str) -> str:
    """The letters and figures of a stem: blanks, brackets and punctuation make no other question."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", stem).lower() if letter.isalnum())


def same_law(name: str) -> str:
    """《中华人民共和国宪法》 and 宪法 are one law."""
    return "".join(name.split()).strip("《》〈〉").removeprefix(COUNTRY)


def issues_with_content(kind: str, content: Content) -> Iterator[Issue]:
    """What must be put right before a question of the kind can be kept."""
    if not same_stem(content.stem):
        yield Issue("stem", "请填写题干。")
    if len(content.stem) > STEM_LIMIT:
        yield Issue("stem", f"题干写了{len(content.stem)}字,最多{STEM_LIMIT}字。")
    if len(content.explanation) > EXPLANATION_LIMIT:
        yield Issue("explanation", f"解析写了{len(content.explanation)}字,最多{EXPLANATION_LIMIT}字。")
    if kind == JUDGE:
        if content.options != JUDGE_OPTIONS or len(content.key) != 1:
            yield Issue("key", "判断题的答案是“正确”或者“错误”,请选择一个。")
        return
    yield from _issues_with_options(kind, content.options)
    yield from _issues_with_key(kind, content)


def _issues_with_options(kind: str, options: Sequence[str]) -> Iterator[Issue]:
    fewest = FEWEST_OPTIONS[kind]
    if not fewest <= len(options) <= len(LETTERS):
        yield Issue(
            "options", f"{KINDS[kind]}的选项应有{fewest}至{len(LETTERS)}个,现有{len(options)}个,请从A起连续填写。"
        )
    if not all(option.strip() for option in options):
        yield Issue("options", "选项要从A起连续填写,中间不能空。")
    if len({same_stem(option) or option for option in options}) < len(options):
        yield Issue("options", "有两个选项相同,请修改。")
    if any(len(option) > OPTION_LIMIT for option in options):
        yield Issue("options", f"每个选项最多{OPTION_LIMIT}字。")


def _issues_with_key(kind: str, content: Content) -> Iterator[Issue]:
    if beyond := [LETTERS[place] for place in content.key if place >= len(content.options)]:
        last = LETTERS[len(content.options) - 1] if content.options else ""
        told = f"选项只到{last}" if last else "没有选项"
        yield Issue("key", f"答案{''.join(beyond)}超出选项范围({told}),请核对答案。")
    elif not content.key:
        yield Issue("key", "请填写答案。")
    elif kind == SINGLE and len(content.key) > 1:
        yield Issue("key", f"单项选择题只能有一个答案,现为{letters_of(content.key)},请核对题型或者答案。")
    elif kind == MULTIPLE and len(content.key) < 2:
        yield Issue("key", f"多项选择题至少有两个答案,现只有{letters_of(content.key)},请核对题型或者答案。")


def issues_with_days(valid_from: date | None, valid_until: date | None) -> Iterator[Issue]:
    """A question is valid from a day to a day, both included."""
    if valid_from and valid_until and valid_until < valid_from:
        yield Issue("valid_until", "停用日期早于启用日期,请核对。")
