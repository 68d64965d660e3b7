"""How many pages the written elements take: fixed pitches make that a sum, nearly what Word will find."""

from collections.abc import Iterable, Iterator, Sequence

from docx.oxml.ns import qn

from apps.office.documents.rules.widths import line_count

from .measures import BODY, CHARS, LINE, LINES, chars
from .styles import STYLES, Style
from .xml import Element

ROOM = LINES * LINE
_STYLES = {style.id: style for style in STYLES}
_NORMAL = Style(id="Normal", name="正文")


def ends_on_odd_page(elements: Sequence[Element]) -> bool:
    """Whether the last of the elements stands on an odd page of an upright document.

    Off by one where a page is full to the last line; a clerk sees it and deletes the page break.
    """
    page, used = 1, 0
    for height, breaks in _pieces(elements):
        if breaks or used + height > ROOM:
            page, used = page + 1, 0
        used += height
    return page % 2 == 1


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
    return sum(before + line * lines for before, line, lines in measured)


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
