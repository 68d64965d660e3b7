"""签到表 as XLSX."""

from collections.abc import Iterator
from typing import IO

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Sitting, SittingState
from apps.foundation.core.spreadsheets import xlsx_of

HEADINGS = ("序号", "姓名", "代表团(组)", "出席情况", "签到时间", "签到方式", "请假事由")


def xlsx(sitting: Sitting) -> IO[bytes]:
    """One line a member, then the totals."""
    rows = [*selectors.sheet_lines(sitting), (), *selectors.sheet_totals(sitting)]
    return xlsx_of("签到表", HEADINGS, rows)


def samples() -> Iterator[tuple[str, bytes]]:
    """The sheet of the last sitting that ended."""
    sitting = Sitting.objects.filter(state=SittingState.CLOSED).select_related("meeting").order_by("-starts_at").first()
    if sitting:
        yield "签到表.xlsx", xlsx(sitting).read()
