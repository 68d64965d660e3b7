"""The speakers' list: who may ask, who speaks, for how long."""

from collections.abc import Iterator, Sequence

from apps.foundation.core.errors import Conflict, Issue, WrongState

SPEECH_STATES = {"asked": "等候发言", "speaking": "正在发言", "spoken": "已发言", "withdrawn": "不再发言"}
SPEECH_MOVES = {
    ("asked", "调整次序"): "asked",
    ("asked", "请发言"): "speaking",
    ("speaking", "结束发言"): "spoken",
    ("asked", "撤下"): "withdrawn",
}
NOT_REACHED = "散会时尚未轮到"
TAKEN_BACK = "本人撤回"
_WHAT_INSTEAD = {
    ("speaking", "撤下"): "正在发言,不能从名单中撤下。请先“结束发言”,发言保留在记录中。",
    ("spoken", "撤下"): "已经发言,发言保留在记录中,不能撤下。",
    ("speaking", "请发言"): "已经在发言,请刷新页面。",
    ("spoken", "结束发言"): "的发言已经结束,请刷新页面。",
}


def speech_move(state: str, act: str, name: str) -> str:
    """The next state of somebody's turn. Raises WrongState: a turn that has begun is never taken off the list."""
    if (state, act) not in SPEECH_MOVES:
        usual = f"目前“{SPEECH_STATES[state]}”,不能{act}。请刷新页面,按当前状态办理。"
        raise WrongState(name + _WHAT_INSTEAD.get((state, act), usual))
    return SPEECH_MOVES[state, act]


def require_free_floor(speaking: str) -> None:
    """One speaker at a time. Raises Conflict with the name of who speaks."""
    if speaking:
        raise Conflict(f"{speaking}正在发言。请先结束这次发言,再请下一位。")


def issues_before_asking(*, sitting_state: str, is_present: bool) -> Iterator[Issue]:
    """Who has checked in may ask to speak while the sitting goes on."""
    if sitting_state == "planned":
        yield Issue("not_begun", "本场会议还没有开始,签到后即可登记发言。")
    elif sitting_state not in {"check_in", "open"}:
        yield Issue("over", "本场会议已经结束,不能再登记发言。")
    elif not is_present:
        yield Issue("not_here", "签到后才能登记发言。请先扫描会场大屏幕上的二维码签到。")


def issues_before_calling(sitting_state: str) -> Iterator[Issue]:
    """Speeches are held in an open sitting."""
    if sitting_state == "check_in":
        yield Issue("not_open", "会议还没有宣布开会,请先开会,再请代表发言。")
    elif sitting_state != "open":
        yield Issue("over", "本场会议没有在进行,不能请人发言。")


def issues_before_rising(speaking: str) -> Iterator[Issue]:
    """A sitting does not rise while somebody speaks."""
    if speaking:
        yield Issue("speaking", f"{speaking}正在发言,请先结束发言。")


def seconds_allowed(*, earlier: int, first_minutes: int, again_minutes: int) -> int:
    """The limit of a speech by somebody who spoke `earlier` times on the same item."""
    return 60 * (again_minutes if earlier else first_minutes)


def shifted(order: Sequence[int], key: int, *, up: bool) -> list[int]:
    """The order with `key` one place nearer the front or the end; at either end it stays."""
    moved = list(order)
    at = moved.index(key)
    to = min(max(at - 1 if up else at + 1, 0), len(moved) - 1)
    moved.insert(to, moved.pop(at))
    return moved
