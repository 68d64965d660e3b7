"""After the hand-over: 任务分解, the words for how far a project is, adjustments and rectification. No database."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved

WRITING, SUBMITTED, ACCEPTED = "writing", "submitted", "accepted"
MOVES: Mapping[tuple[str, str], str] = {
    (WRITING, "change"): WRITING,
    (WRITING, "submit"): SUBMITTED,
    (SUBMITTED, "return"): WRITING,
    (SUBMITTED, "accept"): ACCEPTED,
}
REFUSALS: Mapping[str, str] = {
    "change": "任务分解方案已经报送,不能再改。确需修改的,请由人大退回;已经接受的,按程序调整项目。",
    "submit": "任务分解方案已经报送,不能重复报送。",
    "return": "任务分解方案还没有报送,或者已经接受,不能退回。",
    "accept": "任务分解方案须先报送,并且只接受一次。",
}
MID_YEAR, COMPLETION = "livelihood_mid_year", "livelihood_completion"
"""Kinds of the reports that the government makes on a season."""
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))

CONGRESS, STANDING = "congress", "standing"
"""Who may adjust: 代表大会会议; or its 主席团 or 常委会 as well, where the place allows it."""

GUARDED = "民生实事项目经票决(票选)产生,数量、地点、期限的调整和终止须由人大决定,请由人大工作人员在项目页面登记决定。"

PLANNING, WORKING, LATE, WAITING = "planning", "working", "late", "waiting"
TAKEN, ASSESSED, RECTIFYING, ENDED, ARCHIVED = "taken", "assessed", "rectifying", "ended", "archived"
WORDS = {
    PLANNING: "待分解",
    WORKING: "办理中",
    LATE: "逾期",
    WAITING: "待验收",
    TAKEN: "已验收",
    ASSESSED: "已测评",
    RECTIFYING: "整改中",
    ENDED: "已终止",
    ARCHIVED: "已归档",
}


def breakdown_move(state: str, act: str) -> str:
    """The state after `act`; raises WrongState with a sentence where the act is not possible."""
    return moved(MOVES, REFUSALS, state, act)


@dataclass(frozen=True, slots=True)
class UsualNode:
    """A quarterly node until somebody plans otherwise; figures are cumulative, money in yuan."""

    title: str
    due_on: date
    percent: int
    investment: Decimal


def usual_nodes(starts_on: date, due_on: date, investment: Decimal) -> list[UsualNode]:
    """One node at the end of every quarter that the project lasts, the last one on its last day, in equal parts."""
    days = [day for year in range(starts_on.year, due_on.year + 1) for day in _quarter_ends(year)]
    days = [day for day in days if starts_on <= day < due_on] + [due_on]
    whole = len(days)
    return [
        UsualNode(
            f"{day.year}年第{(day.month + 2) // 3}季度", day, 100 * place // whole,
            (investment * place / whole).quantize(Decimal("0.01")),
        )
        for place, day in enumerate(days, start=1)
    ]  # fmt: skip


def _quarter_ends(year: int) -> list[date]:
    return [date(year, month, day) for month, day in QUARTER_ENDS]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One project's plan as the checks see it; `nodes`: title, last day, percent, quantity, investment."""

    name: str
    starts_on: date
    due_on: date
    voted_due_on: date
    leader: str
    quantity: int | None
    investment: Decimal
    nodes: Sequence[tuple[str, date, int, int | None, Decimal | None]]


def issues_with_breakdown(plans: Sequence[PlanFacts]) -> Iterator[Issue]:
    """What is missing before the breakdown may be submitted; the rest the hand-over itself checks."""
    for plan in plans:
        yield from (Issue(issue.code, f"“{plan.name}”:{issue.sentence}") for issue in _issues_with_plan(plan))


def _issues_with_plan(plan: PlanFacts) -> Iterator[Issue]:
    if not plan.leader.strip():
        yield Issue("leader", "请填写责任领导。")
    if plan.due_on > plan.voted_due_on:
        voted = chinese_date(plan.voted_due_on)
        yield Issue("later", f"完成期限不能晚于票决确定的{voted};确需延后的,按程序调整。")
    if not plan.nodes:
        yield Issue("nodes", "请填写季度节点。")
        return
    nodes = sorted(plan.nodes, key=lambda node: node[1])
    if nodes[-1][2] != 100:
        yield Issue("whole", "最后一个节点的累计进度应为100%。")
    for title, day, *_ in nodes:
        if not plan.starts_on <= day <= plan.due_on:
            yield Issue("node_day", f"节点“{title}”的期限不在项目起止日期之内。")
    if [node[2] for node in nodes] != sorted(node[2] for node in nodes):
        yield Issue("node_order", "节点的累计进度应逐个增加。")
    if plan.quantity is not None and nodes[-1][3] not in (None, plan.quantity):
        yield Issue("quantity", f"最后一个节点的累计数量应为计划数量{plan.quantity}。")
    if any((node[4] or 0) > plan.investment for node in nodes):
        yield Issue("investment", "节点的累计投资不能超过计划投资。")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a chosen project. `assignment`: its state in supervision, "" before; `passed`: of the latest
    assessment, None before the first; `reported`: its rectification was reported.
    """

    assignment: str = ""
    is_red: bool = False
    passed: bool | None = None
    is_archived: bool = False


def standing_of(known: Standing) -> str:
    """A key of WORDS. 逾期 is what supervision calls red while the units are at work."""
    if known.is_archived:
        return ARCHIVED
    if known.assignment == "cancelled":
        return ENDED
    if known.passed is not None:
        return ASSESSED if known.passed else RECTIFYING
    if not known.assignment:
        return PLANNING
    if known.assignment == "closed":
        return TAKEN
    if known.assignment in ("claimed", "verified"):
        return WAITING
    return LATE if known.is_red else WORKING


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided to adjust or stop a project, when and where it stands. `poll`: None where none is named, else
    whether it was announced and adopted.
    """

    organ: str
    allowed: Sequence[str]
    decided_on: date
    on: date
    reason: str
    reference: str
    poll: bool | None = None


def issues_with_decision(decision: Decision) -> Iterator[Issue]:
    """Neither a unit nor the office adjusts by itself (domain rules §3.1 step 12)."""
    if decision.organ not in decision.allowed:
        yield Issue("organ", "按本地规则,项目的调整和终止须由人民代表大会会议决定,主席团、常委会不能决定。")
    if decision.decided_on > decision.on:
        yield Issue("day", "决定日期不能晚于今天:作出决定以后才能登记。")
    if not decision.reason.strip():
        yield Issue("reason", "请写明理由。")
    if decision.poll is False:
        yield Issue("poll", "所选表决没有通过或者还没有宣布结果,不能作为依据。")
    if not decision.reference.strip() and decision.poll is None:
        yield Issue("reference", "请写明决议、决定的名称或者文号,或者选择会议上的表决。")


def report_due_on(season_year: int, later: int, month: int) -> date:
    """The last day of the month in which a report of a season is due, `later` years after its own."""
    year = season_year + later
    return date(year, month, monthrange(year, month)[1])


def is_twice_dissatisfied(passed: Sequence[bool]) -> bool:
    """The last two assessments went against it (domain rules §3.4): 专题询问 or other hard supervision."""
    return len(passed) > 1 and not any(passed[-2:])
