"""A lawful recount case of 80 deputies to vary, and short ways to write its parts."""

from typing import Any

from apps.congress.ballots.rules.cases import recount

PLAIN = {
    "model": "choose_up_to",
    "seats": 2,
    "base": "all",
    "threshold": "more_than_half",
    "quorum": "two_thirds",
    "due": 80,
    "present": 70,
    "issued": 70,
    "received": 70,
    "void": 0,
    "tie_rule": "run_off",
    "shortage_rule": "adopt_above",
}


def case(**changes: Any) -> dict[str, Any]:
    """The plain case with changes; `...` takes a field away."""
    return {key: value for key, value in (PLAIN | changes).items() if value is not ...}


def votes(**approvals: int) -> list[dict[str, Any]]:
    """`votes(甲=41)` -> `[{"name": "甲", "approve": 41}]`."""
    return [{"name": name, "approve": approve} for name, approve in approvals.items()]


def names(text: str) -> list[dict[str, str]]:
    """`names("甲 乙")` -> items without numbers, as they stand beside raw ballots."""
    return [{"name": name} for name in text.split()]


def box(*ballots: Any, **changes: Any) -> dict[str, Any]:
    """A case of raw ballots in which everybody due came and voted, so half of the box is half of all."""
    size = len(ballots)
    turnout = {"due": size, "present": size, "issued": size, "received": size, "void": ...}
    return case(**(turnout | {"ballots": list(ballots)} | changes))


def outcome(payload: Any) -> dict[str, Any]:
    """The result of a case that must be in order."""
    status, output = recount(payload)
    assert status == 0, output
    return output


def codes(payload: Any) -> list[tuple[str, str]]:
    """Code and place of every problem of a case that must be refused."""
    status, output = recount(payload)
    assert status == 2, output
    return [(problem["code"], problem["field"]) for problem in output]


def item(result: dict[str, Any], name: str) -> dict[str, Any]:
    """One line of the result."""
    return next(line for line in result["items"] if line["name"] == name)
