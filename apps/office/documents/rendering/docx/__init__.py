"""A tree as a Word file that a clerk can go on writing in (GB/T 9704-2012; opens alike in Word, WPS and LibreOffice)."""

from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document

from ...rules.tree import Tree
from .body import annexes_of, attachments_of, blocks_of, recipients_of
from .closing import foot_of, note_of, signature_of
from .fonts import OFFICE_FONTS, Fonts
from .head import head_of
from .pages import set_pages, sheet_of
from .styles import set_styles
from .xml import clean

__all__ = ["OFFICE_FONTS", "Fonts", "docx_of"]


def docx_of(tree: Tree, *, qr: bytes | None = None, verify_line: str = "", fonts: Fonts = OFFICE_FONTS) -> bytes:
    """The DOCX of a tree. `qr` is the PNG of its verification code, printed with `verify_line`; drafts have none."""
    document = docx.Document()
    set_styles(document, fonts)
    set_pages(document, tree.form, tree.head)
    _set_properties(document, tree)
    _write(document, tree, qr, verify_line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(document: Document, tree: Tree, qr: bytes | None, verify_line: str) -> None:
    width = sheet_of(tree.form).type_width
    body = document.element.body
    content = [
        *head_of(tree),
        *recipients_of(tree),
        *blocks_of(tree.blocks, width, lead=not tree.recipients),
        *attachments_of(tree.attachments),
        *signature_of(tree.signature, width),
        *note_of(tree.note),
        *annexes_of(tree.annexes, width),
        *foot_of(document, tree.form, tree.colophon, qr, verify_line),
    ]
    last = body.sectPr
    for element in content:
        last.addprevious(element)


def _set_properties(document: Document, tree: Tree) -> None:
    """What the file says of itself: its title and organ, never the template's author."""
    core = document.core_properties
    for child in list(core._element):
        core._element.remove(child)
    core.title, core.language = clean(tree.title)[:255], "zh-CN"
    if tree.signature:
        core.author = clean("、".join(tree.signature.organs))[:255]
    if tree.signature and tree.signature.on:
        core.created = core.modified = datetime.combine(tree.signature.on, time())
