"""What ends a document: signature and date, 附注, 版记, the code that leads to the archived paper."""

from collections.abc import Iterator
from io import BytesIO

from docx.document import Document
from docx.shared import Mm

from ...rules.layout import in_brackets
from ...rules.tree import Colophon, Form, Signature
from ...rules.widths import text_width
from .measures import CHARS, COLOPHON, LINE, THICK, THIN, chars
from .xml import Element, borders, paragraph, run, spacing, tab, w

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
    columns = width / chars(1)
    widest = max(map(text_width, (*signature.organs, date)), default=0)
    centre = min(columns - DATE_INDENT - (text_width(date) or 6) / 2, columns - widest / 2)
    box = w("ind", left=chars(max(2 * centre - columns, 0)))
    for place, organ in enumerate(signature.organs):
        yield paragraph("Organ", run(organ), own=[spacing(before=0 if place else SEAL_ROOM, line=LINE), box_copy(box)])
    if date:
        yield paragraph("Date", run(date), own=[box_copy(box)])


def note_of(note: str) -> Iterator[Element]:
    if note:
        yield paragraph("Note", run(in_brackets(note)))


def foot_of(document: Document, form: Form, colophon: Colophon | None, qr: bytes | None, line: str) -> Iterator[Element]:
    """A frame at the bottom of the last page: code and sentence, then 版记. A paragraph after it holds the frame."""
    framed = [*_verification(document, qr, line), *_colophon(colophon, form)]
    if framed:
        yield from framed
        yield paragraph("Point")


def _frame() -> Element:
    return w("framePr", w=chars(CHARS), wrap="around", vAnchor="margin", hAnchor="margin", xAlign="center",
             yAlign="bottom")  # fmt: skip


def _colophon(colophon: Colophon | None, form: Form) -> Iterator[Element]:
    """抄送 and 印发 between a thick, a thin and a thick rule (7.4); a letter has neither rules nor 印发 (10.1)."""
    if not colophon:
        return
    letter = form is Form.LETTER
    rows = []
    if colophon.copies:
        own = [w("ind", left=4 * ONE, right=ONE, hanging=3 * ONE), w("jc", val="both")]
        rows.append(([run(f"抄送：{'，'.join(colophon.copies).rstrip('。')}。")], own))
    if not letter and (colophon.issuer or colophon.issued_on):
        on = colophon.issued_on
        date = f"{on.year}年{on.month}月{on.day}日印发" if on else ""
        own = [w("tabs", w("tab", val="right", pos=chars(CHARS) - ONE)), w("ind", left=ONE, right=ONE)]
        rows.append(([run(colophon.issuer), tab(), run(date)], own))
    for place, (runs, own) in enumerate(rows):
        thick, thin = ("single", THICK, 1, "auto"), ("single", THIN, 1, "auto")
        sides = {"top": thin if place else thick}
        if place == len(rows) - 1:
            sides["bottom"] = thick
        yield paragraph("Colophon", *runs, own=[_frame(), None if letter else borders("pBdr", **sides), *own])


def _verification(document: Document, qr: bytes | None, line: str) -> Iterator[Element]:
    if not qr:
        return
    picture = document.add_paragraph()
    picture.add_run().add_picture(BytesIO(qr), height=Mm(CODE_SIZE))
    drawn = picture._p.r_lst[0]
    picture._p.getparent().remove(picture._p)
    own = [_frame(), spacing(after=80), w("jc", val="left")]
    yield paragraph("Verify", drawn, run(f"　{line}"), own=own)


def box_copy(box: Element) -> Element:
    return w("ind", **{key.rpartition("}")[2]: value for key, value in box.attrib.items()})
