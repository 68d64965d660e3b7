"""A composed paper as sections: each has a key that stays the same when it is composed anew."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

RECORD, MINUTES = "record", "minutes"
ATTENDANCE = "attendance"
NAME_LABELS = ("出席", "请假", "缺席", "列席")
_NAMES = re.compile(rf"^({'|'.join(NAME_LABELS)})[：:](.*)$")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper, a paragraph a line. `level` 1 and 2 are printed headings, 0 stands without its heading."""

    key: str
    heading: str
    text: str
    level: int = 1


def section(key: str, heading: str, lines: Iterable[str], level: int = 1) -> Section:
    return Section(key, heading, "\n".join(line for line in lines if line), level)


def names_line(label: str, names: Iterable[str]) -> str:
    """`出席：张三、李四`; nothing where there is nobody."""
    written = "、".join(names)
    return f"{label}：{written}" if written else ""


def names_in(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Label and names of such a line, None for any other."""
    found = _NAMES.match(line.strip())
    if found is None:
        return None
    text = found[2].rstrip("。;；")
    return found[1], tuple(name.strip() for name in re.split("[、,，;；]", text) if name.strip())
