"""Builds rosters for tests: the template's headings and rows of plain values."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from apps.foundation.people.rules.roster import HEADINGS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def identity_number(day: str = "19800131", serial: str = "123") -> str:
    """A synthetic number with a right check digit in an area that does not exist (000000)."""
    body = f"000000{day}{serial}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def line(**values: Any) -> dict[str, Any]:
    """A row with a name and a phone; keys are headings."""
    return {"姓名": "吴新", "手机号": "13900000001"} | values


def workbook(rows: Sequence[dict[str, Any]], headings: Sequence[str] = HEADINGS, sheet: str = "名册") -> Workbook:
    book = Workbook()
    book.active.title = sheet
    book.active.append(list(headings))
    for row in rows:
        book.active.append([row.get(heading) for heading in headings])
    return book


def as_file(book: Workbook) -> SimpleUploadedFile:
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("名册.xlsx", stream.getvalue(), XLSX)


def roster_file(rows: Sequence[dict[str, Any]], **options: Any) -> SimpleUploadedFile:
    return as_file(workbook(rows, **options))
