"""Paper, margins, grid and page numbers of a document."""

import copy

from docx.document import Document
from docx.oxml.ns import qn

from apps.office.documents.rendering.docx.head import double_rule, ink_gap, letter_head
from apps.office.documents.rendering.docx.measures import (
    CHAR_SPACE,
    COLOPHON,
    FOOTER,
    LANDSCAPE,
    LINE,
    PAGE_NUMBER_FOOT,
    PORTRAIT,
    Sheet,
    mm,
)
from apps.office.documents.rendering.docx.xml import Element, field, paragraph, run, spacing, w
from apps.office.documents.rules.tree import Form, Head

LETTER_FOOT = 20  # mm above the paper's end: the lower double line of a letter
LETTER_MARK_TOP = 30  # mm below the paper's top
COMPATIBILITY = "http://schemas.microsoft.com/office/word"


def sheet_of(form: Form) -> Sheet:
    return LANDSCAPE if form is Form.REGISTER else PORTRAIT


def set_pages(document: Document, form: Form, head: Head) -> None:
    """One section: its paper, its grid, its page numbers, the head of a letter."""
    _set_settings(document)
    section, letter = document.sections[0], form is Form.LETTER
    stories = [
        (section.footer, [_page_number(even=False), *_lift(letter)]),
        (section.even_page_footer, [_page_number(even=True), *_lift(letter)]),
    ]
    if letter:
        stories += [
            (section.first_page_header, letter_head(head)),
            (section.header, [paragraph("Point")]),
            (section.even_page_header, [paragraph("Point")]),
            (section.first_page_footer, [double_rule(thick_first=False)]),
        ]
    for story, content in stories:
        story.is_linked_to_previous = False
        _fill(story._element, content)
    head_top = mm(LETTER_MARK_TOP) - ink_gap(head.mark) - (LINE if head.class_mark else 0)
    _set_paper(section._sectPr, sheet_of(form), head_top if letter else 0)


def _fill(story: Element, content: list[Element]) -> None:
    for child in list(story):
        story.remove(child)
    story.extend(content)


def _page_number(*, even: bool) -> Element:
    """— 1 —: outside, one character from the edge of the type area (7.5)."""
    side, one = ("left" if even else "right"), COLOPHON * 20
    own = [w("ind", **{side: one, f"{side}Chars": 100}), w("jc", val=side)]
    return paragraph("PageNumber", run("— "), *field("PAGE"), run(" —"), own=own)


def _lift(letter: bool) -> list[Element]:
    """A letter's footers stand on its lower double line; its page numbers stay where all others are."""
    return [paragraph("Point", own=[spacing(line=mm(PAGE_NUMBER_FOOT - LETTER_FOOT))])] if letter else []


def _set_paper(properties: Element, sheet: Sheet, letter_top: int) -> None:
    """`letter_top` is where the head of a letter begins, 0 for every other form."""
    for name in ("pgSz", "pgMar", "cols", "docGrid", "titlePg"):
        for found in properties.findall(qn(f"w:{name}")):
            properties.remove(found)
    landscape = sheet.width > sheet.height
    foot = LETTER_FOOT if letter_top else sheet.bottom - (PORTRAIT.bottom - PAGE_NUMBER_FOOT)
    margins = {side: mm(getattr(sheet, side)) for side in ("top", "right", "bottom", "left")}
    properties.extend([
        w("pgSz", w=mm(sheet.width), h=mm(sheet.height), **({"orient": "landscape"} if landscape else {})),
        w("pgMar", **margins, header=letter_top or mm(15), footer=mm(foot), gutter=0),
        w("cols", space=425),
        *([w("titlePg")] if letter_top else []),
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


def begin_even_page(document: Document, *, numbered: bool) -> list[Element]:
    """The end of the section so far; the last section begins on an even page, whatever the pages before it are.

    Where a blank page comes between, neither that nor the page of 版记 bears a number (7.5).
    """
    last = document.sections[0]._sectPr
    ended = paragraph("Point", own=[copy.deepcopy(last)])
    last.find(qn("w:pgSz")).addprevious(w("type", val="evenPage"))
    if not numbered:
        for reference in last.findall(qn("w:footerReference")):
            last.remove(reference)
        section = document.sections[-1]
        for story in (section.footer, section.even_page_footer):
            story.is_linked_to_previous = False
            _fill(story._element, [paragraph("Point", own=[spacing(line=FOOTER)])])
    return [ended, paragraph("Point")]  # LibreOffice does not break a page before a table that floats
