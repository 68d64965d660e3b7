"""The life of a matter and of each unit's part in it: which act leads from which state to which."""

from collections.abc import Iterable

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

DRAFT, SUBMITTED, RETURNED, REFUSED, WITHDRAWN = "draft", "submitted", "returned", "refused", "withdrawn"
ACCEPTED, PASSED_ON, HANDED_OVER, REPLIED = "accepted", "passed_on", "handed_over", "replied"
REHANDLING, MEDIATING, CLOSED, MERGED = "rehandling", "mediating", "closed", "merged"
LABELS = {
    DRAFT: "起草联名中",
    SUBMITTED: "待审核",
    RETURNED: "退回修改",
    REFUSED: "不予受理",
    WITHDRAWN: "已撤回",
    ACCEPTED: "已立案,待交办",
    PASSED_ON: "已转上级代表提出",
    HANDED_OVER: "办理中",
    REPLIED: "已答复,待评价",
    REHANDLING: "重新办理中",
    MEDIATING: "待协调处理",
    CLOSED: "已办结",
    MERGED: "已并案",
}
ACTS = {
    "change": "修改",
    "sign": "联名",
    "submit": "提交",
    "withdraw": "撤回",
    "return": "退回修改",
    "refuse": "作出不予受理决定",
    "accept": "审核立案",
    "arrange": "整理文字",
    "merge": "并案",
    "hand_over": "交办",
    "settle": "登记处理结果",
    "pass_on": "转上级代表提出",
    "handle": "办理",
    "reply": "答复",
    "rate": "评价",
    "close": "办结",
    "rehandle": "重新办理",
    "dispute": "提请协调",
    "mediate": "登记协调意见",
    "supervise": "列入重点督办",
}
OPEN = (SUBMITTED, ACCEPTED, PASSED_ON, HANDED_OVER, REPLIED, REHANDLING, MEDIATING)
"""Somebody still has to do something."""
AT_OFFICE = (SUBMITTED, ACCEPTED)
WITH_UNITS = (HANDED_OVER, REHANDLING)
WATCHED = (*AT_OFFICE, *WITH_UNITS)
"""A leader watches whether the day is kept."""
OFFICE, UNITS, PROPOSER = "office", "units", "proposer"
WAITING = {
    OFFICE: (SUBMITTED, ACCEPTED, PASSED_ON, MEDIATING),
    UNITS: WITH_UNITS,
    PROPOSER: (REPLIED, RETURNED),
}
"""Whose turn it is."""
ANSWERED = (REPLIED, CLOSED, REHANDLING, MEDIATING)
MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "sign"): DRAFT,
    (DRAFT, "submit"): SUBMITTED,
    (DRAFT, "withdraw"): WITHDRAWN,
    (RETURNED, "change"): RETURNED,
    (RETURNED, "sign"): RETURNED,
    (RETURNED, "submit"): SUBMITTED,
    (RETURNED, "withdraw"): WITHDRAWN,
    (SUBMITTED, "sign"): SUBMITTED,  # whoever was asked may still answer, whoever signed take it back
    (SUBMITTED, "arrange"): SUBMITTED,
    (SUBMITTED, "return"): RETURNED,
    (SUBMITTED, "refuse"): REFUSED,
    (SUBMITTED, "accept"): ACCEPTED,
    (SUBMITTED, "merge"): MERGED,
    (SUBMITTED, "withdraw"): WITHDRAWN,
    (ACCEPTED, "arrange"): ACCEPTED,
    (ACCEPTED, "merge"): MERGED,
    (ACCEPTED, "withdraw"): WITHDRAWN,
    (ACCEPTED, "hand_over"): HANDED_OVER,
    (ACCEPTED, "settle"): CLOSED,
    (ACCEPTED, "pass_on"): PASSED_ON,
    (PASSED_ON, "close"): CLOSED,
    (HANDED_OVER, "hand_over"): HANDED_OVER,  # another unit joins, or takes over what was returned
    (HANDED_OVER, "handle"): HANDED_OVER,
    (HANDED_OVER, "merge"): MERGED,
    (HANDED_OVER, "withdraw"): WITHDRAWN,  # 代表书面要求撤回的,办理即行终止
    (HANDED_OVER, "reply"): REPLIED,
    (REPLIED, "close"): CLOSED,
    (REPLIED, "rehandle"): REHANDLING,
    (REPLIED, "dispute"): MEDIATING,
    (REHANDLING, "hand_over"): REHANDLING,
    (REHANDLING, "handle"): REHANDLING,
    (REHANDLING, "reply"): REPLIED,
    (MEDIATING, "mediate"): CLOSED,
    (CLOSED, "rehandle"): REHANDLING,  # what an organ brought is closed with the answer, which it may send back
    (CLOSED, "dispute"): MEDIATING,
    **{(state, "supervise"): state for state in OPEN},
    (REPLIED, "rate"): REPLIED,
}

SENT, TAKEN, RETURN_ASKED, SENT_BACK = "sent", "taken", "return_asked", "sent_back"
DONE, STOPPED = "done", "stopped"
PART_LABELS = {
    SENT: "待签收",
    TAKEN: "办理中",
    RETURN_ASKED: "申请退办",
    SENT_BACK: "已退办",
    DONE: "已答复",
    STOPPED: "已终止",
}
PART_ACTS = {
    "take": "签收",
    "ask_return": "申请退办",
    "grant_return": "同意退办",
    "decline_return": "不同意退办",
    "contact": "登记沟通",
    "draft": "起草答复",
    "answer": "答复",
    "redo": "退回重办",
    "extend": "申请延期",
    "hand_on": "改由承接单位办理",
    "stop": "终止办理",
}
PART_MOVES = {
    **{(state, "hand_on"): STOPPED for state in (SENT, TAKEN, RETURN_ASKED)},
    (SENT, "take"): TAKEN,
    (SENT, "ask_return"): RETURN_ASKED,
    (TAKEN, "ask_return"): RETURN_ASKED,
    (RETURN_ASKED, "grant_return"): SENT_BACK,
    (SENT, "grant_return"): SENT_BACK,  # the office agrees by itself, also after the limit
    (TAKEN, "grant_return"): SENT_BACK,
    (RETURN_ASKED, "decline_return"): TAKEN,
    (TAKEN, "contact"): TAKEN,
    (TAKEN, "draft"): TAKEN,
    (TAKEN, "extend"): TAKEN,
    (TAKEN, "answer"): DONE,
    (DONE, "redo"): TAKEN,
    (SENT, "stop"): STOPPED,
    (TAKEN, "stop"): STOPPED,
    (RETURN_ASKED, "stop"): STOPPED,
}
PART_OPEN = (SENT, TAKEN, RETURN_ASKED)


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state of a matter. Raises WrongState where the act does not belong, NotReady with every issue."""
    return moved_when_ready(MOVES, LABELS, ACTS, state, act, issues)


def move_part(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state of a unit's part; raises as `move` does."""
    return moved_when_ready(PART_MOVES, PART_LABELS, PART_ACTS, state, act, issues)


def allows(state: str, act: str) -> bool:
    """Whether an act belongs to a state, for pages that offer it or not."""
    return (state, act) in MOVES


def part_allows(state: str, act: str) -> bool:
    """The same for a unit's part."""
    return (state, act) in PART_MOVES
