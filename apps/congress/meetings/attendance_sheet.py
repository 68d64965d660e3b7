"""签到表, as a paper to sign and as XLSX."""

from collections.abc import Iterator
from typing import IO

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Sitting, SittingKind, SittingState
from apps.congress.meetings.rules.quorum import QUORUMS
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.spreadsheets import xlsx_of
from apps.office.documents import composing
from apps.office.documents.rules.tree import Column, Facts, Table, Tree

HEADINGS = ("序号", "姓名", "代表团(组)", "出席情况", "签到时间", "签到方式", "请假事由")
COLUMNS = (
    Column("序号", 4), Column("姓名", 6), Column("代表团（组）", 9), Column("出席", 4), Column("签到时间", 8),
    Column("请假事由", 8, "left"), Column("签名", 9),
)  # fmt: skip


def tree(sitting: Sitting) -> Tree:
    """Who is due, who came, who is excused, and a place for every signature."""
    totals = [(label, f"{number}人") for label, number in selectors.sheet_totals(sitting)]
    facts = Facts((
        ("时间", chinese_datetime(sitting.starts_at)), ("地点", sitting.place), *totals,
        *(() if sitting.kind == SittingKind.GROUP else (("法定人数", f"{_quorum(sitting)}方可开会"),)),
    ))  # fmt: skip
    rows = tuple(
        (
            str(line.number),
            line.name,
            line.group,
            line.state,
            f"{line.time} {line.means}".strip(),
            line.leave_reason,
            "",
        )
        for line in selectors.sheet_lines(sitting)
    )
    title = f"{sitting.meeting.title}\n{sitting.name}签到表"
    return composing.sheet(sitting.meeting.body, title, [facts, Table(COLUMNS, rows)])


def _quorum(sitting: Sitting) -> str:
    """As it is frozen, or before check-in as it will hold."""
    planned = sitting.state == SittingState.PLANNED
    quorum = selectors.quorum_at(sitting, local_day(sitting.starts_at)) if planned else sitting.quorum
    return dict(QUORUMS)[quorum]


def xlsx(sitting: Sitting) -> IO[bytes]:
    """One line a member, then the totals."""
    rows = [*selectors.sheet_lines(sitting), (), *selectors.sheet_totals(sitting)]
    return xlsx_of("签到表", HEADINGS, rows)


def _last() -> Sitting | None:
    """The sitting that ended last."""
    ended = Sitting.objects.filter(state=SittingState.CLOSED).select_related("meeting__body__area")
    return ended.order_by("-starts_at").first()


def samples() -> Iterator[tuple[str, bytes]]:
    if sitting := _last():
        yield "签到表.xlsx", xlsx(sitting).read()


def trees() -> Iterator[Tree]:
    if sitting := _last():
        yield tree(sitting)
