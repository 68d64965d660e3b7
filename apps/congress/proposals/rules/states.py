"""The life of a proposal: which act leads from which state to which."""

from collections.abc import Iterable

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

DRAFTING, SUBMITTED, LISTED, WITHDRAWN = "drafting", "submitted", "listed", "withdrawn"
SUGGESTION, NOT_LISTED = "suggestion", "not_listed"
PASSED, REJECTED, REPORTED = "passed", "rejected", "reported"
ANSWERED, CLOSED = "answered", "closed"
LABELS = {
    DRAFTING: "起草联名中",
    SUBMITTED: "待主席团决定",
    LISTED: "已列入议程",
    SUGGESTION: "已转为建议",
    NOT_LISTED: "不列入议程",
    PASSED: "已通过",
    REJECTED: "未通过",
    REPORTED: "已报告执行情况",
    ANSWERED: "已答复",
    CLOSED: "已办结",
    WITHDRAWN: "已撤回",
}
ACTS = {
    "change": "修改",
    "sign": "联名",
    "submit": "提交",
    "withdraw": "撤回",
    "list": "作出决定",
    "suggest": "作出决定",
    "refuse": "作出决定",
    "draft_resolution": "起草决议草案",
    "pass": "写入表决结果",
    "reject": "写入表决结果",
    "report": "登记执行情况报告",
    "answer": "登记答复",
    "accept": "登记是否满意",
    "return": "登记是否满意",
}
MOVES = {
    (DRAFTING, "change"): DRAFTING,
    (DRAFTING, "sign"): DRAFTING,
    (DRAFTING, "submit"): SUBMITTED,
    (DRAFTING, "withdraw"): WITHDRAWN,
    (SUBMITTED, "withdraw"): WITHDRAWN,
    (LISTED, "withdraw"): WITHDRAWN,
    (SUBMITTED, "list"): LISTED,
    (SUBMITTED, "suggest"): SUGGESTION,
    (SUBMITTED, "refuse"): NOT_LISTED,
    (LISTED, "draft_resolution"): LISTED,
    (LISTED, "pass"): PASSED,
    (LISTED, "reject"): REJECTED,
    (PASSED, "report"): REPORTED,
    # A questioned organ answers, again where half of the signers or more are not satisfied.
    (LISTED, "answer"): ANSWERED,
    (ANSWERED, "accept"): CLOSED,
    (ANSWERED, "return"): LISTED,
}


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state. Raises WrongState where the act does not belong, NotReady with every issue."""
    return moved_when_ready(MOVES, LABELS, ACTS, state, act, issues)


def allows(state: str, act: str) -> bool:
    """Whether an act belongs to a state, for pages that offer it or not."""
    return (state, act) in MOVES
