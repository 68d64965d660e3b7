"""The one way from a tree to a PDF. Never inside a transaction: a long document takes seconds."""

import ctypes
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from weasyprint import CSS, HTML, Document, Page
from weasyprint.formatting_structure.boxes import Box, LineBox
from weasyprint.text.fonts import FontConfiguration

from apps.office.documents.rendering import fonts, justification
from apps.office.documents.rules.tree import Form, Tree

STYLE = Path(__file__).parent.parent / "static" / "documents" / "gb9704.css"
TYPE_AREA_MM, MARK_POINTS, POINTS_PER_MM = 156, 34, 72 / 25.4
LINE = 225 / 22 / 25.4 * 96
justification.install()
LIBC = ctypes.CDLL(None)
PRESS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")
"""Pango's font map is not made for several threads, and each would keep memory of its own: one thread sets all."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the foot of the last page says of the archive: QR code as data URI, its address, the digest printed."""

    qr: str
    url: str
    digest: str


@dataclass(frozen=True, slots=True)
class Pdf:
    content: bytes
    pages: int


def pdf_of(tree: Tree, *, stamp: Stamp | None = None, is_draft: bool = False) -> Pdf:
    """A4 as GB/T 9704-2012 asks; 版记 on an even page, the stamp on the last one."""
    return PRESS.submit(_set, tree, html_of(tree, is_draft=is_draft), stamp).result()


def pdf_of_many(trees: Sequence[Tree]) -> Pdf:
    """Papers one after the other in one file, each beginning on a page of its own."""
    return PRESS.submit(_set_many, [(tree, html_of(tree)) for tree in trees]).result()


def pdf_of_page(html: str, style: str) -> Pdf:
    """What is no official paper (tickets, cards): in the fonts of the house, with a style of its own."""
    return PRESS.submit(_set_page, html, style).result()


def _set_page(html: str, style: str) -> Pdf:
    try:
        configuration = FontConfiguration()
        own = CSS(string=fonts.font_faces() + style, font_config=configuration)
        document = HTML(string=html).render(stylesheets=[own], font_config=configuration)
        return Pdf(document.write_pdf(), len(document.pages))
    finally:
        _give_memory_back()


def _set_many(papers: Sequence[tuple[Tree, str]]) -> Pdf:
    try:
        documents = [(tree, _laid_out(html)) for tree, html in papers]
        pages = [page for tree, one in documents for page in _with_furniture(tree, list(one.pages), None)]
        return Pdf(documents[0][1].copy(pages).write_pdf(), len(pages))
    finally:
        _give_memory_back()


def _set(tree: Tree, html: str, stamp: Stamp | None) -> Pdf:
    try:
        document = _laid_out(html)
        pages = _with_furniture(tree, list(document.pages), stamp)
        return Pdf(document.copy(pages).write_pdf(), len(pages))
    finally:
        _give_memory_back()


def _give_memory_back() -> None:
    """Every paper reads some 30 MB of fonts; glibc would keep that room for the life of the process."""
    trim = getattr(LIBC, "malloc_trim", None)
    if trim:
        trim(0)


def html_of(tree: Tree, *, is_draft: bool = False) -> str:
    """The page that is laid out (benchmarks compare with WeasyPrint alone)."""
    return render_to_string("documents/pdf/paper.html", paper_context(tree, is_draft=is_draft))


@cache
def house_style() -> tuple[FontConfiguration, CSS]:
    """Fonts and CSS, read once a process."""
    configuration = FontConfiguration()
    text = fonts.font_faces() + STYLE.read_text()
    return configuration, CSS(string=text, font_config=configuration)


def paper_context(tree: Tree, *, is_draft: bool) -> dict[str, Any]:
    return {"tree": tree, "number": tree.head.number, "is_draft": is_draft, "mark_size": _mark_size(tree.head.mark)}


def _mark_size(mark: str) -> SafeString:
    """发文机关标志 fills at most the type area, in one line."""
    points = min(MARK_POINTS, int(TYPE_AREA_MM * POINTS_PER_MM / max(len(mark), 1)))
    return mark_safe(f'style="font-size: {points}pt"')


def _laid_out(html: str) -> Document:
    configuration, style = house_style()
    return HTML(string=html).render(stylesheets=[style], font_config=configuration)


def _with_furniture(tree: Tree, pages: list[Page], stamp: Stamp | None) -> list[Page]:
    """版记 at the foot of an even page: of the last one where there is room, else of a new one without a number.

    A letter has it at the foot of its last page, whichever that is.
    """
    if tree.colophon is None:
        return _stamped(pages, tree, stamp)
    (own,) = _furniture(tree, colophon=tree.colophon)
    is_letter, is_even = tree.form == Form.LETTER, len(pages) % 2 == 0
    if (is_letter or is_even) and _has_room(pages[-1], own):
        _lay_over(pages[-1], own)
    else:
        blank = _furniture(tree) if is_even and not is_letter else []
        pages = [*pages, *blank, own]
    return _stamped(pages, tree, stamp)


def _stamped(pages: list[Page], tree: Tree, stamp: Stamp | None) -> list[Page]:
    if stamp:
        (own,) = _furniture(tree, stamp=stamp)
        _lay_over(pages[-1], own)
    return pages


def _furniture(tree: Tree, **context: Any) -> Sequence[Page]:
    html = render_to_string("documents/pdf/furniture.html", {**context, "form": tree.form})
    return _laid_out(html).pages


def _lay_over(page: Page, upper: Page) -> None:
    """Draw `upper` on top of `page`; both have the same margins."""
    page._page_box.children += upper._page_box.children


def _has_room(page: Page, colophon: Page) -> bool:
    """Whether the last line of the text ends a line above the first rule of the 版记."""
    lines = [box for box in _text(page).descendants() if isinstance(box, LineBox)]
    end = max((line.position_y + line.height for line in lines), default=0)
    top = min(line.position_y for line in _text(colophon).descendants() if isinstance(line, LineBox))
    return end + 2 * LINE <= top


def _text(page: Page) -> Box:
    """The box of the root element, without those of the margins."""
    return page._page_box.children[0]
