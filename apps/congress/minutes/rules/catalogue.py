"""归档目录: every paper of a meeting with its number, date, pages and how long it is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

DECISIONS, PROCEEDINGS, NOTICES = "decisions", "proceedings", "notices"
RETENTION_KEYS = {
    DECISIONS: "minutes.retention_decisions",
    PROCEEDINGS: "minutes.retention_proceedings",
    NOTICES: "minutes.retention_notices",
}
PERIODS = (("permanent", "永久"), ("30", "30年"), ("10", "10年"))
HEADINGS = ("序号", "文件", "题名", "文号", "日期", "页数", "保管期限", "备注")
_ISSUED_KINDS = (
    (("result", "sheet", "attendance", "ballot", "inspection"), PROCEEDINGS),
    (("resolution", "minutes", "record", "election", "announcement", "proposals"), DECISIONS),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the bundle with its files by ending. `folder` orders it: `01会议通知`."""

    folder: str
    title: str
    files: tuple[tuple[str, bytes], ...]
    worth: str
    number: str = ""
    on: date | None = None
    pages: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the catalogue, and the files it stands for by their path in the bundle."""

    number: int
    title: str
    paper_number: str
    on: str
    pages: str
    kept: str
    note: str
    files: tuple[tuple[str, bytes], ...]

    def cells(self) -> tuple[str, ...]:
        paths = "；".join(path for path, _ in self.files)
        return (str(self.number), paths, self.title, self.paper_number, self.on, self.pages, self.kept, self.note)


def worth_of_kind(kind: str) -> str:
    """How long an issued document matters, by its kind."""
    for words, worth in _ISSUED_KINDS:
        if any(word in kind for word in words):
            return worth
    return NOTICES


def catalogue(papers: Sequence[Paper], kept: Mapping[str, str]) -> list[Line]:
    """The papers in order of their folders, each file with a path that says what it is and occurs once."""
    ordered = sorted(papers, key=lambda paper: paper.folder)
    return [_line(number, paper, kept) for number, paper in enumerate(ordered, start=1)]


def _line(number: int, paper: Paper, kept: Mapping[str, str]) -> Line:
    name = file_stem(f"{number:03}{paper.title}")
    files = tuple((f"{paper.folder}/{name}.{ending}", content) for ending, content in paper.files)
    return Line(
        number, paper.title, paper.number or "—", paper.on.isoformat() if paper.on else "—",
        str(paper.pages) if paper.pages else "—", dict(PERIODS)[kept[paper.worth]], paper.note, files,
    )  # fmt: skip


def file_stem(text: str) -> str:
    """Without blanks and what a file system refuses, at most 60 characters."""
    return re.sub(r'[\s/\\:*?"<>|]+', "", text)[:60]
