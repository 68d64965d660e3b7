"""延期 and 调整: what may be moved, by whom asked, on what ground."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class Extending:
    """A unit asks for more time."""

    on: date
    due_on: date
    new_due_on: date
    reason: str
    is_pending: bool


def issues_before_extending(asked: Extending) -> Iterator[Issue]:
    if asked.is_pending:
        yield Issue("pending", "已经申请延期,正在研究,不能重复申请。")
    if asked.on > asked.due_on:
        yield Issue(
            "late",
            f"期限{chinese_date(asked.due_on)}已经过去,不能再申请延期,请尽快办理;确需调整的,请督办方按程序调整任务。",
        )
    if asked.new_due_on <= asked.due_on:
        yield Issue("not_later", f"延至的日期应晚于现在的期限{chinese_date(asked.due_on)}。")
    if not asked.reason.strip():
        yield Issue("no_reason", "请写明申请延期的理由。")


@dataclass(frozen=True, slots=True)
class Adjusting:
    """The supervising side changes the task. `done`: pieces reported already; `has_changes`: anything differs."""

    on: date
    starts_on: date
    due_on: date
    old_due_on: date
    planned: int | None
    done: int
    reason: str
    decision: str
    has_changes: bool


def issues_before_adjusting(asked: Adjusting) -> Iterator[Issue]:
    if not asked.has_changes:
        yield Issue("nothing", "没有调整任何内容,请修改需要调整的内容。")
    if asked.due_on != asked.old_due_on and asked.due_on < max(asked.on, asked.starts_on):
        yield Issue("past", f"完成期限{chinese_date(asked.due_on)}已经过去,请改为今天或者以后的日期。")
    if asked.planned == 0:
        yield Issue("nothing_planned", "计划数量不能为0;不再办理的,请终止任务。")
    elif asked.planned is not None and asked.planned < asked.done:
        yield Issue("below_done", f"计划数量{asked.planned}少于已经完成的{asked.done}。")
    if not asked.reason.strip():
        yield Issue("no_reason", "请写明调整的理由。")
    if not asked.decision.strip():
        yield Issue("no_decision", "请写明调整的依据:作出决定的会议或者文件。")
