"""Punctuation of official papers (GB/T 15834): full width beside hanzi, as it stands in 14:30 or 1,000."""

import re
from collections.abc import Mapping
from typing import Any

from apps.office.documents.rules.tree import Tree, from_json, to_json

HANZI = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’"
WIDE = str.maketrans(",:;?!", "，：；？！")
BESIDE = re.compile(rf"(?<=[{HANZI}])[,:;?!]|[,:;?!](?=[{HANZI}])")
BRACKETS = re.compile(rf"\(([^()]*[{HANZI}][^()]*)\)|(?<=[{HANZI}])\(([^()]*)\)|\(([^()]*)\)(?=[{HANZI}])")


def full_width(text: str) -> str:
    """The text with the punctuation of its hanzi in full width."""
    text = BRACKETS.sub(lambda found: f"（{next(part for part in found.groups() if part is not None)}）", text)
    return BESIDE.sub(lambda found: found[0].translate(WIDE), text)


def official(tree: Tree) -> Tree:
    """A tree made from recorded facts, in official punctuation throughout."""
    return from_json(_wide(to_json(tree)))


def _wide(value: Any) -> Any:
    if isinstance(value, str):
        return full_width(value)
    if isinstance(value, Mapping):
        return {key: _wide(one) for key, one in value.items()}
    return [_wide(one) for one in value] if isinstance(value, list) else value
