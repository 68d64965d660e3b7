"""Milestones as people type them, one a line: 内容 日期 累计进度."""

import re
from dataclasses import dataclass
from datetime import date

STEP = re.compile(
    r"(?P<title>.+?)[\s,,;;]+(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"[\s,,;;]+(?P<percent>\d{1,3})\s*[%%]?"
)
EXAMPLE = "制定工作方案 2026-04-30 30%"
TITLE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Step:
    """举措, 节点: by `due_on` so many percent of the whole, cumulative."""

    title: str
    due_on: date
    percent: int

    def __str__(self) -> str:
        return f"{self.title} {self.due_on:%Y-%m-%d} {self.percent}%"


def steps_of(text: str) -> list[Step]:
    """One step a line. Raises ValueError with a sentence that shows the form."""
    return [_step(line.strip()) for line in text.splitlines() if line.strip()]


def _step(line: str) -> Step:
    found = STEP.fullmatch(line)
    if found is None:
        raise ValueError(f"“{line}”没有写全。每行一项,依次写内容、完成日期、累计进度,例如:{EXAMPLE}")
    try:
        due_on = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise ValueError(f"“{line}”的日期不存在,请核对。") from error
    title = found["title"].strip()
    if len(title) > TITLE_LIMIT:
        raise ValueError(f"“{title[:20]}……”有{len(title)}字,节点内容最多{TITLE_LIMIT}字,请删减。")
    return Step(title, due_on, int(found["percent"]))
