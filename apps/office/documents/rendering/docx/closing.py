"""What ends a document: signature and date, 附注, 版记, the code that leads to the archived paper."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from docx.document import Document
from docx.shared import Mm

from apps.office.documents.rendering.docx.measures import CHAR, COLOPHON, LINE, THICK, THIN, Sheet, chars, mm
from apps.office.documents.rendering.docx.xml import Element, borders, paragraph, run, spacing, tab, w
from apps.office.documents.rules.layout import in_brackets
from apps.office.documents.rules.tree import Colophon, Form, Signature, Tree
from apps.office.documents.rules.widths import text_width

DATE_INDENT = 4  # characters right of the date
SEAL_ROOM = 2 * LINE  # above the organ's name
CODE_SIZE = 16  # mm
ONE = COLOPHON * 20


def signature_of(signature: Signature | None, width: int) -> Iterator[Element]:
    """署名 centred over 成文日期, which stands four characters from the right (7.3.5.1).

    All share one box that is centred on the date; a name wider than the box moves it to the left.
    """
    if not signature:
        return
    date = f"{signature.on.year}年{signature.on.month}月{signature.on.day}日" if signature.on else ""
    columns = width / CHAR
    widest = max(map(text_width, (*signature.organs, date)), default=0)
    centre = min(columns - DATE_INDENT - (text_width(date) or 6) / 2, columns - widest / 2)
    box = partial(w, "ind", left=chars(max(2 * centre - columns, 0)))
    for place, organ in enumerate(signature.organs):
        yield paragraph("Organ", run(organ), own=[spacing(before=0 if place else SEAL_ROOM, line=LINE), box()])
    if date:
        yield paragraph("Date", run(date), own=[box()])


def note_of(tree: Tree) -> Iterator[Element]:
    """附注 in brackets; what a sheet says of its digests is small."""
    if tree.form is Form.SHEET:
        yield from (paragraph("Verify", run(line)) for line in tree.note.splitlines())
    elif tree.note:
        yield paragraph("Note", run(in_brackets(tree.note)))


def foot_of(
    document: Document, form: Form, colophon: Colophon | None, qr: bytes | None, line: str, sheet: Sheet
) -> Iterator[Element]:
    """A table afloat at the bottom of the last page: code and sentence, then 版记. The paragraph after it holds it."""
    width = sheet.type_width
    rows = [*_verification(document, qr, line, width), *_colophon(colophon, form, width)]
    if rows:
        yield w("tbl", _afloat(sheet), w("tblGrid", w("gridCol", w=width)), *rows)
        yield paragraph("Point")


def has_rules(tree: Tree) -> bool:
    """A 版记 with its rules stands on an even page (7.4); what a letter has instead may stand on any."""
    return bool(tree.colophon) and tree.form is not Form.LETTER


def _afloat(sheet: Sheet) -> Element:
    """Its foot on the type area's. Counted from the paper's edge, as LibreOffice lets no table as wide as the text
    float otherwise.
    """
    place = w("tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", tblpYSpec="bottom",
              horzAnchor="page", tblpX=mm(sheet.left))  # fmt: skip
    margins = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
    return w("tblPr", w("tblStyle", val="TableNormal"), place, w("tblOverlap", val="never"),
             w("tblW", w=sheet.type_width, type="dxa"), w("tblLayout", type="fixed"), margins)  # fmt: skip


def _row(content: Element, width: int, **rules: int) -> Element:
    sides = {side: ("single", size, 0, "auto") for side, size in rules.items()}
    own = w("tcPr", w("tcW", w=width, type="dxa"), borders("tcBorders", **sides) if sides else None)
    return w("tr", w("trPr", w("cantSplit")), w("tc", own, content))


def _colophon(colophon: Colophon | None, form: Form, width: int) -> Iterator[Element]:
    """抄送 and 印发 between a thick, a thin and a thick rule (7.4); a letter has neither rules nor 印发 (10.1)."""
    if not colophon:
        return
    lines = []
    if colophon.copies:
        own = [w("ind", left=4 * ONE, right=ONE, hanging=3 * ONE), w("jc", val="both")]
        lines.append(paragraph("Colophon", run(f"抄送：{'，'.join(colophon.copies).rstrip('。')}。"), own=own))
    if form is Form.LETTER:
        yield from (_row(line, width) for line in lines)
        return
    if colophon.issuer or colophon.issued_on:
        on = colophon.issued_on
        date = f"{on.year}年{on.month}月{on.day}日印发" if on else ""
        own = [w("tabs", w("tab", val="right", pos=width - ONE)), w("ind", left=ONE, right=ONE)]
        lines.append(paragraph("Colophon", run(colophon.issuer), tab(), run(date), own=own))
    for place, line in enumerate(lines):
        last = {"bottom": THICK} if place == len(lines) - 1 else {}
        yield _row(line, width, top=THIN if place else THICK, **last)


def _verification(document: Document, qr: bytes | None, line: str, width: int) -> Iterator[Element]:
    """Code and sentence side by side. The library files the picture; only the drawing is taken from its paragraph."""
    if not qr:
        return
    own = document.add_paragraph()
    own.add_run().add_picture(BytesIO(qr), height=Mm(CODE_SIZE))
    drawing = own.runs[0]._r
    own._p.getparent().remove(own._p)
    yield _row(paragraph("Verify", drawing, run(f"　{line}"), own=[w("textAlignment", val="center")]), width)
