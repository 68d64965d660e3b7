"""How long a public notice runs, when objections are heard, and what must be settled before it is concluded."""

from collections.abc import Iterator
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue, WrongState

PUBLISHED, CONCLUDED, WITHDRAWN = "published", "concluded", "withdrawn"
STATES = {PUBLISHED: "公示中", CONCLUDED: "已办结", WITHDRAWN: "已撤回"}
MOVES = {
    (PUBLISHED, "办结"): CONCLUDED,
    (PUBLISHED, "撤回"): WITHDRAWN,
    (PUBLISHED, "登记异议"): PUBLISHED,
    (PUBLISHED, "处理异议"): PUBLISHED,
}
ONLINE = "online"
TEXT_LIMIT, BODY_LIMIT = 2000, 20_000


def move(state: str, act: str) -> str:
    """The notice's next state. Raises WrongState with the present one."""
    if (state, act) not in MOVES:
        raise WrongState(f"公示目前“{STATES[state]}”,不能{act}。请刷新页面,按当前状态办理。")
    return MOVES[state, act]


def issues_before_publishing(*, title: str, body: str, starts_on: date, today: date) -> Iterator[Issue]:
    """A notice that nobody could have read is none: it begins today or later."""
    if not title.strip() or not body.strip():
        yield Issue("empty", "请填写公示的标题和内容。")
    if len(body) > BODY_LIMIT:
        yield Issue("too_long", f"公示内容不能超过{BODY_LIMIT}字,较长的名单请作为附件另行公布。")
    if starts_on < today:
        yield Issue("past", f"公示开始日期({chinese_date(starts_on)})已经过去,请选择今天或以后的日期。")


def issues_with_objecting(*, channel: str, starts_on: date, ends_on: date, on: date) -> Iterator[Issue]:
    """Online until the end of the last day, local time; letters and visits are written down until it is concluded."""
    if on < starts_on:
        yield Issue("too_early", f"公示自{chinese_date(starts_on)}开始,届时再提出意见。")
    elif on > ends_on and channel == ONLINE:
        yield Issue(
            "too_late", f"公示已于{chinese_date(ends_on)}结束,不再接收网上意见;如仍有情况反映,请直接联系公示单位。"
        )


def issues_before_concluding(*, ends_on: date, on: date, unsettled: int) -> Iterator[Issue]:
    """The last day counts in full, and every objection has its answer."""
    if on <= ends_on:
        yield Issue("running", f"公示到{chinese_date(ends_on)}结束(当日仍接收意见),次日起方可办结。")
    if unsettled:
        yield Issue("unsettled", f"还有{unsettled}条意见没有处理,请逐条作出结论。")


def standing(*, state: str, starts_on: date, ends_on: date, on: date) -> str:
    """How a notice stands on a day, in one word."""
    if state != PUBLISHED:
        return STATES[state]
    return "未开始" if on < starts_on else "公示中" if on <= ends_on else "期满待办结"


def masked(contact: str) -> str:
    """A contact as those see it who need not reply: enough to recognise."""
    return f"{contact[:3]}****{contact[-2:]}" if len(contact) >= 8 else "****" if contact else ""
