"""Tables and forms: drawn in frames as wide as the type area, heads repeated, rows whole."""

from collections.abc import Iterable, Iterator, Sequence

from apps.office.documents.rendering.docx.measures import COLOPHON, mm
from apps.office.documents.rendering.docx.xml import Element, borders, paragraph, run, spacing, w
from apps.office.documents.rules.layout import fact_rows
from apps.office.documents.rules.tree import Facts, Table
from apps.office.documents.rules.widths import line_count, text_width

MANY_COLUMNS, MOST_COLUMNS = 5, 10  # from here on smaller letters
TALLEST = 12  # lines of a row that is still kept on one page
LABELS = 4, 7  # characters of a label before it is broken: at least, at most
ROW = mm(8)
SMALL, TINY = 12, 10.5  # points in forms and in tables of many columns, as in the PDF
GAP = 200  # twips below a table
FRAME = ("single", 4, 0, "auto")
PADDING = 170


def table_of(table: Table, width: int) -> Iterator[Element]:
    if table.caption:
        yield paragraph("Caption", run(table.caption))
    style, size = _letters(len(table.columns))
    widths = _shares([column.width for column in table.columns], width, least=round(2 * size * 20) + PADDING + 40)
    heads = [(column.heading, "center") for column in table.columns]
    aligns = [column.align for column in table.columns]
    rows = [_row(heads, widths, f"{style}Head", size, head=True)]
    for texts in table.rows:
        padded = [*texts, *[""] * (len(aligns) - len(texts))]
        rows.append(_row(list(zip(padded, aligns, strict=False)), widths, style, size))
    yield _frame(rows, widths)
    yield _after_table()


def _letters(columns: int) -> tuple[str, float]:
    """Style of the cells and its points."""
    if columns < MANY_COLUMNS:
        return "Cell", COLOPHON
    return ("SmallCell", SMALL) if columns < MOST_COLUMNS else ("TinyCell", TINY)


def facts_of(facts: Facts, width: int) -> Iterator[Element]:
    """Label and value, two pairs a row; a long value takes the whole width."""
    longest = max((text_width(label) for label, _ in facts.pairs), default=0)
    label = round(min(max(longest, LABELS[0]), LABELS[1]) * SMALL * 20) + PADDING + 60
    value = (width - 2 * label) // 2
    widths = [label, value, label, width - 2 * label - value]
    rows = [_fact_row(pairs, widths) for pairs in fact_rows(facts.pairs, (value - PADDING) / (SMALL * 20))]
    yield _frame(rows, widths)
    yield _after_table()


def _fact_row(pairs: Sequence[tuple[str, str]], widths: Sequence[int]) -> Element:
    cells = []
    for place, (label, value) in enumerate(pairs):
        alone = len(pairs) == 1
        width = sum(widths[1:]) if alone else widths[2 * place + 1]
        short = text_width(value) * SMALL * 20 <= width - PADDING and "\n" not in value and not alone
        cells.append(_cell(label, "center", widths[0], "SmallCellHead"))
        cells.append(_cell(value, "center" if short else "left", width, "SmallCell", span=3 if alone else 1))
    tall = _lines(pairs[-1][1], sum(widths[1:]), SMALL) > TALLEST
    return w("tr", w("trPr", None if tall else w("cantSplit"), w("trHeight", val=ROW, hRule="atLeast")), *cells)


def _row(
    texts: Sequence[tuple[str, str]], widths: Sequence[int], style: str, size: float, *, head: bool = False
) -> Element:
    tall = not head and any(_lines(text, width, size) > TALLEST for (text, _), width in zip(texts, widths, strict=True))
    height = w("trHeight", val=mm(7.5), hRule="atLeast")
    own = w("trPr", None if tall else w("cantSplit"), height, w("tblHeader") if head else None)
    cells = (_cell(text, align, width, style) for (text, align), width in zip(texts, widths, strict=True))
    return w("tr", own, *cells)


def _cell(text: str, align: str, width: int, style: str, span: int = 1) -> Element:
    own = w("tcPr", w("tcW", w=width, type="dxa"), w("gridSpan", val=span) if span > 1 else None,
            w("vAlign", val="center"))  # fmt: skip
    return w("tc", own, *(paragraph(style, run(line), own=[w("jc", val=align)]) for line in text.split("\n")))


def _frame(rows: Iterable[Element], widths: Sequence[int]) -> Element:
    sides = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), FRAME)
    margins = w("tblCellMar", w("top", w=40, type="dxa"), w("bottom", w=40, type="dxa"))
    own = w("tblPr", w("tblStyle", val="TableNormal"), w("tblW", w=sum(widths), type="dxa"), w("jc", val="center"),
            borders("tblBorders", **sides), w("tblLayout", type="fixed"), margins)  # fmt: skip
    return w("tbl", own, w("tblGrid", *(w("gridCol", w=width) for width in widths)), *rows)


def _after_table() -> Element:
    """Two tables in a row would grow together; nothing may end with one."""
    return paragraph("Point", own=[spacing(line=GAP)])


def _shares(shares: Sequence[int], width: int, least: int) -> list[int]:
    """The width in the given shares; a column narrower than `least` is widened to it where there is room."""
    if not shares:
        return []
    total = sum(max(share, 1) for share in shares)
    wished = [width * max(share, 1) / total for share in shares]
    least = min(least, width // len(shares))
    spare = sum(max(wish - least, 0) for wish in wished) or 1
    given = width - least * len(shares)
    found = [least + int(given * max(wish - least, 0) / spare) for wish in wished]
    return [*found[:-1], width - sum(found[:-1])]


def _lines(text: str, width: int, size: float) -> int:
    return line_count(text, max((width - PADDING) / (size * 20), 1))
