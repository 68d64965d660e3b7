"""A document as a typed tree: what it says, never how it looks. It is frozen as JSON when it is signed.

The parts follow GB/T 9704-2012: 版头 (Head), 主体 (title … note), 版记 (Colophon). Numbers of levels
(一、 （一） 1. （1）) are computed by `numbered`, never typed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from apps.foundation.core.numbers import chinese_number


class Form(StrEnum):
    """The shapes a document may have."""

    RED_HEAD = "red_head"  # 红头文件: mark, number, red rule
    LETTER = "letter"  # 信函格式
    MINUTES = "minutes"  # 纪要格式
    ANNOUNCEMENT = "announcement"  # 公告: title and number, no recipients
    PLAIN = "plain"  # 不带版头的文稿: plans, reports, host scripts
    SHEET = "sheet"  # 单、表: one page to fill in or sign
    REGISTER = "register"  # 名册、一览表: a long table, landscape


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """版头. `mark` is the issuing organ's mark as printed (青禾镇人民代表大会主席团文件)."""

    mark: str = ""
    number: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""  # 签发人, upward documents only
    class_mark: str = ""  # A/B/C in the upper right corner of a reply letter


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` 0 is running text, 1 to 4 are 一、 （一） 1. （1）."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the type area; `align` is left, center or right."""

    heading: str
    width: int = 1
    align: str = "center"


@dataclass(frozen=True, slots=True)
class Table:
    """Its head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values in a frame, as the official forms (单、表) have them; long values take the whole width."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """出席、请假、列席: a label and names, further lines aligned with the first name."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Lines to be signed by hand: label and who has signed already."""

    lines: tuple[tuple[str, str], ...]


Block = Paragraph | Table | Facts | Names | SignatureLines
BLOCKS: Mapping[str, type[Block]] = {kind.__name__: kind for kind in (Paragraph, Table, Facts, Names, SignatureLines)}


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: begins a page of its own before the colophon."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """发文机关署名 and 成文日期."""

    organs: tuple[str, ...]
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记: 抄送, 印发机关 and 印发日期."""

    copies: tuple[str, ...] = ()
    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The whole document. `keep` are names that no title line may tear apart."""

    form: Form
    title: str
    head: Head = field(default_factory=Head)
    keep: tuple[str, ...] = ()
    subtitle: str = ""
    recipients: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    signature: Signature | None = None
    note: str = ""
    annexes: tuple[Annex, ...] = ()
    colophon: Colophon | None = None

    def numbered(self, number: str, on: date) -> "Tree":
        """The tree as signed: with its number and its date wherever they stand."""
        signature = replace(self.signature, on=on) if self.signature else None
        colophon = self.colophon
        if colophon and colophon.issuer:  # of a letter's 版记 there is only 抄送
            colophon = replace(colophon, issued_on=on)
        return replace(self, head=replace(self.head, number=number), signature=signature, colophon=colophon)


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the number that stands before it; a level begins anew under the one above."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        level = block.level if isinstance(block, Paragraph) else 0
        if not level:
            yield block, ""
            continue
        counts[level - 1] += 1
        counts[level:] = [0] * (4 - level)
        number = counts[level - 1]
        yield (
            block,
            (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.", f"（{number}）")[level - 1],
        )


def to_json(tree: Tree) -> dict[str, Any]:
    """Plain values; every block says what it is."""
    raw = asdict(tree)
    raw["blocks"] = [_block_json(block) for block in tree.blocks]
    raw["annexes"] = [
        {"title": one.title, "blocks": [_block_json(block) for block in one.blocks]} for one in tree.annexes
    ]
    return json.loads(json.dumps(raw, default=str))


def from_json(raw: Mapping[str, Any]) -> Tree:
    """The tree that `to_json` made. Raises KeyError or TypeError for anything else."""
    signature, colophon = raw["signature"], raw["colophon"]
    return Tree(
        form=Form(raw["form"]),
        title=raw["title"],
        head=Head(**raw["head"]),
        keep=tuple(raw["keep"]),
        subtitle=raw["subtitle"],
        recipients=tuple(raw["recipients"]),
        blocks=_blocks(raw["blocks"]),
        attachments=tuple(raw["attachments"]),
        signature=signature and Signature(tuple(signature["organs"]), _day(signature["on"])),
        note=raw["note"],
        annexes=tuple(Annex(one["title"], _blocks(one["blocks"])) for one in raw["annexes"]),
        colophon=colophon and Colophon(tuple(colophon["copies"]), colophon["issuer"], _day(colophon["issued_on"])),
    )


def digest(tree: Tree) -> str:
    """SHA-256 over the canonical JSON, in hexadecimal: printed on the paper, kept with the archive."""
    text = json.dumps(to_json(tree), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _block_json(block: Block) -> dict[str, Any]:
    return {"is": type(block).__name__, **asdict(block)}


def _blocks(raw: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(dict(one)) for one in raw)


def _block(raw: dict[str, Any]) -> Block:
    kind = BLOCKS[raw.pop("is")]
    if kind is Table:
        columns = tuple(Column(**column) for column in raw["columns"])
        return Table(columns, tuple(tuple(row) for row in raw["rows"]), raw["caption"])
    if kind is Names:
        return Names(raw["label"], tuple(raw["names"]))
    if kind in (Facts, SignatureLines):
        (pairs,) = raw.values()
        return kind(tuple((label, value) for label, value in pairs))
    return kind(**raw)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
