"""Trees as an organ issues them: its mark, office and name. Numbers and dates come with the signature."""

from collections.abc import Iterable, Sequence
from typing import Any

from apps.foundation.organisations.models import Unit
from apps.office.documents.rules.punctuation import official
from apps.office.documents.rules.tree import Block, Colophon, Form, Head, Paragraph, Signature, Tree
from apps.office.documents.selectors import letterhead_of

FILE = "文件"


def red_head(organ: Unit, title: str, blocks: Iterable[Block], *, recipients: Sequence[str] = (), **parts: Any) -> Tree:
    """红头文件: notices, plans, decisions, requests."""
    head = letterhead_of(organ)
    mark = head.mark if head.mark.endswith(FILE) else f"{head.mark}{FILE}"
    return _tree(
        Form.RED_HEAD, organ, title, blocks, mark=mark, recipients=tuple(recipients), office=head.office, **parts
    )


def letter(organ: Unit, title: str, blocks: Iterable[Block], *, recipients: Sequence[str], **parts: Any) -> Tree:
    """信函格式: hand-overs, replies; of the 版记 only 抄送 (`copies`)."""
    mark = letterhead_of(organ).mark.removesuffix(FILE)
    return _tree(Form.LETTER, organ, title, blocks, mark=mark, recipients=tuple(recipients), **parts)


def minutes(organ: Unit, mark: str, title: str, blocks: Iterable[Block], **parts: Any) -> Tree:
    """纪要格式: no recipients, no signature; sent by its 版记. `mark` ends in 纪要."""
    office = letterhead_of(organ).office
    return _tree(Form.MINUTES, organ, title, blocks, mark=mark, office=office, is_signed=False, **parts)


def announcement(organ: Unit, title: str, blocks: Iterable[Block], **parts: Any) -> Tree:
    """公告: title, number within the term, text, organ and date; nobody in particular is addressed."""
    return _tree(Form.ANNOUNCEMENT, organ, title, blocks, **parts)


def plain_paper(organ: Unit, title: str, blocks: Iterable[Block], **parts: Any) -> Tree:
    """A text without head: measures, scripts, reports."""
    return _tree(Form.PLAIN, organ, title, blocks, **parts)


def sheet(organ: Unit, title: str, blocks: Iterable[Block], **parts: Any) -> Tree:
    """单、表: one page to fill in or to sign."""
    return _tree(Form.SHEET, organ, title, blocks, **{"is_signed": False, **parts})


def register(organ: Unit, title: str, blocks: Iterable[Block], **parts: Any) -> Tree:
    """名册、一览表: landscape."""
    return _tree(Form.REGISTER, organ, title, blocks, **{"is_signed": False, **parts})


def _tree(
    form: Form, organ: Unit, title: str, blocks: Iterable[Block], *, mark: str = "", office: str = "",
    is_signed: bool = True, copies: Sequence[str] = (), organs: Sequence[str] = (), **parts: Any,
) -> Tree:  # fmt: skip
    tree = Tree(
        form=form,
        title=title,
        head=Head(mark=mark),
        blocks=tuple(blocks),
        keep=tuple({organ.name, organ.area.name, *parts.pop("keep", ())}),
        signature=Signature(tuple(organs) or (organ.name,)) if is_signed else None,
        colophon=Colophon(tuple(copies), office) if office or copies else None,
        **parts,
    )
    return official(tree)


def general(kind: str, organ: Unit, title: str) -> Tree:
    """The empty tree of a document that a clerk drafts by hand."""
    empty = [Paragraph("")]
    if kind == "general_letter":
        return letter(organ, title, empty, recipients=())
    if kind == "general_announcement":
        return announcement(organ, title, empty)
    if kind == "general_minutes":
        return minutes(organ, f"{organ.name}会议纪要", title, empty)
    return red_head(organ, title, empty)
