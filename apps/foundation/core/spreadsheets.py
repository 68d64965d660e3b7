"""Writing XLSX files row by row, in constant memory, with nothing a spreadsheet would run."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
LONGEST_TEXT = 32767
COLUMN_WIDTH = 18


def xlsx_of(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A temporary file, ready to be read, holding one sheet: a bold head and the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for index in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = COLUMN_WIDTH
    head = [_cell(sheet, heading) for heading in headings]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def write_text(cell: Cell, text: str) -> None:
    """Put what somebody typed into a cell: without control characters, never as a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.quotePrefix = True  # stays text when somebody edits it in Excel


def _sheet_name(title: str) -> str:
    title = ILLEGAL_CHARACTERS_RE.sub("", title)
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in title)[:31] or "Sheet"


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> WriteOnlyCell:
    """Numbers and dates as such; everything else as text, never as a formula."""
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        return _date_cell(sheet, value)
    cell = WriteOnlyCell(sheet)
    write_text(cell, "" if value is None else str(value))
    return cell


def _date_cell(sheet: WriteOnlyWorksheet, value: date) -> WriteOnlyCell:
    is_moment = isinstance(value, datetime)
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = MOMENT_FORMAT if is_moment else DAY_FORMAT
    return cell
