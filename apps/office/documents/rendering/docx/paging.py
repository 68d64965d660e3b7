"""How many pages the written elements take: fixed pitches make that a sum, nearly what Word will find."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from docx.oxml.ns import qn

from apps.office.documents.rendering.docx.measures import BODY, CHARS, LINE, LINES, chars
from apps.office.documents.rendering.docx.styles import STYLES, Style
from apps.office.documents.rendering.docx.xml import Element
from apps.office.documents.rules.widths import line_count

ROOM = LINES * LINE
CELL_MARGINS = 90  # above and below the text of a cell, with its border
_STYLES = {style.id: style for style in STYLES}
_NORMAL = Style(id="Normal", name="正文")


class Place(StrEnum):
    """Where 版记 comes to stand, on an even page in any case (7.4)."""

    LAST_PAGE = "last_page"
    NEXT_PAGE = "next_page"
    AFTER_BLANK = "after_blank"  # the last page is even and full


def place_of_colophon(text: Sequence[Element], colophon: Sequence[Element]) -> Place:
    """By the sum of all heights; a page that is full to the last line may be judged one line wrong."""
    page, used = 1, 0
    for height, breaks in _pieces(text):
        if breaks or used + height > ROOM:
            page, used = page + 1, 0
        used += height
    if page % 2:
        return Place.NEXT_PAGE
    needed = sum(height for height, _ in _pieces(colophon)) + LINE
    return Place.LAST_PAGE if used + needed <= ROOM else Place.AFTER_BLANK


def _pieces(elements: Iterable[Element]) -> Iterator[tuple[int, bool]]:
    """What cannot be divided: lines of text, rows of tables; a floating table is one piece."""
    for element in elements:
        if element.tag == qn("w:tbl"):
            rows = [_row_height(row) for row in element.iter(qn("w:tr"))]
            afloat = element.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None
            yield from ((height, False) for height in ([sum(rows)] if afloat else rows))
            continue
        before, line, lines = _measured(element, chars(CHARS))
        yield before + line, element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
        yield from ((line, False) for _ in range(lines - 1))


def _row_height(row: Element) -> int:
    least = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    cells = [_cell_height(cell) for cell in row.iter(qn("w:tc"))]
    return max([*cells, int(least.get(qn("w:val"))) if least is not None else 0])


def _cell_height(cell: Element) -> int:
    width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
    measured = [_measured(one, width - 170) for one in cell.iter(qn("w:p"))]
    return sum(before + line * lines for before, line, lines in measured) + CELL_MARGINS


def _measured(paragraph: Element, width: int) -> tuple[int, int, int]:
    """Space before, pitch and number of lines."""
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    style = _STYLES.get(named.get(qn("w:val")), _NORMAL) if named is not None else _NORMAL
    own = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    before, line = style.before, style.line
    if own is not None:
        before, line = int(own.get(qn("w:before"))), int(own.get(qn("w:line")))
    indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left = int(indent.get(qn("w:left"), 0)) if indent is not None else style.left
    char = chars(1) if style.size == BODY else style.size * 20
    lines = line_count(_text(paragraph), max((width - left) / char, 1), style.first)
    if paragraph.find(f".//{qn('w:drawing')}") is not None:
        return before, 1000, 1
    return before, line, lines


def _text(paragraph: Element) -> str:
    parts = {qn("w:br"): lambda _: "\n", qn("w:t"): lambda node: node.text or ""}
    return "".join(parts[node.tag](node) for node in paragraph.iter(*parts))
