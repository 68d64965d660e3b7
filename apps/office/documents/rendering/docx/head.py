"""版头 and title: what stands above the text (7.2, 7.3.1, 10.1, 10.3)."""

from collections.abc import Iterator

from apps.office.documents.rendering.docx.measures import CHARS, LINE, RED, THICK, THIN, chars, mm
from apps.office.documents.rendering.docx.xml import Element, borders, paragraph, run, spacing, tab, w
from apps.office.documents.rules.titles import title_lines
from apps.office.documents.rules.tree import Form, Head, Tree
from apps.office.documents.rules.widths import text_width

MARK_TOP = mm(35)  # below the top of the type area
LARGEST, NARROWEST = 50, 66  # size of the mark in points; width of its characters in percent
INK = 0.18  # of its size: how far the ink of a mark begins below the top of its line
RULE_SPACE = 8  # points between the number's line and the rule: with the foot of the line 4 mm
TITLE_CHARS = 20  # 2号 characters in the width of the type area


def head_of(tree: Tree) -> Iterator[Element]:
    """Everything above the recipients."""
    head, form = tree.head, tree.form
    if form is Form.LETTER:
        yield from _letter_lines(head)
        yield from _title(tree, before=2 * LINE)
    elif head.mark and form is not Form.PLAIN:
        ruled = form in {Form.RED_HEAD, Form.MINUTES}
        yield from _red_head(head, ruled=ruled)
        yield from _title(tree, before=2 * LINE)
        if not ruled:
            yield from _number_below_title(head)
    else:
        yield from _notes(head)
        yield from _title(tree, before=0)
        yield from _number_below_title(head)


def letter_head(head: Head) -> list[Element]:
    """The head of a letter's first page: the mark, 4 mm below it the double line (10.1)."""
    marked = [paragraph("HeadNote", run(f"类别：{head.class_mark}"), own=[w("jc", val="right")])]
    return [
        *(marked if head.class_mark else []),
        _mark(head.mark, before=0),
        double_rule(thick_first=True, before=mm(4) - 60),
    ]


def double_rule(*, thick_first: bool, before: int = 0) -> Element:
    """The double red line of a letter, 170 mm wide: the thick one is the outer one."""
    thick, thin = ("single", THICK * 3, 0, RED), ("single", THIN, 0, RED)
    rules = {"top": thick, "bottom": thin} if thick_first else {"top": thin, "bottom": thick}
    own = [borders("pBdr", **rules), spacing(before=before, line=40), w("ind", left=-mm(8), right=-mm(6))]
    return paragraph("Point", own=own)


def _red_head(head: Head, *, ruled: bool) -> Iterator[Element]:
    notes = list(_notes(head))
    yield from notes
    yield _mark(head.mark, before=max(MARK_TOP - len(notes) * LINE, 0))
    if not ruled:
        return
    rule = borders("pBdr", bottom=("single", 16, RULE_SPACE, RED))
    if head.signer:
        tabs = w("tabs", w("tab", val="right", pos=chars(CHARS - 1)))
        own = [rule, tabs, w("ind", firstLine=chars(1)), w("jc", val="left")]
        signer = (run("签发人："), run(head.signer, "Kai"))
        yield paragraph("Number", run(head.number), tab(), *signer, own=own)
    else:
        yield paragraph("Number", run(head.number), own=[rule])


def _mark(mark: str, before: int) -> Element:
    """Large and red; a long mark is set narrow before it is set small, and never wider than the type area."""
    size = _mark_size(mark)
    scale = min(100, int(_mark_room(mark) / size * 100))
    own = [w("spacing", val=0), w("w", val=scale), w("sz", val=int(size * 2)), w("szCs", val=int(size * 2))]
    gap = max(before - ink_gap(mark), 0)
    return paragraph("Mark", run(mark, "", *own), own=[spacing(before=gap, line=round(size * 1.2 * 20))])


def ink_gap(mark: str) -> int:
    """Twips from the top of the mark's line to the top of its ink."""
    return round(_mark_size(mark) * INK * 20)


def _mark_size(mark: str) -> float:
    return round(min(LARGEST, _mark_room(mark) * 100 / NARROWEST) * 2) / 2


def _mark_room(mark: str) -> float:
    """Points for each character of the mark."""
    return chars(CHARS) / 20 / max(text_width(mark), 1) * 0.97


def _notes(head: Head) -> Iterator[Element]:
    """份号、密级和保密期限、紧急程度: flush left, one below the other (7.2.1 to 7.2.3)."""
    for style, note in (("", head.copy_number), ("HeadNote", head.secrecy), ("HeadNote", head.urgency)):
        if note:
            yield paragraph(style, run(note))
    if head.class_mark:
        yield paragraph("HeadNote", run(f"类别：{head.class_mark}"), own=[w("jc", val="right")])


def _letter_lines(head: Head) -> Iterator[Element]:
    """Notes flush left, the number flush right, all below the double line (10.1)."""
    notes = [note for note in (head.copy_number, head.secrecy, head.urgency) if note]
    if not notes and not head.number:
        return
    own = [w("tabs", w("tab", val="right", pos=chars(CHARS))), spacing(before=0, line=LINE + 80)]
    first = [run(notes[0], "Label"), tab()] if notes else [tab()]
    yield paragraph("", *first, run(head.number), own=own)
    for note in notes[1:]:
        yield paragraph("HeadNote", run(note))


def _title(tree: Tree, before: int) -> Iterator[Element]:
    lines = title_lines(tree.title, tree.keep, TITLE_CHARS)
    if lines:
        yield paragraph("Title", run("\n".join(lines)), own=[spacing(before=before, line=LINE)])
    if tree.subtitle:
        yield paragraph("Subtitle", run(tree.subtitle))


def _number_below_title(head: Head) -> Iterator[Element]:
    if head.number:
        yield paragraph("Number", run(head.number), own=[spacing(before=0, line=LINE)])
