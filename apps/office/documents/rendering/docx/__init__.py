"""A tree as a Word file that a clerk can go on writing in (GB/T 9704-2012), alike in Word, WPS and LibreOffice."""

from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document

from apps.office.documents.rendering.docx.body import annexes_of, attachments_of, blocks_of, recipients_of
from apps.office.documents.rendering.docx.closing import foot_of, has_rules, note_of, signature_of
from apps.office.documents.rendering.docx.fonts import OFFICE_FONTS, Fonts
from apps.office.documents.rendering.docx.head import head_of
from apps.office.documents.rendering.docx.pages import begin_even_page, set_pages, sheet_of
from apps.office.documents.rendering.docx.paging import Place, place_of_colophon
from apps.office.documents.rendering.docx.styles import set_styles
from apps.office.documents.rendering.docx.xml import clean, cleaned, keep_with_next
from apps.office.documents.rules.tree import Tree

KEPT = {"officeDocument", "core-properties", "styles", "settings", "theme"}

__all__ = ["OFFICE_FONTS", "Fonts", "docx_of"]


def docx_of(tree: Tree, *, qr: bytes | None = None, verify_line: str = "", fonts: Fonts = OFFICE_FONTS) -> bytes:
    """The DOCX of a tree. `qr` is the PNG of its verification code, printed with `verify_line`; drafts have none."""
    tree = cleaned(tree)
    document = docx.Document()
    _drop_template_parts(document)
    set_styles(document, fonts)
    set_pages(document, tree.form, tree.head)
    _set_properties(document, tree)
    _write(document, tree, qr, clean(verify_line))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(document: Document, tree: Tree, qr: bytes | None, verify_line: str) -> None:
    sheet = sheet_of(tree.form)
    width = sheet.type_width
    above = list(head_of(tree))
    text = [
        *above,
        *recipients_of(tree),
        *blocks_of(tree.blocks, width, lead=bool(above) and not tree.recipients),
        *attachments_of(tree.attachments),
    ]
    signature = list(signature_of(tree.signature, width))
    if signature and text:
        keep_with_next(text[-1])
    content = [*text, *signature, *note_of(tree), *annexes_of(tree.annexes, width)]
    foot = list(foot_of(document, tree.form, tree.colophon, qr, verify_line, sheet))
    place = place_of_colophon(content, foot) if has_rules(tree) else Place.LAST_PAGE
    if place is not Place.LAST_PAGE:
        content += begin_even_page(document, numbered=place is Place.NEXT_PAGE)
    last = document.element.body.sectPr
    for element in [*content, *foot]:
        last.addprevious(element)


def _drop_template_parts(document: Document) -> None:
    """The library's template brings a picture, lists and a second set of styles that nobody asked for."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in rels.items() if one.reltype.rpartition("/")[2] not in KEPT]:
            del rels[key]


def _set_properties(document: Document, tree: Tree) -> None:
    """What the file says of itself: its title and organ, never the template's author."""
    core = document.core_properties
    for child in list(core._element):
        core._element.remove(child)
    core.title, core.language = tree.title[:255], "zh-CN"
    if tree.signature:
        core.author = "、".join(tree.signature.organs)[:255]
    if tree.signature and tree.signature.on:
        core.created = core.modified = datetime.combine(tree.signature.on, time())
