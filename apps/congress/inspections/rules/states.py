"""The life of an inspection: planned, announced, held, reported, handed over, answered, closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved

PLANNED, NOTICED, HELD, REPORTED = "planned", "noticed", "held", "reported"
HANDED_OVER, FED_BACK, CLOSED, CALLED_OFF = "handed_over", "fed_back", "closed", "called_off"
MOVES = {
    (PLANNED, "change"): PLANNED,
    (NOTICED, "change"): NOTICED,
    (PLANNED, "notice"): NOTICED,
    (NOTICED, "answer"): NOTICED,
    (NOTICED, "sign_in"): NOTICED,
    (HELD, "sign_in"): HELD,
    (NOTICED, "hold"): HELD,
    (NOTICED, "find"): NOTICED,
    (HELD, "find"): HELD,
    (HELD, "report"): HELD,
    (REPORTED, "report"): REPORTED,
    (HELD, "finish_report"): REPORTED,
    (REPORTED, "hand_over"): HANDED_OVER,
    (HANDED_OVER, "all_fed_back"): FED_BACK,
    (FED_BACK, "send_back"): HANDED_OVER,
    (HANDED_OVER, "send_back"): HANDED_OVER,
    (FED_BACK, "close"): CLOSED,
    # A report without opinions has nothing to hand over.
    (REPORTED, "close"): CLOSED,
    (PLANNED, "call_off"): CALLED_OFF,
    (NOTICED, "call_off"): CALLED_OFF,
}
REFUSALS = {
    "change": "活动已经开展或取消,安排不能再修改。",
    "notice": "通知已经发出或活动已取消,请刷新页面。",
    "answer": "活动尚未通知或已经开展,现在不能再回复。有变动的,请联系人大工作人员。",
    "sign_in": "现在不能签到:活动尚未通知,或者报告已经形成。",
    "hold": "只有已经通知、尚未开展的活动可以登记开展,请刷新页面。",
    "find": "活动报告已经形成或者活动已取消,不能再登记发现的情况;确需补充的,请联系人大工作人员。",
    "report": "活动尚未开展或者意见已经交办,报告和意见清单不能再修改。",
    "finish_report": "活动尚未开展或者报告已经形成,请刷新页面。",
    "hand_over": "报告形成以后才能交办;已经交办的不能重复交办,请刷新页面。",
    "all_fed_back": "意见尚未全部反馈。",
    "send_back": "视察调研已经办结,意见的答复不能再退回。仍有问题的,请安排跟踪视察。",
    "close": "意见全部反馈以后才能办结,请刷新页面。",
    "call_off": "活动已经开展,不能取消。",
}
STEPS = (
    ("安排", PLANNED),
    ("通知", NOTICED),
    ("开展", HELD),
    ("报告", REPORTED),
    ("交办", HANDED_OVER),
    ("反馈", FED_BACK),
    ("办结", CLOSED),
)


def move(state: str, act: str) -> str:
    """The state after `act`. Raises WrongState with the act's own sentence."""
    return moved(MOVES, REFUSALS, state, act)


def allows(state: str, act: str) -> bool:
    """Whether a page offers `act`."""
    return (state, act) in MOVES


@dataclass(frozen=True, slots=True)
class Plan:
    """What was settled before the notice goes out."""

    on: date
    starts_on: date
    stops: int
    participants: int
    basis: str
    is_street: bool
    is_law_check: bool


def issues_before_notice(plan: Plan) -> Iterator[Issue]:
    """What is missing before participants are told."""
    if not plan.stops:
        yield Issue("no_stop", "还没有安排路线,请至少填写一个点位。")
    if not plan.participants:
        yield Issue("nobody", "还没有确定参加代表,请先选择。")
    if plan.starts_on < plan.on:
        yield Issue("past", f"活动日期{chinese_date(plan.starts_on)}已过,请先修改日期。")
    if plan.is_street and plan.is_law_check and not plan.basis.strip():
        yield Issue(
            "street_law_check",
            "街道不是一级人大,执法检查受区人大常委会委托或者配合开展,请在“依据”中写明。",
        )


def issues_before_holding(*, on: date, starts_on: date, came: int) -> Iterator[Issue]:
    """It was held when its day has come and somebody came."""
    if on < starts_on:
        yield Issue("too_early", f"活动定于{chinese_date(starts_on)}开展,当日起才能登记开展。")
    if not came:
        yield Issue("nobody_came", "还没有代表签到;不再开展的,请改为“取消活动”。")


def issues_before_finding(*, on: date, starts_on: date, answer: str) -> Iterator[Issue]:
    """What is seen is written down from the day on; not by who is recused (`answer` is "" for the office)."""
    if on < starts_on:
        yield Issue("too_early", f"活动定于{chinese_date(starts_on)}开展,当日起才能登记发现的情况。")
    if answer == "recused":
        yield Issue("recused", "您已回避本次活动,不能登记发现的情况。")


def issues_before_report(*, situation: str, problems: str, opinions: int) -> Iterator[Issue]:
    """视察、调研报告: what was seen; opinions need problems that they answer."""
    if not situation.strip():
        yield Issue("no_situation", "报告还没有“情况”部分,请先填写。")
    if opinions and not problems.strip():
        yield Issue("no_problems", "提出了意见建议的,请在报告中写明“问题”。")


def issues_before_hand_over(*, opinions: int, gone: Sequence[tuple[int, str]] = ()) -> Iterator[Issue]:
    """`gone`: numbers of opinions whose unit exists no longer, with its name."""
    if not opinions:
        yield Issue("no_opinion", "还没有意见建议,无须交办;可以直接办结。")
    for number, name in gone:
        yield Issue("unit_gone", f"第{number}条的{name}已经撤销,请在意见清单中改选承接其职责的单位。")


def issues_before_close(*, state: str, opinions: int) -> Iterator[Issue]:
    """A report with opinions is closed after they were handed over and answered."""
    if state == REPORTED and opinions:
        yield Issue("not_handed_over", f"还有{opinions}条意见没有交办,请先交办。")
