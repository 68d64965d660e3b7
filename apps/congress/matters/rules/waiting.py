"""What a matter waits for, in plain words; colours of its states."""

from apps.congress.matters.rules import states

WAITS_FOR = {
    states.DRAFT: "还没有提交",
    states.SUBMITTED: "等人大工作人员审核",
    states.RETURNED: "等提出人修改后再提交",
    states.ACCEPTED: "等确定承办单位",
    states.PASSED_ON: "等上级人大代表提出建议",
    states.HANDED_OVER: "等承办单位答复",
    states.REPLIED: "等提出人评价",
    states.REHANDLING: "等承办单位重新答复",
    states.MEDIATING: "等人大组织协调",
}
TONES = {
    states.DRAFT: "orange", states.RETURNED: "orange", states.SUBMITTED: "blue", states.ACCEPTED: "blue",
    states.PASSED_ON: "blue", states.HANDED_OVER: "blue", states.REHANDLING: "orange", states.REPLIED: "green",
    states.CLOSED: "green", states.REFUSED: "red", states.MEDIATING: "red",
}  # fmt: skip


def waits_for(state: str, *, is_own: bool = False) -> str:
    """`等承办单位答复`, "" where nobody has to do anything; `is_own`: said to the proposer."""
    words = WAITS_FOR.get(state, "")
    return words.replace("提出人", "您") if is_own else words


def tone_of(state: str) -> str:
    return TONES.get(state, "secondary")
