"""Paper, margins, grid and page numbers of a document."""

from docx.document import Document
from docx.oxml.ns import qn

from ...rules.tree import Form, Head
from .head import letter_head
from .measures import CHAR_SPACE, COLOPHON, LANDSCAPE, LINE, PORTRAIT, THICK, THIN, Sheet, mm
from .xml import Element, borders, field, paragraph, run, spacing, w

PAGE_NUMBER_FOOT = 25.2  # mm above the paper's end: the dashes stand 7 mm below the type area
LETTER_FOOT = 20  # mm above the paper's end: the lower double line of a letter
LETTER_MARK_TOP = 30  # mm below the paper's top
COMPATIBILITY = "http://schemas.microsoft.com/office/word"


def sheet_of(form: Form) -> Sheet:
    return LANDSCAPE if form is Form.REGISTER else PORTRAIT


def set_pages(document: Document, form: Form, head: Head) -> None:
    """One section: its paper, its grid, its page numbers, the head of a letter."""
    _set_settings(document)
    section, letter = document.sections[0], form is Form.LETTER
    for name, story in (("odd", section.footer), ("even", section.even_page_footer)):
        story.is_linked_to_previous = False
        _fill(story._element, [_page_number(even=name == "even"), *([_lift()] if letter else [])])
    if letter:
        section.different_first_page_header_footer = True
        for story, content in (
            (section.first_page_header, letter_head(head)),
            (section.header, [paragraph("Point")]),
            (section.even_page_header, [paragraph("Point")]),
            (section.first_page_footer, [double_rule(upper=False)]),
        ):
            story.is_linked_to_previous = False
            _fill(story._element, content)
    _set_paper(section._sectPr, sheet_of(form), letter, bool(head.class_mark))


def double_rule(*, upper: bool) -> Element:
    """The double red line of a letter, 170 mm wide: the thick line is the outer one."""
    thick, thin = ("single", THICK * 3, 0, "FF0000"), ("single", THIN, 0, "FF0000")
    rules = borders("pBdr", top=thick, bottom=thin) if upper else borders("pBdr", top=thin, bottom=thick)
    return paragraph("Point", own=[rules, spacing(line=40), w("ind", left=-mm(8), right=-mm(6))])


def _fill(story: Element, content: list[Element]) -> None:
    for child in list(story):
        story.remove(child)
    story.extend(content)


def _page_number(*, even: bool) -> Element:
    """— 1 —: outside, one character from the edge of the type area (7.5)."""
    side, one = ("left" if even else "right"), COLOPHON * 20
    own = [w("ind", **{side: one, f"{side}Chars": 100}), w("jc", val=side)]
    return paragraph("PageNumber", run("— "), *field("PAGE"), run(" —"), own=own)


def _lift() -> Element:
    """A letter's footers stand on its lower double line; its page numbers stay where all others are."""
    return paragraph("Point", own=[spacing(line=mm(PAGE_NUMBER_FOOT - LETTER_FOOT))])


def _set_paper(properties: Element, sheet: Sheet, letter: bool, marked: bool) -> None:
    for name in ("pgSz", "pgMar", "cols", "docGrid", "titlePg"):
        for found in properties.findall(qn(f"w:{name}")):
            properties.remove(found)
    landscape = sheet.width > sheet.height
    head = mm(LETTER_MARK_TOP) - (LINE if marked else 0) if letter else mm(15)
    foot = LETTER_FOOT if letter else sheet.bottom - (PORTRAIT.bottom - PAGE_NUMBER_FOOT)
    margins = {side: mm(getattr(sheet, side)) for side in ("top", "right", "bottom", "left")}
    properties.extend([
        w("pgSz", w=mm(sheet.width), h=mm(sheet.height), **({"orient": "landscape"} if landscape else {})),
        w("pgMar", **margins, header=head, footer=mm(foot), gutter=0),
        w("cols", space=425),
        *([w("titlePg")] if letter else []),
        w("docGrid", type="linesAndChars", linePitch=LINE, charSpace=CHAR_SPACE),
    ])  # fmt: skip


def _set_settings(document: Document) -> None:
    """What the Chinese edition of Word writes: punctuation may be compressed, odd and even pages differ."""
    root = document.settings.element
    _fill(root, [
        w("zoom", percent=100),
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", *map(w, (
            "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
            "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
        )), w("compatSetting", name="compatibilityMode", uri=COMPATIBILITY, val=15)),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    ])  # fmt: skip
