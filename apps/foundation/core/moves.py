"""Which act leads from which state to which: one table a noun, and a sentence for what the table does not have."""

from collections.abc import Iterable, Mapping

from apps.foundation.core.errors import Issue, NotReady, WrongState


def moved(moves: Mapping[tuple[str, str], str], refusals: Mapping[str, str], state: str, act: str) -> str:
    """The state after `act`; WrongState with the act's own sentence where it is not possible."""
    if (state, act) not in moves:
        raise WrongState(refusals[act])
    return moves[state, act]


def moved_when_ready(
    moves: Mapping[tuple[str, str], str],
    labels: Mapping[str, str],
    acts: Mapping[str, str],
    state: str,
    act: str,
    issues: Iterable[Issue],
) -> str:
    """The state after `act`; WrongState that names state and act, NotReady with every issue that is in the way."""
    if (state, act) not in moves:
        raise WrongState(f"目前“{labels[state]}”,不能{acts[act]}。请刷新页面,按当前状态办理。")
    if found := tuple(issues):
        raise NotReady(found)
    return moves[state, act]
