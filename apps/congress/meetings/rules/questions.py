"""询问: question, answer, commitment, outcome (地方组织法第二十三条)."""

from collections.abc import Iterator
from datetime import date

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved

QUESTION_MOVES = {
    ("asked", "记录答复"): "answered",
    ("answered", "记录答复"): "answered",
    ("committed", "记录答复"): "answered",
    ("committed", "办结"): "done",
    ("committed", "交办承诺"): "committed",
    ("asked", "撤回"): "withdrawn",
    ("answered", "测评"): "answered",
    ("committed", "测评"): "committed",
    ("done", "测评"): "done",
}
REFUSALS = {
    "记录答复": "这项询问已经办结或者撤回,答复不能再改。",
    "办结": "这项询问没有尚待兑现的承诺,不用登记办理结果。",
    "交办承诺": "这项询问没有尚待兑现的承诺,不用交办。",
    "撤回": "这项询问已经答复或者撤回,不能再撤回;答复保留在记录中。",
    "测评": "请先记录答复,再组织满意度测评。",
}
ASKABLE = {"noticed", "in_session"}


def question_move(state: str, act: str) -> str:
    """The next state of a question. Raises WrongState with the act's own sentence."""
    return moved(QUESTION_MOVES, REFUSALS, state, act)


def issues_before_question(meeting_state: str) -> Iterator[Issue]:
    """Questions are registered once the meeting is announced and until it ends."""
    if meeting_state == "planned":
        yield Issue("not_noticed", "会议还没有通知,通知发出后才能登记询问。")
    elif meeting_state not in ASKABLE:
        yield Issue("over", "会议已经结束或者取消,不能再登记询问。可以作为建议、批评和意见提出。")


def issues_before_answer(*, answer: str, commitment: str, due_on: date | None, asked_on: date) -> Iterator[Issue]:
    """A promise has a day; a day has a promise. Written down later or corrected, that day may be past by then."""
    if not answer:
        yield Issue("no_answer", "请写明答复要点。")
    if commitment and due_on is None:
        yield Issue("no_date", "有承诺事项的,必须写明承诺期限。")
    if due_on is not None and not commitment:
        yield Issue("no_promise", "填写了承诺期限,请写明承诺事项。")
    if commitment and due_on is not None and due_on < asked_on:
        yield Issue("past", "承诺期限不能早于提出询问的日期,请核对。")


def state_after_answer(commitment: str) -> str:
    return "committed" if commitment else "answered"


def question_word(*, is_street: bool) -> str:
    """A street body has no right of 询问: its members ask."""
    return "提问" if is_street else "询问"


def opinion_word(*, is_street: bool) -> str:
    """A street body discusses, a congress deliberates."""
    return "讨论意见" if is_street else "审议意见"


def issues_before_opinion(meeting_state: str) -> Iterator[Issue]:
    """Opinions are noted from the notice on; the office completes them after the meeting."""
    if meeting_state in {"planned", "cancelled"}:
        yield Issue("not_noticed", "会议还没有通知或者已经取消,不能记录意见。")
