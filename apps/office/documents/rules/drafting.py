"""The body of a draft as plain text that a clerk edits, and back: what the facts made stays as it is.

A line that begins with 一、 （一） 1. or （1） is a heading of that level, however the number was typed. Tables, lists
of names and forms stand as 【表格1】: they come from recorded facts and may be moved, not rewritten.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from apps.foundation.core.errors import DomainError
from apps.office.documents.rules.pasting import text_of
from apps.office.documents.rules.tree import Block, Paragraph, Tree, numbered

LEVELS = (
    (4, re.compile(r"^[（(]\d{1,3}[）)]\s*")),
    (2, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*")),
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}、\s*")),
    (3, re.compile(r"^\d{1,3}[.．、](?!\d)\s*")),
)
FIXED = re.compile(r"^【表格(\d{1,3})】$")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
BODY_LIMIT = 100_000


def body_text(tree: Tree) -> str:
    """The body as lines; fixed blocks as numbered marks."""
    lines, fixed = [], 0
    for block, number in numbered(tree.blocks):
        if isinstance(block, Paragraph):
            lines.append(number + block.text)
        else:
            fixed += 1
            lines.append(f"【表格{fixed}】")
    return "\n".join(lines)


def with_body(tree: Tree, text: str) -> Tree:
    """The tree with its body as edited. Raises DomainError where a fixed block was lost, doubled or invented."""
    fixed = [block for block in tree.blocks if not isinstance(block, Paragraph)]
    blocks = [_block(line, fixed) for line in text_of(plain(text)).splitlines() if line.strip()]
    placed = [block for block in blocks if not isinstance(block, Paragraph)]
    if sorted(map(id, placed)) != sorted(map(id, fixed)):
        marks = "、".join(f"【表格{number}】" for number in range(1, len(fixed) + 1))
        raise DomainError(f"正文中的{marks}来自登记的数据,每个须各占一行并保留一次,请补回后再保存。")
    return replace(tree, blocks=tuple(blocks))


def plain(text: str) -> str:
    """Text without control and direction characters, line ends as \\n."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _block(line: str, fixed: Sequence[Block]) -> Block:
    line = line.strip()
    if mark := FIXED.match(line):
        number = int(mark[1])
        if not 1 <= number <= len(fixed):
            raise DomainError(f"正文中没有【表格{number}】,请删去这一行。")
        return fixed[number - 1]
    for level, pattern in LEVELS:
        if found := pattern.match(line):
            return Paragraph(line[found.end() :], level)
    return Paragraph(line)
