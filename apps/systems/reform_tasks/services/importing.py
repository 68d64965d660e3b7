"""任务分解表 from a spreadsheet: read row by row into what the editor shows; nothing is saved."""

from collections.abc import Iterable
from typing import IO, Any

from apps.foundation.core.workbooks import Sheet, sheet_read
from apps.systems.reform_tasks.models import Lead, Outcome, Places
from apps.systems.reform_tasks.rules.plans import LINES_LIMIT, TaskLine

HEADINGS = {
    "改革事项": "item", "事项目标": "goal", "任务": "title", "工作内容": "content", "成果形式": "outcome",
    "成果": "deliverable", "牵头": "lead", "实施范围": "places", "开始日期": "starts_on", "完成期限": "due_on",
    "举措": "steps",
}  # fmt: skip
CHOICES = {"outcome": Outcome, "lead": Lead, "places": Places}
SHEET = Sheet(
    HEADINGS, ("任务", "改革事项", "工作内容", "开始日期", "完成期限"), LINES_LIMIT, "任务", template="下载表格"
)  # fmt: skip


def sheet_rows(lines: Iterable[TaskLine]) -> list[tuple[Any, ...]]:
    """The same sheet with the tasks that there are, to be filled in and read again."""
    return [tuple(_written(line, name) for name in HEADINGS.values()) for line in lines]


def rows_read(file: IO[bytes]) -> list[dict[str, str]]:
    """Field of the editor -> text, a row a task. Raises DomainError for a file that is not such a sheet.

    A cell that is empty below 改革事项 belongs to the item above it, as merged cells read.
    """
    rows, item = [], ""
    for _, values in sheet_read(file, SHEET):
        item = values.get("item") or item
        rows.append({**values, "item": item, **{name: _choice(name, values.get(name, "")) for name in CHOICES}})
    return rows


def _choice(name: str, text: str) -> str:
    """A choice by its word; a word that is none stays and is refused by the editor."""
    words = {label: key for key, label in CHOICES[name].choices}
    return words.get(text, text) or CHOICES[name].values[-1 if name == "outcome" else 0]


def _written(line: TaskLine, name: str) -> Any:
    value = getattr(line, name)
    if name in CHOICES:
        return CHOICES[name](value).label
    return "\n".join(str(step) for step in value) if name == "steps" else value
