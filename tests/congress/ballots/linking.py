"""What a database administrator can try: bring voters and ballots, and ballots and choices, into every order that any
table, system column, dump or log gives them, and read off who voted what.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import sqrt
from operator import eq
from typing import Any

Orders = dict[str, list[Any]]
"""Name of an order to things in that order."""


def orders_by(rows: Mapping[Hashable, Mapping[str, Any]]) -> Orders:
    """The things, ordered by each of their properties, forwards and backwards."""
    names = {name for row in rows.values() for name in row}
    found: Orders = {}
    for name in sorted(names):
        found[name] = sorted(rows, key=lambda thing, name=name: rows[thing][name])
        found[f"{name} backwards"] = found[name][::-1]
    return found


@dataclass
class Evidence:
    """`voters` and `ballots` in every order that can be seen; `choices` likewise, or `shown`: what each ballot says."""

    voters: Orders
    ballots: Orders
    choices: Orders = field(default_factory=dict)
    shown: dict[Any, Any] = field(default_factory=dict)


def guesses(evidence: Evidence) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Every way to pair voters with ballots and ballots with choices: its name and the choice it gives each voter."""
    readings = {"as shown": evidence.shown} if evidence.shown else {}
    for (by, ballots), (other, choices) in product(evidence.ballots.items(), evidence.choices.items()):
        readings[f"{by} ~ {other}"] = dict(zip(ballots, choices, strict=False))
    for (one, voters), (by, ballots) in product(evidence.voters.items(), evidence.ballots.items()):
        owner = dict(zip(voters, ballots, strict=False))
        for reading, says in readings.items():
            yield f"{one} ~ {by}; {reading}", dict(zip(owner, map(says.get, owner.values()), strict=True))


def hits(evidence: Evidence, truth: Mapping[Any, Any]) -> Counter[str]:
    """How many voters each way of guessing gets right."""
    return Counter({name: sum(map(eq, map(guess.get, truth), truth.values())) for name, guess in guesses(evidence)})


def chance(truth: Mapping[Any, Any]) -> float:
    """The share that a blind assignment of the same choices gets right."""
    shares: Sequence[float] = [number / len(truth) for number in Counter(truth.values()).values()]
    return sum(share * share for share in shares)


def far_above(chance: float, voters: int) -> float:
    """The share that hardly any of a few thousand ways of guessing would reach by luck: five standard deviations."""
    return chance + 5 * sqrt(chance * (1 - chance) / voters)
