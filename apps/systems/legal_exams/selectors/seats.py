"""What stands at a candidate's seat: nothing here says what is on the paper but `shown_items`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.foundation.core.prepared import Prepared, slot
from apps.systems.legal_exams.models import HandedIn, Paper
from apps.systems.legal_exams.rules import drawing, marking, states
from apps.systems.legal_exams.rules.sitting import left_of

WAITING, STARTING, RUNNING, MOVED, HANDED_IN, TIMED_OUT, STOPPED, ABSENT, CALLED_OFF = (
    "waiting", "starting", "running", "moved", "handed_in", "timed_out", "stopped", "absent", "called_off",
)  # fmt: skip
SENTENCES = {
    MOVED: "监考员已准许您换到另一台设备作答,本机不能再作答。需要回到本机的,请举手告诉监考员。",
    HANDED_IN: "您已交卷,不能再修改。请安静离场。",
    TIMED_OUT: "考试时间已到,系统已自动交卷,答案以到时以前保存的为准。请安静离场。",
    STOPPED: "您的考试已被监考员终止,不能再作答。有异议的,请向监考员提出。",
    ABSENT: "您已被记为缺考,不能作答。有疑问的,请向监考员提出。",
    CALLED_OFF: "本场考试已取消,请等待新的考试通知。",
}
HOW = {HandedIn.SELF: HANDED_IN, HandedIn.TIME: TIMED_OUT, HandedIn.STOPPED: STOPPED}
_STANDING = Prepared(
    lambda: Paper.objects.filter(public_id=slot("paper", "uuid")).values_list(
        "pk", "holder", "begun_at", "ends_at", "handed_in_at", "handed_in_how", "admission__state",
        "admission__exam__state", "admission__exam__started_at",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands at one seat: `starts_in` and `left` in milliseconds by the clock of the server."""

    state: str
    starts_in: int = 0
    left: int = 0
    paper_id: int = 0
    is_overdue: bool = False

    @property
    def sentence(self) -> str:
        return SENTENCES.get(self.state, "")


def stand_of(paper: UUID, holder: str, at: datetime) -> Stand:
    """One query. `is_overdue`: the time is up and nobody has handed the paper in yet."""
    rows = _STANDING.rows(paper=paper)
    if not rows:
        return Stand(MOVED)
    pk, held_by, begun_at, ends_at, handed_in_at, how, admission, exam, started_at = rows[0]
    if held_by != holder or not holder:
        return Stand(MOVED, paper_id=pk)
    if handed_in_at:
        return Stand(HOW[how], paper_id=pk)
    if admission in (states.ABSENT, states.STOPPED):
        return Stand(ABSENT if admission == states.ABSENT else STOPPED, paper_id=pk)
    if exam in (states.PLANNED, states.NOTIFIED, states.CALLED_OFF):
        return Stand(CALLED_OFF if exam == states.CALLED_OFF else WAITING, paper_id=pk)
    if at < started_at:
        return Stand(STARTING, left_of(started_at, at), left_of(ends_at, at), pk)
    if at >= ends_at:
        return Stand(TIMED_OUT, paper_id=pk, is_overdue=begun_at is not None)
    return Stand(RUNNING, left=left_of(ends_at, at), paper_id=pk)


def shown_items(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A paper as its candidate may see it: text in the paper's order, and what each question is worth."""
    return [
        {
            "kind": one["kind"],
            "kind_name": drawing.KINDS[one["kind"]],
            "points": marking.shown(one["tenths"]),
            "stem": one["stem"],
            "options": [one["options"][place] for place in one["order"]],
        }
        for one in items
    ]
