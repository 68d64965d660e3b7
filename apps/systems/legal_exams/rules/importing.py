"""A list of questions from a spreadsheet or a Word document: what each cell may hold, what is wrong with a row."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.foundation.core.forms import FIRST_YEAR, LAST_YEAR
from apps.systems.legal_exams.rules.drawing import DIFFICULTIES, JUDGE, JUDGE_OPTIONS, KINDS, MULTIPLE, SINGLE
from apps.systems.legal_exams.rules.questions import (
    LETTERS,
    Content,
    content_of,
    issues_with_content,
    issues_with_days,
    same_stem,
)

LIMIT = 500
HEADINGS: Mapping[str, str] = {
    "题型": "kind", "题干": "stem", **{f"选项{letter}": f"option_{letter}" for letter in LETTERS}, "答案": "key",
    "法律法规": "law", "条款": "article", "所属部分": "part", "难度": "difficulty", "解析": "explanation",
    "启用日期": "valid_from", "停用日期": "valid_until",
}  # fmt: skip
NEEDED = ("题干", "题型", "答案", "法律法规")
KIND_WORDS = {
    "单选": SINGLE, "单选题": SINGLE, "单项选择": SINGLE, "单项选择题": SINGLE, "多选": MULTIPLE, "多选题": MULTIPLE,
    "多项选择": MULTIPLE, "多项选择题": MULTIPLE, "判断": JUDGE, "判断题": JUDGE, "是非题": JUDGE,
}  # fmt: skip
RIGHT = frozenset({"正确", "对", "√", "✓", "✔", "是", "T", "TRUE"})
WRONG = frozenset({"错误", "错", "×", "✗", "✘", "X", "否", "不正确", "F", "FALSE"})
BETWEEN = re.compile(r"[\s,、;和及/]+")
DIFFICULTY_WORDS = {
    **{label: slug for slug, label in DIFFICULTIES.items()}, "容易": "easy", "简单": "easy", "中等": "medium",
    "较难": "hard", "困难": "hard",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a file, as it will be kept. `law` and `part` are words until the service knows them."""

    number: int
    kind: str
    difficulty: str
    part: str
    law: str
    article: str
    content: Content
    valid_from: date | None = None
    valid_until: date | None = None

    def as_json(self) -> dict[str, Any]:
        days = {name: str(day) if (day := getattr(self, name)) else "" for name in ("valid_from", "valid_until")}
        plain = {name: getattr(self, name) for name in ("number", "kind", "difficulty", "part", "law", "article")}
        return {**plain, **days, "content": self.content.as_json()}


def row_of(kept: Mapping[str, Any]) -> Row:
    """What `Row.as_json` became when it was stored."""
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("valid_from", "valid_until")}
    return Row(**{**kept, **days, "content": content_of(kept["content"])})


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row and everything that is wrong with it; `number` as the file counts."""

    row: Row
    problems: tuple[str, ...]

    def also(self, *sentences: str) -> "ReadRow":
        return ReadRow(self.row, (*self.problems, *sentences))


def read_row(number: int, cells: Mapping[str, str], parts: Mapping[str, str], difficulty: str) -> ReadRow:
    """`cells` is field -> text as in HEADINGS, `parts` word -> part; `difficulty` holds where a row says none."""
    problems: list[str] = []
    kind = KIND_WORDS.get(_plain(cells.get("kind", "")), "")
    if not kind:
        problems.append(_unknown("题型", cells.get("kind", ""), KINDS.values()))
    told = cells.get("difficulty", "")
    if told and told not in DIFFICULTY_WORDS:
        problems.append(_unknown("难度", told, DIFFICULTIES.values()))
    part = cells.get("part", "")
    if part and part not in parts:
        problems.append(_unknown("所属部分", part, parts))
    days = {name: _day(cells.get(name, ""), problems) for name in ("valid_from", "valid_until")}
    content = Content(
        cells.get("stem", "").strip(), *_answers(kind, cells, problems), cells.get("explanation", "").strip()
    )
    if kind and not any(problem.startswith("答案") for problem in problems):
        problems += [issue.sentence for issue in issues_with_content(kind, content)]
    problems += [issue.sentence for issue in issues_with_days(**days)]
    if not cells.get("law"):
        problems.append("没有写法律法规,请补填所依据的法律。")
    if len(cells.get("article", "")) > 40:
        problems.append("条款最多40字。")
    row = Row(
        number, kind, DIFFICULTY_WORDS.get(told, difficulty), parts.get(part, ""), cells.get("law", ""),
        cells.get("article", "")[:40], content, **days,
    )  # fmt: skip
    return ReadRow(row, tuple(problems))


def marked_doubles(read: Sequence[ReadRow]) -> list[ReadRow]:
    """Of two rows with one stem the second says so."""
    seen: dict[str, int] = {}
    found = []
    for one in read:
        stem = same_stem(one.row.content.stem)
        first = seen.setdefault(stem, one.row.number) if stem else one.row.number
        found.append(one.also(f"题干与本文件第{first}项相同。") if first != one.row.number else one)
    return found


def _answers(kind: str, cells: Mapping[str, str], problems: list[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    options = [cells.get(f"option_{letter}", "").strip() for letter in LETTERS]
    while options and not options[-1]:
        options.pop()
    said = _plain(cells.get("key", "")).upper().strip("。.; ")
    if not said:
        problems.append("答案没有填写。")
        return tuple(options), ()
    if kind == JUDGE:
        return JUDGE_OPTIONS, _judged(said, options, problems)
    letters = BETWEEN.sub("", said)
    if strange := [letter for letter in letters if letter not in LETTERS]:
        problems.append(
            f"答案“{cells['key']}”里的“{strange[0]}”不是选项字母,请写成{LETTERS[0]}或者{LETTERS[:2]}的样子。"
        )
        return tuple(options), ()
    if len(set(letters)) < len(letters):
        problems.append(f"答案“{cells['key']}”有重复的字母。")
    return tuple(options), tuple(sorted({LETTERS.index(letter) for letter in letters}))


def _judged(said: str, options: Sequence[str], problems: list[str]) -> tuple[int, ...]:
    """正确 is the first place. A letter counts where the row itself says which option it is."""
    place = LETTERS.find(said) if len(said) == 1 else -1
    word = _plain(options[place]).upper() if 0 <= place < len(options) else said
    if word in RIGHT:
        return (0,)
    if word in WRONG:
        return (1,)
    problems.append(f"答案“{said}”不是判断题的答案,请写:对、错,√、×,或者正确、错误。")
    return ()


def _day(text: str, problems: list[str]) -> date | None:
    told = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text.strip()) if text else None
    try:
        day = date(*map(int, told.groups())) if told else None
    except ValueError:
        day = None
    if text and (day is None or not FIRST_YEAR <= day.year <= LAST_YEAR):
        problems.append(f"日期“{text}”请写成2026-03-20的样子。")
        return None
    return day


def _plain(text: str) -> str:
    """Full-width letters and signs as the plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def _unknown(heading: str, said: str, words: Iterable[str]) -> str:
    return f"{heading}“{said}”不认识,请写:{'、'.join(words)}。" if said else f"没有写{heading},请补填。"
