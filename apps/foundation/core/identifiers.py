"""Public ids as somebody typed or linked them: what is none finds nothing, instead of failing."""

from collections.abc import Iterable
from uuid import UUID


def uuid_of(text: str | None) -> UUID | None:
    """The public id that `text` is, None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def uuids_of(texts: Iterable[str]) -> list[UUID]:
    """Those of `texts` that are public ids."""
    return [found for text in texts if (found := uuid_of(text))]
