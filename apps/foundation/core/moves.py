"""Which act leads from which state to which: one table a noun, and a sentence for what the table does not have."""

from collections.abc import Mapping

from apps.foundation.core.errors import WrongState


def moved(moves: Mapping[tuple[str, str], str], refusals: Mapping[str, str], state: str, act: str) -> str:
    """The state after `act`; WrongState with the act's own sentence where it is not possible."""
    if (state, act) not in moves:
        raise WrongState(refusals[act])
    return moves[state, act]
