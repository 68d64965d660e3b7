"""任务分解表 from a spreadsheet: read row by row into what the editor shows; nothing is saved."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from openpyxl import load_workbook

from apps.foundation.core.errors import DomainError
from apps.foundation.core.workbooks import UnreadableFile, check_container
from apps.systems.reform_tasks.models import Lead, Outcome, Places
from apps.systems.reform_tasks.rules.plans import LINES_LIMIT, TaskLine

HEADINGS = {
    "改革事项": "item", "事项目标": "goal", "任务": "title", "工作内容": "content", "成果形式": "outcome",
    "成果": "deliverable", "牵头": "lead", "实施范围": "places", "开始日期": "starts_on", "完成期限": "due_on",
    "举措": "steps",
}  # fmt: skip
CHOICES = {"outcome": Outcome, "lead": Lead, "places": Places}
NEEDED = ("改革事项", "任务", "工作内容", "开始日期", "完成期限")
HEADING_ROWS, WIDTH = 5, 40


def sheet_rows(lines: Iterable[TaskLine]) -> list[tuple[Any, ...]]:
    """The same sheet with the tasks that there are, to be filled in and read again."""
    return [tuple(_written(line, name) for name in HEADINGS.values()) for line in lines]


def rows_read(file: IO[bytes]) -> list[dict[str, str]]:
    """Field of the editor -> text, a row a task. Raises DomainError for a file that is not such a sheet.

    A cell that is empty below 改革事项 belongs to the item above it, as merged cells read.
    """
    try:
        check_container(file)
        book = load_workbook(file, read_only=True, data_only=True)
    except UnreadableFile as error:
        raise DomainError(f"{error}。") from error
    except Exception as error:
        raise DomainError("文件打不开,请另存为 .xlsx 后重新上传。") from error
    cells = (row[:WIDTH] for row in book.worksheets[0].iter_rows(values_only=True))
    places = _heading(cells)
    return _rows(cells, places)


def _heading(cells: Any) -> dict[int, str]:
    for row in islice(cells, HEADING_ROWS):
        names = [str(value or "").strip() for value in row]
        if "任务" in names:
            if missing := [name for name in NEEDED if name not in names]:
                raise DomainError(f"表格缺少列:{'、'.join(missing)}。请用“下载表格”得到的格式填写。")
            return {place: HEADINGS[name] for place, name in enumerate(names) if name in HEADINGS}
    raise DomainError("表格前几行中没有找到列名“任务”。请用“下载表格”得到的格式填写。")


def _rows(cells: Iterable[Sequence[Any]], places: dict[int, str]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    item = ""
    for row in cells:
        values = {name: _text(name, row[place]) for place, name in places.items() if place < len(row)}
        if not any(values.values()):
            continue
        item = values["item"] = values.get("item") or item
        rows.append(values)
        if len(rows) > LINES_LIMIT:
            raise DomainError(f"任务最多{LINES_LIMIT}项,请合并后再上传。")
    if not rows:
        raise DomainError("表格中没有任务,请从列名的下一行起逐行填写。")
    return rows


def _text(name: str, value: Any) -> str:
    """Days as the editor writes them, a choice by its word; a word that is none stays and is refused there."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    text = "" if value is None else str(value).strip()
    if name in CHOICES:
        words = {label: key for key, label in CHOICES[name].choices}
        return words.get(text, text) or CHOICES[name].values[-1 if name == "outcome" else 0]
    return text


def _written(line: TaskLine, name: str) -> Any:
    value = getattr(line, name)
    if name in CHOICES:
        return CHOICES[name](value).label
    return "\n".join(str(step) for step in value) if name == "steps" else value
