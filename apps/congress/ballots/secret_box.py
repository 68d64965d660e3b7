"""What the opened box of a secret poll tells everybody: how many, which serials, and what to compare on paper."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.congress.ballots.bundle import bundle_files
from apps.congress.ballots.models import Poll, PollKeys
from apps.congress.ballots.rules.secrecy import fingerprint, serial_range
from apps.foundation.core.errors import WrongState


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What scrutineers note when the poll opens, what is printed, and what is typed into a verifier."""

    head_fingerprint: str
    poll_fingerprint: str

    def lines(self) -> tuple[tuple[str, str], ...]:
        return (("箱首密钥指纹", self.head_fingerprint), ("本次表决密钥指纹", self.poll_fingerprint))


@dataclass(frozen=True, slots=True)
class BoxFacts(Fingerprints):
    """With the head of the opened box."""

    head: dict[str, Any]


def fingerprints(keys: PollKeys) -> Fingerprints:
    both = bytes(keys.signing_key), bytes(keys.sealing_key)
    return Fingerprints(fingerprint(bytes(keys.head_key)), fingerprint(*both))


def fingerprints_of(poll: Poll) -> Fingerprints | None:
    """None where the poll has no keys: it is not secret, or not open yet."""
    keys = getattr(poll, "keys", None)
    return None if keys is None else fingerprints(keys)


def box_facts(poll: Poll) -> BoxFacts | None:
    """None where the poll is not secret or its box not opened yet."""
    opened, known = getattr(poll, "box", None), fingerprints_of(poll)
    if opened is None or known is None:
        return None
    return BoxFacts(known.head_fingerprint, known.poll_fingerprint, json.loads(opened.head))


def _require_opened(poll: Poll) -> None:
    if not hasattr(poll, "box"):
        raise WrongState("票号清单和票箱核验包在截止并开箱以后才有,请稍后再来。")


def published_serials(poll: Poll) -> list[str]:
    """The serials that the keeper opened and signed, in their order. Refused before the box is opened."""
    _require_opened(poll)
    return [line[0] for line in poll.box.serials]


def files_of(poll: Poll) -> dict[str, bytes]:
    """The files of the bundle by which anybody checks the box. Refused before it is opened."""
    _require_opened(poll)
    keys, box = poll.keys, poll.box
    return bundle_files(
        definition=keys.definition, signing_key=bytes(keys.signing_key), sealing_key=bytes(keys.sealing_key),
        head_key=bytes(keys.head_key), serials=box.serials, choices=box.choices, head=box.head,
        head_signature=bytes(box.signature),
    )  # fmt: skip


def serials_like(serials: Sequence[str], typed: str) -> list[str]:
    """Those whose receipt or serial begins as typed; none where nothing can begin so."""
    found = serial_range(typed)
    return [serial for serial in serials if found and found[0] <= serial <= found[1]]
