"""Opens an uploaded workbook without trusting it, and yields its rows by heading."""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from apps.foundation.core.workbooks import UnreadableFile, check_container
from apps.foundation.people.rules import roster as rules
from apps.foundation.people.rules.roster import HEADINGS, Problem, RosterRow

WIDTH_LIMIT = 60
HEADING_ROWS = 10
EVERY = 500
logger = logging.getLogger(__name__)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Reading:
    """Rows that could be read, and every problem found on the way."""

    rows: list[RosterRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def roster_read(file: IO[bytes], *, kind: str, today: date, progress: Progress) -> Reading:
    """Read a whole roster; a file that cannot be opened becomes one problem of row 0."""
    try:
        check_container(file)
        return _read_workbook(file, kind, today, progress)
    except UnreadableFile as error:
        return Reading(problems=[Problem(0, "文件", str(error))])
    except Exception:  # whatever a broken file does to the parser, the user has one remedy
        logger.info("roster unreadable", exc_info=True)
        return Reading(problems=[Problem(0, "文件", "文件已损坏或不是规范的 .xlsx 文件,请用模板另存后重新上传")])


def _read_workbook(file: IO[bytes], kind: str, today: date, progress: Progress) -> Reading:
    book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    sheet = _choose_sheet(book.worksheets)
    total = min(max((sheet.max_row or 1) - 1, 0), rules.ROW_LIMIT)
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_col=WIDTH_LIMIT), start=1)
    heading_row, columns, problems = _find_headings(rows)
    problems = problems or _merged_problems(book._archive.open(sheet._worksheet_path), heading_row)
    return _read_rows(rows, columns, Reading(problems=problems), kind, today, lambda done: progress(done, total))


def _choose_sheet(sheets: Sequence[ReadOnlyWorksheet]) -> ReadOnlyWorksheet:
    named = [sheet for sheet in sheets if sheet.title.strip() == rules.SHEET]
    if named or len(sheets) == 1:
        return (named or list(sheets))[0]
    names = "、".join(sheet.title for sheet in sheets[:5]) or "无"
    raise UnreadableFile(f"找不到名为“{rules.SHEET}”的工作表(现有:{names}),请使用模板或改回工作表名称")


def _find_headings(rows: Iterator[tuple[int, Any]]) -> tuple[int, dict[int, str], list[Problem]]:
    """The first row holding 姓名 is the heading; a title above it is allowed."""
    for number, cells in rows:
        found = [str(cell.value or "").strip().rstrip("*") for cell in cells]
        if "姓名" in found or len(set(found) & set(HEADINGS)) > 2:
            columns = {index: heading for index, heading in enumerate(found) if heading in HEADINGS}
            return number, columns, rules.heading_problems(found, number)
        if number >= HEADING_ROWS:
            break
    raise UnreadableFile(f"工作表前{HEADING_ROWS}行中没有“姓名”等列名,请使用模板")


def _merged_problems(source: IO[bytes], heading_row: int) -> list[Problem]:
    """Merged cells at or below the headings; read-only openpyxl does not tell of them."""
    problems, tail = {}, b""
    while block := source.read(1 << 20):
        for first, top, last, bottom in (match.groups() for match in _MERGED.finditer(tail + block)):
            if int(bottom) >= heading_row:
                where = f"{first.decode()}{int(top)}:{last.decode()}{int(bottom)}"
                problems[where] = Problem(int(top), first.decode(), f"有合并单元格({where}),请取消合并后逐格填写")
        tail = block[-100:]
    return list(problems.values())


def _read_rows(
    rows: Iterator[tuple[int, Any]],
    columns: dict[int, str],
    reading: Reading,
    kind: str,
    today: date,
    progress: Callable[[int], None],
) -> Reading:
    if len(columns) < len(HEADINGS):
        return reading
    for number, cells in rows:
        if number > rules.ROW_LIMIT:
            reading.problems.append(Problem(number, "文件", f"超过{rules.ROW_LIMIT}行,请分成几个文件"))
            break
        if any(cell.value is not None and str(cell.value).strip() for cell in cells):
            _read_cells(number, cells, columns, reading, kind, today)
        if number % EVERY == 0:
            progress(number)
    if not reading.rows and not reading.problems:
        reading.problems.append(Problem(0, "文件", "名册中没有任何人员,请从列名的下一行起逐行填写"))
    return reading


def _read_cells(
    number: int, cells: Sequence[Any], columns: dict[int, str], reading: Reading, kind: str, today: date
) -> None:
    values, broken = {}, []
    for index, heading in columns.items():
        cell = cells[index] if index < len(cells) else None
        data_type = getattr(cell, "data_type", "n")
        if data_type in {"f", "e"} and cell is not None and cell.value is not None:
            what = "是公式,请改为数值(复制后选择性粘贴)" if data_type == "f" else f"是错误值{cell.value},请改正"
            broken.append(Problem(number, heading, f"{get_column_letter(index + 1)}{number}{what}"))
        elif cell is not None:
            values[heading] = cell.value
    row, problems = rules.read_row(number, values, kind, today)
    unread = {problem.column for problem in broken}
    reading.rows.append(row)
    reading.problems += broken + [problem for problem in problems if problem.column not in unread]
