"""What the opened box of a secret poll tells everybody: how many, which serials, and what to compare on paper."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.congress.ballots.models import Poll, SecretBallot
from apps.congress.ballots.rules.secrecy import fingerprint, serial_range
from apps.foundation.core.errors import WrongState


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """The head of the box, and the fingerprints that are printed and typed into a verifier."""

    head: dict[str, Any]
    head_fingerprint: str
    poll_fingerprint: str

    def lines(self) -> tuple[tuple[str, str], ...]:
        return (("箱首密钥指纹", self.head_fingerprint), ("本次表决密钥指纹", self.poll_fingerprint))


def box_facts(poll: Poll) -> BoxFacts | None:
    """None where the poll is not secret or its box not opened yet."""
    opened = getattr(poll, "box", None)
    if opened is None:
        return None
    keys = poll.keys
    both = bytes(keys.signing_key), bytes(keys.sealing_key)
    return BoxFacts(json.loads(opened.head), fingerprint(bytes(keys.head_key)), fingerprint(*both))


def published_serials(poll: Poll) -> QuerySet[SecretBallot]:
    """The ballots of an opened box, by serial. Refused before: what is not closed may still grow."""
    if box_facts(poll) is None:
        raise WrongState("票号清单在截止并开箱以后公布,请稍后再查。")
    return SecretBallot.objects.filter(poll=poll).order_by("serial")


def serials_like(ballots: QuerySet[SecretBallot], typed: str) -> QuerySet[SecretBallot]:
    """Those whose receipt or serial begins as typed; none where nothing can begin so."""
    found = serial_range(typed)
    return ballots.filter(serial__range=found) if found else ballots.none()
