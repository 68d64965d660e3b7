"""Writing XLSX files row by row, in constant memory, with nothing a spreadsheet would run.

The sheets are written as XML at once: a list of a million rows takes minutes with cells as objects, and seconds so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_TEXT = 32767
COLUMN_WIDTH = 18
CHUNK = 1000
SHEET_ROWS, SHEET_BYTES = 1_000_000, 1 << 30
"""What one sheet holds: a spreadsheet shows 1,048,576 rows, and a part of the file ends at 2 GiB."""
FIRST_DAY, ZERO = date(1900, 3, 1), date(1899, 12, 30)
"""Spreadsheets count days from ZERO; before FIRST_DAY they count a day that there never was."""
HEAD, DAY, MOMENT, TEXT = 1, 2, 3, 4
"""Styles, by their place in STYLES."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = f"""{XML}<styleSheet xmlns="{MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="5"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1" quotePrefix="1"/>
<xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/>
<xf xfId="0" quotePrefix="1"/></cellXfs>
</styleSheet>"""  # noqa: E501 - read by programs


@dataclass(frozen=True, slots=True)
class Choices:
    """What a column offers; where it is strict, nothing else may be typed."""

    heading: str
    words: Sequence[str]
    is_strict: bool = True


def xlsx_of(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A temporary file, ready to be read, holding a bold head and the rows."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    file.writelines(xlsx_stream(title, headings, rows))
    file.seek(0)
    return file


def xlsx_stream(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The same bytes as they come, for lists of any length; what one sheet cannot hold goes on the next."""
    sink, chunks = _Sink(), _chunks(rows)
    chunk, sheets = next(chunks), 0
    with ZipFile(sink, "w", ZIP_DEFLATED) as book:
        while chunk or not sheets:
            sheets += 1
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                line, size = 1, sheet.write(_sheet_begin(headings))
                while chunk and line + len(chunk) <= SHEET_ROWS and size < SHEET_BYTES:
                    size += sheet.write(_rows_xml(chunk, line + 1))
                    yield sink.taken()
                    line, chunk = line + len(chunk), next(chunks)
                sheet.write(b"</sheetData></worksheet>")
        for path, content in _parts(_sheet_name(title), sheets):
            book.writestr(path, content)
    yield sink.taken()


def write_text(cell: Cell, text: str) -> None:
    """Put what somebody typed into a cell: without control characters, never as a formula."""
    cell.value = ILLEGAL.sub("", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.quotePrefix = True  # stays text when somebody edits it in Excel


def offer_choices(book: Workbook, choices: Mapping[int, Choices], rows: int) -> None:
    """Drop-downs in columns (from 1) of the first sheet, below its head, read from a hidden sheet: a list inside the
    rule may not exceed 255 characters.
    """
    sheet, hidden = book.worksheets[0], book.create_sheet("选项")
    hidden.sheet_state = "hidden"
    for column, offered in choices.items():
        for row, word in enumerate(offered.words, start=1):
            write_text(hidden.cell(row, column), word)
        if offered.words:
            letter = get_column_letter(column)
            rule = DataValidation("list", formula1=f"选项!${letter}$1:${letter}${len(offered.words)}", allow_blank=True)
            rule.showErrorMessage = offered.is_strict
            rule.error, rule.errorTitle = f"请从下拉列表中选择{offered.heading}", "填写有误"
            rule.add(f"{letter}2:{letter}{rows}")
            sheet.add_data_validation(rule)


class _Sink:
    """Where a ZIP file is written that goes on at once: it cannot be sought in."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _chunks(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """Rows in lists; at the end, empty ones."""
    rows = iter(rows)
    while True:
        yield list(islice(rows, CHUNK))


def _sheet_begin(headings: Sequence[str]) -> bytes:
    pairs = zip(_letters(len(headings)), headings, strict=True)
    head = "".join(_text_xml(f"{letter}1", heading, HEAD) for letter, heading in pairs)
    columns = f'<cols><col min="1" max="{len(headings)}" width="{COLUMN_WIDTH}" customWidth="1"/></cols>'
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'{columns if headings else ""}<sheetData><row r="1">{head}</row>'
    ).encode()


def _rows_xml(rows: list[Sequence[Any]], first: int) -> bytes:
    """Rows from the line `first` on."""
    letters = _letters(max(map(len, rows)))
    lines = []
    for line, row in enumerate(rows, start=first):
        cells = [_cell_xml(f"{letter}{line}", value) for letter, value in zip(letters, row, strict=False)]
        lines.append(f'<row r="{line}">{"".join(cells)}</row>')
    return "".join(lines).encode()


def _letters(count: int) -> list[str]:
    return [get_column_letter(place) for place in range(1, count + 1)]


def _cell_xml(place: str, value: Any) -> str:
    """Numbers and dates as such; everything else as text, never as a formula."""
    if isinstance(value, bool):
        return _text_xml(place, "是" if value else "否", TEXT)
    if isinstance(value, int | Decimal) or (isinstance(value, float) and abs(value) < float("inf")):
        return f'<c r="{place}"><v>{value}</v></c>'
    if isinstance(value, date):
        return _date_xml(place, value)
    return _text_xml(place, str(value), TEXT) if value not in (None, "") else ""


def _text_xml(place: str, text: str, style: int) -> str:
    text = escape(ILLEGAL.sub("", text)[:LONGEST_TEXT])
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _date_xml(place: str, value: date) -> str:
    moment = value if isinstance(value, datetime) else None
    if moment and timezone.is_aware(moment):
        moment = timezone.make_naive(moment)
    day = moment.date() if moment else value
    if day < FIRST_DAY:
        return _text_xml(place, str(moment or day), TEXT)
    count: float = (day - ZERO).days
    if moment:
        count += (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
    return f'<c r="{place}" s="{MOMENT if moment else DAY}"><v>{count}</v></c>'


def _parts(name: str, sheets: int) -> Iterator[tuple[str, str]]:
    """The parts of the file besides its sheets."""
    numbers = range(1, sheets + 1)
    yield "xl/styles.xml", STYLES
    names = [name, *(f"{name[:27]}({number})" for number in numbers[1:])]
    listed = "".join(
        f'<sheet name={quoteattr(one)} sheetId="{number}" r:id="rId{number}"/>'
        for one, number in zip(names, numbers, strict=True)
    )
    yield "xl/workbook.xml", f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    targets = {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
    yield "xl/_rels/workbook.xml.rels", _relations({**targets, "rIdStyles": ("styles", "styles.xml")})
    yield "_rels/.rels", _relations({"rId1": ("officeDocument", "xl/workbook.xml")})
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{KIND}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    yield (
        "[Content_Types].xml",
        (
            f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
        ),
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _sheet_name(title: str) -> str:
    title = ILLEGAL.sub("", title)
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in title)[:31] or "Sheet"
