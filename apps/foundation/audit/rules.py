"""How entries become hashes: canonical JSON, a Merkle tree (RFC 6962) and a chain of blocks. Pure.

The prefixes 0, 1 and 2 keep leaves, inner nodes and blocks apart, so that none can be passed off as another.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from string import Formatter
from typing import Any

LEAF_FIELDS = (
    "pk", "at", "act", "subject_label", "subject_id", "subject_text", "user_id", "person_id",
    "actor_name", "actor_role", "reason", "facts", "area_path",
)  # fmt: skip
GENESIS = "0" * 64
LATEST_COMMIT = timedelta(hours=1)
"""No transaction lasts longer: an entry whose number is older than what was sealed then was slipped in."""

MISSING = "……"


def canonical(values: Mapping[str, Any]) -> bytes:
    """One spelling for one content: sorted keys, no spaces, UTF-8, moments in UTC to the microsecond."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_moment).encode()


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no canonical form")


def leaf_hash(entry: Mapping[str, Any]) -> str:
    """The hash of an entry given by its LEAF_FIELDS."""
    return _digest(b"\x00", canonical(entry))


def merkle_root(leaves: Sequence[str]) -> str:
    """The root over the leaf hashes; the left subtree is the largest full one (RFC 6962, 2.1)."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = merkle_root(leaves[:split]), merkle_root(leaves[split:])
    return _digest(b"\x01", bytes.fromhex(left), bytes.fromhex(right))


def block_hash(*, number: int, sealed_at: datetime, size: int, root: str, previous_hash: str) -> str:
    """The hash of a block's head, by which the next block names it."""
    head = {"number": number, "sealed_at": sealed_at, "size": size, "root": root, "previous_hash": previous_hash}
    return _digest(b"\x02", canonical(head))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


class _Sentence(Formatter):
    """Fills a template; what the entry does not hold becomes dots, for a record is never a crash."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        try:
            return super().get_field(field_name, args, kwargs)
        except (KeyError, IndexError, AttributeError, TypeError):
            return MISSING, field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return super().format_field(value, format_spec)
        except (TypeError, ValueError):
            return str(value)


def sentence(template: str, *, actor: str, subject: str, facts: Mapping[str, Any]) -> str:
    """The Chinese sentence of an act."""
    return _Sentence().vformat(template, (), {**facts, "actor": actor, "subject": subject})
