"""Reading a pasted list of people who attend without a vote: one a line, name then position."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue

LIMIT = 300
NAME_LENGTH, POSITION_LENGTH = 60, 120
KINDS = {
    "应当列席": "must", "应列席": "must", "列席": "invited", "邀请列席": "invited", "邀请": "invited",
    "旁听": "auditing",
}  # fmt: skip
_GAP = re.compile(r"\t|[,,;;、]| {2,}| (?=\S)|\u3000")


@dataclass(frozen=True, slots=True)
class ObserverLine:
    """One person; without a kind it is that chosen for the whole list."""

    name: str
    position: str = ""
    kind: str = ""


def lines_of(text: str) -> list[ObserverLine]:
    """`王明\t镇民政办主任\t应当列席` (from Excel), `王明 镇民政办主任`, `王明,镇民政办主任` or the name alone."""
    return [_line(row.strip()) for row in text.splitlines() if row.strip() and not _is_head(row)]


def issues_with_lines(lines: Sequence[ObserverLine], *, present: int = 0) -> Iterator[Issue]:
    """Too many, too long, or one person twice in the list."""
    if not lines:
        yield Issue("empty", "请至少填写一人,每行一人,先写姓名,再写单位及职务。")
    if present + len(lines) > LIMIT:
        yield Issue("too_many", f"列席人员最多{LIMIT}人,现为{present + len(lines)}人,请精简。")
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, start=1):
        if len(line.name) > NAME_LENGTH or len(line.position) > POSITION_LENGTH:
            yield Issue("too_long", f"第{number}行过长:姓名不超过{NAME_LENGTH}字,单位及职务不超过{POSITION_LENGTH}字。")
        if (line.name, line.position) in seen:
            yield Issue("twice", f"第{number}行“{line.name}”重复,请删去一行。")
        seen.add((line.name, line.position))


def _line(row: str) -> ObserverLine:
    cells = [cell.strip() for cell in (row.split("\t") if "\t" in row else _GAP.split(row, maxsplit=1))]
    kind = KINDS.get(cells[-1], "") if len(cells) > 1 else ""
    kept = [cell for cell in (cells[:-1] if kind else cells) if cell]
    if kept and kept[0].isdecimal():
        kept = kept[1:]
    name, *rest = kept or [""]
    return ObserverLine(name, "".join(rest), kind)


def _is_head(row: str) -> bool:
    return row.strip().startswith(("序号", "姓名"))
