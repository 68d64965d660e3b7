"""The life of a plan: drafted, decided by the party committee, carried out, ended."""

from collections.abc import Iterable

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

DRAFT, SUBMITTED, APPROVED, ENDED, ABANDONED = "draft", "submitted", "approved", "ended", "abandoned"
LABELS = {
    DRAFT: "拟定中",
    SUBMITTED: "党委研究中",
    APPROVED: "实施中",
    ENDED: "已总结结束",
    ABANDONED: "已作废",
}
ACTS = {
    "change": "修改",
    "submit": "提请党委研究",
    "approve": "登记党委决定",
    "return": "退回修改",
    "hand_over": "交办任务",
    "amend": "调整任务",
    "end": "总结结束",
    "abandon": "作废",
}
MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "submit"): SUBMITTED,
    (DRAFT, "abandon"): ABANDONED,
    (SUBMITTED, "approve"): APPROVED,
    (SUBMITTED, "return"): DRAFT,
    (APPROVED, "hand_over"): APPROVED,
    (APPROVED, "amend"): APPROVED,
    (APPROVED, "end"): ENDED,
}


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state of a plan. Raises WrongState where the act does not belong, NotReady with every issue."""
    return moved_when_ready(MOVES, LABELS, ACTS, state, act, issues)


def allows(state: str, act: str) -> bool:
    """Whether an act belongs to a state, for pages that offer it or not."""
    return (state, act) in MOVES
