"""Rows that are too many to hold at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

CHUNK = 500
Item = TypeVar("Item")


def in_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items, the last one shorter; holds one at a time."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk
