"""Recomputes every hash and names the first thing that does not agree."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from apps.foundation.audit import rules
from apps.foundation.audit.models import Block, Entry, Seal

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Break:
    """The first disagreement: `entry` or `block` is its number."""

    code: str
    sentence: str
    block: int | None = None
    entry: int | None = None


@dataclass(slots=True)
class Report:
    """What was checked, how far, and the first disagreement, if any.

    `turned_back` counts the blocks that were sealed, by the clock of the machine, before the one they follow.
    """

    blocks: int = 0
    entries: int = 0
    unsealed: int = 0
    turned_back: int = 0
    head: str = rules.GENESIS
    broken: Break | None = None


class _Broken(Exception):
    def __init__(self, code: str, sentence: str, *, block: int | None = None, entry: int | None = None) -> None:
        super().__init__(sentence)
        self.broken = Break(code, sentence, block, entry)


@dataclass(slots=True)
class _Frontier:
    """The highest entry number and moment that were sealed at least LATEST_COMMIT before a given moment."""

    pending: deque[tuple[datetime, int, datetime]] = field(default_factory=deque)
    number: int = 0
    at: datetime | None = None

    def add(self, block: Block, entries: list[dict[str, Any]]) -> None:
        highest = entries[-1]
        self.pending.append((block.sealed_at, highest["pk"], highest["at"]))

    def advance(self, moment: datetime) -> None:
        while self.pending and self.pending[0][0] <= moment - rules.LATEST_COMMIT:
            _, number, at = self.pending.popleft()
            self.number, self.at = max(self.number, number), max(self.at or at, at)

    def require_behind(self, entry: dict[str, Any], block: int | None, moment: datetime) -> None:
        """An entry comes after what was sealed long before it, in its number and in its moment.

        `moment` is when it was sealed. Where that lies in the past itself, the clock of the machine was wrong for a
        while, which the report tells apart; what was recorded then is no forgery.
        """
        backdated = self.at is not None and entry["at"] < min(self.at, moment) - rules.LATEST_COMMIT
        if entry["pk"] <= self.number or backdated:
            sentence = f"记录 {entry['pk']} 的编号或时间早于更早封存的记录,是事后补插的。"
            raise _Broken("inserted_behind", sentence, block=block, entry=entry["pk"])


def verify(*, at: datetime, noted: str = "") -> Report:
    """Stream through all blocks and entries; stops at the first disagreement.

    `noted` is a block's hash written down outside the portal: only it can show that the newest blocks were cut
    off together with their entries.
    """
    report = Report()
    try:
        _require_noted(noted)
        frontier = _verify_chain(report)
        frontier.advance(at)
        for entry in Entry.objects.filter(seal__isnull=True).order_by("pk").values("pk", "at").iterator():
            report.unsealed += 1
            frontier.require_behind(entry, None, at)
    except _Broken as error:
        report.broken = error.broken
    return report


def _require_noted(noted: str) -> None:
    if noted and not Block.objects.filter(hash=noted).exists():
        raise _Broken("noted_missing", f"抄存的摘要 {noted} 不在链上:链尾被截断或改写。")


def _verify_chain(report: Report) -> _Frontier:
    frontier = _Frontier()
    sealed = groupby(_sealed_entries(), key=itemgetter("block_number"))
    group = next(sealed, None)
    latest: datetime | None = None
    for block in Block.objects.order_by("number").iterator(CHUNK):
        entries = list(group[1]) if group and group[0] == block.number else []
        group = next(sealed, None) if entries else group
        _verify_head(block, report)
        _verify_block(block, entries)
        frontier.advance(block.sealed_at)
        report.turned_back += latest is not None and block.sealed_at < latest
        latest = block.sealed_at
        for entry in entries:
            frontier.require_behind(entry, block.number, block.sealed_at)
        frontier.add(block, entries)
        report.blocks, report.entries, report.head = block.number, report.entries + len(entries), block.hash
    _require_no_orphans(report)
    return frontier


def _require_no_orphans(report: Report) -> None:
    seals = Seal.objects.count()
    if seals != report.entries:
        sentence = f"封存了 {seals} 条,而各块只含 {report.entries} 条:第 {report.blocks} 块之后的块已被删除。"
        raise _Broken("block_missing", sentence, block=report.blocks + 1)


def _verify_head(block: Block, report: Report) -> None:
    name = f"第 {block.number} 块"
    if block.number != report.blocks + 1:
        raise _Broken("block_missing", f"第 {report.blocks + 1} 块缺失或次序被改动。", block=report.blocks + 1)
    if block.previous_hash != report.head:
        raise _Broken("chain_broken", f"{name}与前一块不相衔接。", block=block.number)
    head = {key: getattr(block, key) for key in ("number", "sealed_at", "size", "root", "previous_hash")}
    if rules.block_hash(**head) != block.hash:
        raise _Broken("block_changed", f"{name}的块头被改动。", block=block.number)


def _verify_block(block: Block, entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        _verify_entry(entry, block.number)
    if len(entries) != block.size:
        sentence = f"第 {block.number} 块封存时有 {block.size} 条,现有 {len(entries)} 条。"
        raise _Broken("size_differs", sentence, block=block.number)
    if rules.merkle_root([entry["leaf"] for entry in entries]) != block.root:
        raise _Broken("root_differs", f"第 {block.number} 块的默克尔根与各条记录不符。", block=block.number)


def _verify_entry(entry: dict[str, Any], block: int) -> None:
    number = entry["pk"]
    if "act" not in entry:
        raise _Broken("entry_deleted", f"记录 {number}(第 {block} 块)已被删除。", block=block, entry=number)
    if rules.leaf_hash({key: entry[key] for key in rules.LEAF_FIELDS}) != entry["leaf"]:
        raise _Broken("entry_changed", f"记录 {number}(第 {block} 块)的内容被改动。", block=block, entry=number)


def _sealed_entries() -> Iterator[dict[str, Any]]:
    """Every seal in order of block and entry, with the entry's fields where the entry still stands."""
    seals = Seal.objects.order_by("block__number", "entry_id")
    rows = seals.values_list("block__number", "entry_id", "leaf").iterator(CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        standing = Entry.objects.filter(pk__in=[entry for _, entry, _ in chunk]).values(*rules.LEAF_FIELDS)
        found = {entry["pk"]: entry for entry in standing}
        for number, entry, leaf in chunk:
            yield {**found.get(entry, {"pk": entry}), "block_number": number, "leaf": leaf}
