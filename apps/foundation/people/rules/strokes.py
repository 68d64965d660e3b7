"""Names in the order of surname strokes (姓氏笔画), as lists of candidates and rolls print them.

Characters: fewer strokes first; as many, by the types of the strokes as written: 横竖撇点折 (GF 3003-1999). Names: the
surname first, a compound surname after the single one it begins with; same surname, given names of one character
before longer ones, then character by character.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 百里 东郭 南门 呼延 第五 拓跋 轩辕 "
    "西门 东门 单于 完颜 纳兰 贺兰 公输 乐正 漆雕 梁丘 左丘 谷梁 颛孙 巫马 羊舌 微生 亓官 司寇"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split(" "))
UNKNOWN = 1_000_000

StrokeKey = tuple[tuple[int, ...], bool, tuple[int, ...], str]


@cache
def _table() -> dict[str, tuple[int, str]]:
    """Character -> its place among all and the types of its strokes."""
    lines = Path(__file__).with_name("strokes.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines if not line.startswith("#"))
    ordered = [(character, types) for types, characters in rows for character in characters]
    return {character: (place, types) for place, (character, types) in enumerate(ordered)}


def strokes_of(character: str) -> str:
    """`王` -> `1121`: one digit per stroke (1 横 2 竖 3 撇 4 点 5 折); "" for what the table does not know."""
    return _table().get(character, (0, ""))[1]


def surname_of(name: str) -> str:
    """`欧阳修` -> `欧阳`, `王伟` -> `王`."""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[:1]


def stroke_key(name: str) -> StrokeKey:
    """What names are sorted by. Unknown characters come last, by code point; blanks within a name count for nothing."""
    plain = "".join(name.split())
    surname = surname_of(plain)
    given = plain.removeprefix(surname)
    return _places(surname), len(given) > 1, _places(given), name


def by_strokes(names: Iterable[str]) -> list[str]:
    """The names in the order of surname strokes."""
    return sorted(names, key=stroke_key)


def unknown_characters(names: Iterable[str]) -> list[str]:
    """Characters whose strokes the table does not know: names with them are to be placed by hand."""
    return sorted(
        {character for name in names for character in name if _is_han(character) and not strokes_of(character)}
    )


def _places(text: str) -> tuple[int, ...]:
    table = _table()
    return tuple(table[each][0] if each in table else UNKNOWN + ord(each) for each in text)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or ord(character) >= 0x20000
