"""The lives of a meeting, a sitting and a leave request: which act leads from which state to which."""

from apps.foundation.core.errors import WrongState

MEETING_STATES = {
    "planned": "拟召开",
    "noticed": "已通知",
    "in_session": "会议中",
    "closed": "已闭会",
    "cancelled": "已取消",
}
MEETING_MOVES = {
    ("planned", "发出通知"): "noticed",
    ("planned", "修改"): "planned",
    ("planned", "登记决定召开"): "planned",
    ("planned", "修改列席名单"): "planned",
    ("noticed", "修改列席名单"): "noticed",
    ("in_session", "修改列席名单"): "in_session",
    ("planned", "安排座次"): "planned",
    ("noticed", "安排座次"): "noticed",
    ("in_session", "安排座次"): "in_session",
    ("noticed", "修改"): "noticed",
    ("in_session", "修改"): "in_session",
    ("noticed", "开始签到"): "noticed",
    ("in_session", "开始签到"): "in_session",
    ("noticed", "开会"): "in_session",
    ("in_session", "开会"): "in_session",
    ("in_session", "闭会"): "closed",
    ("planned", "取消"): "cancelled",
    ("noticed", "取消"): "cancelled",
}
FIRST = {"开始签到": "请先发出会议通知,再开始签到。", "开会": "请先发出会议通知、开始签到,再宣布开会。"}
SITTING_STATES = {
    "planned": "未开始",
    "check_in": "签到中",
    "open": "进行中",
    "closed": "已散会",
    "called_off": "未举行",
}
SITTING_MOVES = {
    ("planned", "开始签到"): "check_in",
    ("check_in", "开会"): "open",
    ("check_in", "宣布不举行"): "called_off",
    ("open", "散会"): "closed",
    # Late arrivals are recorded while the sitting goes on; a tick is taken back only before it opened.
    ("check_in", "签到"): "check_in",
    ("open", "签到"): "open",
    ("check_in", "撤销签到"): "check_in",
    ("open", "表决"): "open",
    ("check_in", "转入议程"): "check_in",
    ("open", "转入议程"): "open",
    ("planned", "安排表决"): "planned",
    ("check_in", "安排表决"): "check_in",
    ("open", "安排表决"): "open",
    ("planned", "修改日程"): "planned",
    ("check_in", "修改日程"): "check_in",
    ("open", "修改日程"): "open",
    ("check_in", "登记列席"): "check_in",
    ("open", "登记列席"): "open",
}
LEAVE_STATES = {"asked": "待批准", "granted": "已批准", "refused": "未批准", "withdrawn": "已撤回"}
LEAVE_MOVES = {
    ("asked", "批准"): "granted",
    ("asked", "不批准"): "refused",
    ("asked", "撤回"): "withdrawn",
    ("granted", "撤回"): "withdrawn",
}


def meeting_move(state: str, act: str) -> str:
    """The meeting's next state. Raises WrongState with the present one."""
    if state == "planned" and act in FIRST:
        raise WrongState(FIRST[act])
    return _move("会议", MEETING_STATES, MEETING_MOVES, state, act)


def sitting_move(state: str, act: str) -> str:
    """The sitting's next state. Raises WrongState with the present one."""
    return _move("本场会议", SITTING_STATES, SITTING_MOVES, state, act)


def leave_move(state: str, act: str) -> str:
    """The leave request's next state. Raises WrongState with the present one."""
    return _move("该请假", LEAVE_STATES, LEAVE_MOVES, state, act)


def allows(moves: dict[tuple[str, str], str], state: str, act: str) -> bool:
    """Whether an act belongs to a state, for pages that offer it or not."""
    return (state, act) in moves


def _move(noun: str, states: dict[str, str], moves: dict[tuple[str, str], str], state: str, act: str) -> str:
    if (state, act) not in moves:
        raise WrongState(f"{noun}目前“{states[state]}”,不能{act}。请刷新页面,按当前状态办理。")
    return moves[state, act]
