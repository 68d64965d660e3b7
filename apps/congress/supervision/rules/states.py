"""The life of an assignment, of a supervision sheet and of a claim: which act leads from which state to which.

交办 -> 签收 -> 按期报告 -> 报完成 -> 核查 -> 销号.
"""

from collections.abc import Iterable

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

DRAFT, HANDED_OVER, RUNNING, CLAIMED = "draft", "handed_over", "running", "claimed"
VERIFIED, CLOSED, CANCELLED = "verified", "closed", "cancelled"
LABELS = {
    DRAFT: "拟定中",
    HANDED_OVER: "待签收",
    RUNNING: "办理中",
    CLAIMED: "已报完成,待核查",
    VERIFIED: "已核查,待销号",
    CLOSED: "已销号",
    CANCELLED: "已终止",
}
ACTS = {
    "change": "修改",
    "hand_over": "交办",
    "acknowledge": "签收",
    "report": "报送进展",
    "mark": "登记节点完成",
    "unmark": "撤回节点登记",
    "adjust": "调整任务",
    "extend": "延期",
    "warn": "发督办单",
    "claim": "报完成",
    "verify": "核查",
    "return": "退回继续办理",
    "close": "销号",
    "cancel": "终止",
}
OPEN = (HANDED_OVER, RUNNING, CLAIMED, VERIFIED)
"""Handed over, and somebody still has to do something."""
WITH_UNITS = (HANDED_OVER, RUNNING)
"""The units have it: only here is time running against them."""
MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "hand_over"): HANDED_OVER,
    (DRAFT, "cancel"): CANCELLED,
    (HANDED_OVER, "acknowledge"): RUNNING,
    (RUNNING, "acknowledge"): RUNNING,  # the other units sign for it, too
    (RUNNING, "report"): RUNNING,
    (RUNNING, "mark"): RUNNING,
    (RUNNING, "unmark"): RUNNING,
    (RUNNING, "extend"): RUNNING,
    (RUNNING, "claim"): CLAIMED,
    (CLAIMED, "verify"): VERIFIED,
    (CLAIMED, "return"): RUNNING,
    (VERIFIED, "return"): RUNNING,
    (VERIFIED, "close"): CLOSED,
    **{(state, act): state for state in WITH_UNITS for act in ("warn", "adjust")},
    **{(state, "cancel"): CANCELLED for state in OPEN},
}

SHEET_DRAFT, ISSUED, ANSWERED, SHEET_CLOSED, WITHDRAWN = "draft", "issued", "answered", "closed", "withdrawn"
SHEET_LABELS = {
    SHEET_DRAFT: "拟稿签发中",
    ISSUED: "待反馈",
    ANSWERED: "已反馈,待办结",
    SHEET_CLOSED: "已办结",
    WITHDRAWN: "已撤销",
}
SHEET_ACTS = {"issue": "签发", "answer": "反馈", "return": "退回反馈", "close": "办结", "withdraw": "撤销"}
SHEET_MOVES = {
    (SHEET_DRAFT, "issue"): ISSUED,
    (SHEET_DRAFT, "withdraw"): WITHDRAWN,
    (ISSUED, "answer"): ANSWERED,
    (ISSUED, "withdraw"): WITHDRAWN,
    (ANSWERED, "return"): ISSUED,
    (ANSWERED, "close"): SHEET_CLOSED,
}


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state of an assignment. Raises WrongState where the act does not belong, NotReady with every issue."""
    return moved_when_ready(MOVES, LABELS, ACTS, state, act, issues)


def move_sheet(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state of a supervision sheet; raises as `move` does."""
    return moved_when_ready(SHEET_MOVES, SHEET_LABELS, SHEET_ACTS, state, act, issues)


def allows(state: str, act: str) -> bool:
    """Whether an act belongs to a state, for pages that offer it or not."""
    return (state, act) in MOVES


def sheet_allows(state: str, act: str) -> bool:
    """The same for a supervision sheet."""
    return (state, act) in SHEET_MOVES
