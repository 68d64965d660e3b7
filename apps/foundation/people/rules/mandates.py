"""A seat: how it may be suspended, resumed and ended (代表法第61、62条), and what goes with it."""

from collections.abc import Sequence
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue, WrongState

SERVING, SUSPENDED, ENDED = "serving", "suspended", "ended"
MOVES = {
    (SERVING, "suspend"): SUSPENDED,
    (SUSPENDED, "resume"): SERVING,
    (SERVING, "end"): ENDED,
    (SUSPENDED, "end"): ENDED,
    (ENDED, "return"): SERVING,
}
ACTS = {"suspend": "暂停执行职务", "resume": "恢复执行职务", "end": "终止资格", "return": "重新取得资格"}
STATE_NAMES = {SERVING: "在任", SUSPENDED: "暂停执行职务", ENDED: "资格终止"}

SUSPENSION_REASONS = {
    "detained": "因刑事案件被羁押正在受侦查、起诉、审判",
    "sentenced": "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利,正在服刑",
}
RESUMPTION_REASONS = {"cause_gone": "暂停执行职务的情形已经消失"}
RETURN_REASONS = {
    "elected_again": "本届内补选当选或者重新推荐产生",
    "wrongly_ended": "终止资格办理有误,予以更正",
}
DEPUTY_END_REASONS = {
    "moved_away": "迁出或者调离本行政区域",
    "resigned": "辞职被接受(含责令辞职)",
    "absent_twice": "未经批准两次不出席本级人民代表大会会议",
    "removed": "被罢免",
    "lost_nationality": "丧失中华人民共和国国籍",
    "deprived": "依照法律被剥夺政治权利",
    "incapable": "丧失行为能力",
    "died": "去世",
}
REPRESENTATIVE_END_REASONS = {
    "moved_away": "迁出或者调离本街道",
    "resigned": "辞职被接受",
    "absent_twice": "未经请假两次不出席会议",
    "misconduct": "违反法律法规或者纪律",
    "lost_nationality": "丧失中华人民共和国国籍",
    "deprived": "依照法律被剥夺政治权利",
    "incapable": "丧失行为能力",
    "died": "去世",
    "dismissed": "街道党工委决定终止",
}

# 地方组织法: whoever loses the seat loses the offices to which only deputies are elected.
POSTS_BOUND_TO_SEAT = {
    "town_congress": ("town_congress", "presidium"),
    "district_congress": ("district_congress", "standing_committee"),
}
ELECTED_TITLES = ("主席", "副主席", "主席团成员", "主任", "副主任", "委员", "秘书长")


def moved(state: str, act: str) -> str:
    """The state after `act`. Raises WrongState where the table has no such move."""
    if (state, act) not in MOVES:
        raise WrongState(f"资格当前状态为“{STATE_NAMES[state]}”,不能{ACTS[act]}。请刷新页面查看最新状态。")
    return MOVES[state, act]


def reasons_for(act: str, kind: str) -> dict[str, str]:
    """Code -> wording of the lawful reasons for `act` on a seat of `kind`."""
    if act == "end":
        return REPRESENTATIVE_END_REASONS if kind == "representative" else DEPUTY_END_REASONS
    return {"suspend": SUSPENSION_REASONS, "return": RETURN_REASONS}.get(act, RESUMPTION_REASONS)


def acts_from(state: str) -> Sequence[str]:
    """Acts that the state allows, in the order of the buttons."""
    return [act for act in ACTS if (state, act) in MOVES]


def issues_before_returning(on: date, term_ended_on: date | None) -> list[Issue]:
    """A seat comes back within its own term only (代表法: 补选的代表任期到本届届满)."""
    if term_ended_on is None or on < term_ended_on:
        return []
    return [Issue("outside_term", f"本届已于{chinese_date(term_ended_on)}届满,请在新一届授予代表资格。")]


def issues_before_moving(on: date, since: date, today: date) -> list[Issue]:
    """`since` is the day from which the present state holds."""
    issues = []
    if on < since:
        issues.append(Issue("before_state", f"生效日期不能早于当前状态的起始日期({since})。"))
    if on > today:
        issues.append(Issue("in_future", "生效日期不能晚于今天,请在事由发生之日再办理。"))
    return issues
