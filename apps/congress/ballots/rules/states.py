"""The life of a poll: which act leads from which state to which."""

from collections.abc import Iterable

from apps.congress.ballots.rules.measures import Choice
from apps.foundation.core.errors import Issue, NotReady, WrongState


class State(Choice):
    """Where a poll stands."""

    DRAFT = "draft", "准备中"
    OPEN = "open", "表决中"
    CLOSED = "closed", "已截止"
    COUNTED = "counted", "已计票"
    SIGNED = "signed", "结果已确认,待宣布"
    ANNOUNCED = "announced", "已宣布"
    VOIDED = "voided", "作废"


class Act(Choice):
    """What staff, scrutineers and the chair do with a poll."""

    OPEN = "open", "开始投票"
    CLOSE = "close", "截止投票"
    COUNT = "count", "计票"
    SIGN = "sign", "签字确认"
    ANNOUNCE = "announce", "宣布结果"
    VOID = "void", "作废"


MOVES: dict[tuple[str, str], State] = {
    (State.DRAFT, Act.OPEN): State.OPEN,
    (State.OPEN, Act.CLOSE): State.CLOSED,
    (State.CLOSED, Act.COUNT): State.COUNTED,
    (State.COUNTED, Act.SIGN): State.SIGNED,
    (State.SIGNED, Act.ANNOUNCE): State.ANNOUNCED,
    # A wrong poll is voided and held again, never edited; once announced it is history.
    (State.DRAFT, Act.VOID): State.VOIDED,
    (State.OPEN, Act.VOID): State.VOIDED,
    (State.CLOSED, Act.VOID): State.VOIDED,
    (State.COUNTED, Act.VOID): State.VOIDED,
    (State.SIGNED, Act.VOID): State.VOIDED,
}


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> State:
    """The next state. Raises WrongState where the act does not belong, NotReady with every issue."""
    following = MOVES.get((state, act))
    if following is None:
        raise WrongState(f"本次表决目前“{State(state).label}”,不能{Act(act).label}。请刷新页面,按当前状态办理。")
    found = tuple(issues)
    if found:
        raise NotReady(found)
    return following
