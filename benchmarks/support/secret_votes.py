"""The two requests of one secret vote, drawn beforehand."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.congress.ballots.phones import PollOnPhone
from benchmarks.support.clients import Answer, post_json

MARKS = {"approve": [f"项目{number}" for number in range(1, 11)]}


@dataclass(frozen=True, slots=True)
class SecretVote:
    """The request that takes the ballot, and what makes the second one from its answer."""

    issue: bytes
    cast: Callable[[Answer], bytes]


def phone_of(house: Mapping[str, Any]) -> PollOnPhone:
    """The poll as `full_house` prints it."""
    keys = bytes.fromhex(house["signing_key"]), bytes.fromhex(house["sealing_key"])
    return PollOnPhone(UUID(house["uuid"]), *keys, house["ballot_size"])


def vote_of(house: Mapping[str, Any], session: str, marks: Mapping[str, Any] = MARKS) -> SecretVote:
    drawn = phone_of(house).draw(marks)

    def cast(answer: Answer) -> bytes:
        signature = drawn.signature(b64decode(json.loads(answer.body)["signature"]))
        parts = {"token": drawn.token, "randomizer": drawn.randomizer, "signature": signature, "sealed": drawn.sealed}
        return post_json(house["box"], {name: b64encode(value).decode() for name, value in parts.items()})

    blinded = {"blinded": b64encode(drawn.blinded).decode()}
    return SecretVote(post_json(house["issue"], blinded, session), cast)
