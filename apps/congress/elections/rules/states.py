"""The life of an election, and of a resignation or removal put to the vote: which act leads where."""

from collections.abc import Iterable

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

NOMINATING, DELIBERATING, PRELIMINARY = "nominating", "deliberating", "preliminary"
FIXED, POLLED, DECIDED, CLOSED = "candidates_fixed", "polled", "decided", "closed"
LABELS = {
    NOMINATING: "提名中",
    DELIBERATING: "酝酿讨论",
    PRELIMINARY: "预选",
    FIXED: "候选人已确定",
    POLLED: "投票表决",
    DECIDED: "已产生结果",
    CLOSED: "不再进行",
}
ACTS = {
    "nominate": "提名、附议",
    "change": "修改设置",
    "close_nominations": "截止提名",
    "end_early": "提前截止提名",
    "reopen": "重新开放提名",
    "answer": "登记本人意见",
    "withdraw_nomination": "撤回提名",
    "hold_preliminary": "组织预选",
    "fix": "确定候选人",
    "put_to_vote": "提交投票",
    "decide": "写入结果",
    "void_preliminary": "重新预选",
    "void_vote": "重新投票",
    "put_question": "提交表决",
    "void_question": "重新表决",
    "defend": "登记申辩意见",
    "call_off": "终止",
}
MOVES = {
    (NOMINATING, "nominate"): NOMINATING,
    (NOMINATING, "change"): NOMINATING,
    (NOMINATING, "close_nominations"): DELIBERATING,
    (NOMINATING, "end_early"): DELIBERATING,
    (DELIBERATING, "reopen"): NOMINATING,
    (NOMINATING, "answer"): NOMINATING,
    (DELIBERATING, "answer"): DELIBERATING,
    # 地方组织法 art. 27: proposals may be taken back until the candidates stand.
    (NOMINATING, "withdraw_nomination"): NOMINATING,
    (DELIBERATING, "withdraw_nomination"): DELIBERATING,
    (DELIBERATING, "hold_preliminary"): PRELIMINARY,
    (PRELIMINARY, "hold_preliminary"): PRELIMINARY,
    (DELIBERATING, "fix"): FIXED,
    (PRELIMINARY, "fix"): FIXED,
    (PRELIMINARY, "void_preliminary"): DELIBERATING,
    (FIXED, "put_to_vote"): POLLED,
    (POLLED, "decide"): DECIDED,
    (POLLED, "void_vote"): FIXED,
    # A resignation or removal has no candidates: from deliberation to the vote.
    (DELIBERATING, "put_question"): POLLED,
    (POLLED, "void_question"): DELIBERATING,
    (NOMINATING, "defend"): NOMINATING,
    (DELIBERATING, "defend"): DELIBERATING,
    (NOMINATING, "call_off"): CLOSED,
    (DELIBERATING, "call_off"): CLOSED,
    (PRELIMINARY, "call_off"): CLOSED,
    (FIXED, "call_off"): CLOSED,
    (POLLED, "call_off"): CLOSED,
}


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state. Raises WrongState where the act does not belong, NotReady with every issue."""
    return moved_when_ready(MOVES, LABELS, ACTS, state, act, issues)
