"""docs/reference/access.md: the matrix as people read it."""

from collections.abc import Iterable
from fcntl import LOCK_EX, flock
from pathlib import Path

from tests.access.addresses import names_by_system
from tests.access.matrix import Row
from tests.access.visitors import COLUMNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "access.md"
HEADS = {
    "operator": "OP", "staff": "ST", "leader": "LE", "handler": "HA", "deputy": "DE", "representative": "RE",
    "exam_staff": "ES", "exam_setter": "EQ", "invigilator": "IN", "none": "NO", "guest": "GU",
}  # fmt: skip
MARK = "\n## "
COUNT = "In all:"


def table(rows: Iterable[Row]) -> list[str]:
    """The lines of one system."""
    lines = [f"| URL name | {' | '.join(HEADS[part] for part in COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    return lines + [f"| {row.name} | {' | '.join(str(row.cells[part]) for part in COLUMNS)} |" for row in rows]


def written(slug: str) -> list[str]:
    """What the page says of a system now."""
    return [line for line in _sections()[1].get(slug, []) if line]


def write(slug: str, rows: Iterable[Row]) -> None:
    """The system's part of the page anew, the others as they are; what has gone is left out."""
    with PAGE.open("r+") as file:
        flock(file, LOCK_EX)  # workers write side by side
        file_text = _with(slug, rows)
        file.seek(0)
        file.truncate()
        file.write(file_text)


def _with(slug: str, rows: Iterable[Row]) -> str:
    head, found = _sections()
    found[slug] = ["", *table(rows)]
    kept = {name: found[name] for name in names_by_system() if name in found}
    urls = [line for lines in kept.values() for line in lines if line.startswith("| ") and "URL name" not in line]
    cells = sum(len([cell for cell in line.split("|")[2:-1] if cell.strip()]) for line in urls)
    head = head.partition(COUNT)[0] + f"{COUNT} {len(urls)} URLs, {cells} cells.\n"
    parts = [head, *(f"{name}\n" + "\n".join(lines) + "\n" for name, lines in kept.items())]
    return MARK.join(parts)


def _sections() -> tuple[str, dict[str, list[str]]]:
    head, *parts = PAGE.read_text().split(MARK)
    named = (part.rstrip("\n").split("\n") for part in parts)
    return head, {name: lines for name, *lines in named}
