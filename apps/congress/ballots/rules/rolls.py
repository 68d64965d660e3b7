"""The roll of a poll: who may vote, in a fixed order, with a digest that anybody can recompute."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple


class RollMember(NamedTuple):
    """One voter: the seat they vote for, the person, and the name of the day."""

    mandate_id: int
    person_id: int
    name: str


def roll_hash(roll: Iterable[RollMember]) -> str:
    """SHA-256 over one line per voter in the order of the roll: number, seat, person, name, tab between them."""
    digest = hashlib.sha256()
    for number, member in enumerate(roll, start=1):
        digest.update(f"{number}\t{member.mandate_id}\t{member.person_id}\t{member.name}\n".encode())
    return digest.hexdigest()
