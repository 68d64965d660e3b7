"""报完成, 核查, 销号: what must be there, and who may not judge what they did themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class Claim:
    """What the unit says is done. `open_nodes` are titles of milestones not done; `least`: pieces reported already."""

    statement: str
    planned: int | None
    done: int | None
    least: int
    open_nodes: Sequence[str]
    has_files: bool


def issues_with_claim(claim: Claim) -> Iterator[Issue]:
    """Fewer pieces than planned may be claimed: that is the truth, and red until it is made up for or adjusted."""
    if not claim.statement.strip():
        yield Issue("no_statement", "请写明完成情况。")
    if not claim.has_files:
        yield Issue("no_evidence", "报完成须附上能证明完成的照片或者文件(验收单、现场照片等)。")
    for title in claim.open_nodes:
        yield Issue("node", f"节点“{title}”还没有登记完成。")
    if claim.planned is not None and claim.done is None:
        yield Issue("no_quantity", f"这项任务计划数量为{claim.planned},请填写完成数量。")
    elif claim.done is not None and claim.done < claim.least:
        yield Issue("quantity_back", f"完成数量{claim.done}少于进展中已经报送的{claim.least}。报错了的,请先更正报告。")


@dataclass(frozen=True, slots=True)
class Verification:
    """Somebody's finding. `is_own`: the verifier claimed it or belongs to a unit that does it."""

    on: date
    verified_on: date
    claimed_on: date
    finding: str
    planned: int | None
    done: int | None
    is_own: bool


def issues_with_verification(found: Verification) -> Iterator[Issue]:
    if found.is_own:
        yield Issue("own", "报完成的人和承办单位不能核查自己办的事,请由督办方或者指定的核查单位核查。")
    if not found.finding.strip():
        yield Issue("no_finding", "请写明核查意见:怎样核查的,看到了什么。")
    if not found.claimed_on <= found.verified_on <= found.on:
        yield Issue("day", f"核查日期应在报完成之日({chinese_date(found.claimed_on)})以后、今天以前。")
    if found.planned is not None and (found.done or 0) < found.planned:
        short = found.planned - (found.done or 0)
        yield Issue(
            "short",
            f"计划{found.planned},完成{found.done or 0},少{short},不能核查通过:请退回继续办理,或者按程序调整计划数量。",
        )


def issues_before_closing(open_sheets: int) -> Iterator[Issue]:
    """An assignment is over once nothing of it is awaited."""
    if open_sheets:
        yield Issue("sheets", f"还有{open_sheets}份督办单没有办结,请先办结或者撤销。")


@dataclass(frozen=True, slots=True)
class NodeDone:
    """A milestone's end as told."""

    on: date
    done_on: date
    starts_on: date
    note: str
    planned: int | None
    actual: int | None
    has_files: bool


def issues_with_node(node: NodeDone) -> Iterator[Issue]:
    if not node.starts_on <= node.done_on <= node.on:
        yield Issue("day", f"完成日期应在任务开始之日({chinese_date(node.starts_on)})以后、今天以前。")
    if not node.note.strip():
        yield Issue("no_note", "请写明节点的完成情况。")
    if not node.has_files:
        yield Issue("no_evidence", "请附上能证明节点完成的照片或者文件。")
    if node.planned is not None and node.actual is None:
        yield Issue("no_quantity", f"这个节点计划数量为{node.planned},请填写实际数量。")
