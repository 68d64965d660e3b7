"""What must be true before check-in, leave and the end of a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

_NOBODY = {
    "group": "本组没有在任代表,请先在“届次与团组”中编入代表。",
    "presidium": "本届还没有主席团成员,请先在“届次与团组”中建立主席团并编入成员。",
}


def issues_before_check_in(*, on: date, planned_for: date, due: int, kind: str = "plenary") -> Iterator[Issue]:
    """应到 freezes when check-in starts, so it starts at most one evening early."""
    if on < planned_for - timedelta(days=1):
        yield Issue(
            "too_early", f"本场会议定于{chinese_date(planned_for)},应到人数自签到时固定,请在会前一日或当日开始。"
        )
    if not due:
        yield Issue("nobody", _NOBODY.get(kind, "名册中没有在任代表,请先导入代表名册。"))


@dataclass(frozen=True, slots=True)
class Seat:
    """What a person who wants to check in holds at this sitting and today."""

    is_listed: bool
    holds_seat: bool
    is_suspended: bool = False


def issues_with_seat(seat: Seat) -> Iterator[Issue]:
    """Why somebody cannot check in; the frozen 应到 stays as it is."""
    if not seat.is_listed:
        yield Issue("not_listed", "您不在本场会议的应到名册内,不能签到。如有疑问,请到签到台联系工作人员。")
    elif seat.is_suspended:
        yield Issue("suspended", "您已被暂停执行代表职务,不能签到。如有疑问,请到签到台联系工作人员。")
    elif not seat.holds_seat:
        yield Issue("seat_ended", "您的代表资格已终止,不能签到。如有疑问,请到签到台联系工作人员。")


def issues_while(sitting_state: str) -> Iterator[Issue]:
    """Why nobody can check in at present."""
    if sitting_state == "planned":
        yield Issue("not_started", "本场会议还没有开始签到,请稍后再扫码。")
    elif sitting_state not in {"check_in", "open"}:
        yield Issue("over", "本场会议已经结束,不能再签到。")


def issues_before_leave(*, meeting_state: str, is_office: bool) -> Iterator[Issue]:
    """请假: to the chair before the meeting; once it sits, to the head of the delegation, who tells the office."""
    if meeting_state == "in_session" and not is_office:
        yield Issue("began", "会议已经开始,请向代表团(组)负责人请假,由工作人员登记。")
    elif meeting_state not in {"noticed", "in_session"}:
        yield Issue("not_noticed", "会议尚未通知或者已经结束,现在不能请假。")


def issues_before_sitting_closes(open_polls: list[str]) -> Iterator[Issue]:
    """A sitting does not rise over an open vote."""
    for title in open_polls:
        yield Issue("poll_open", f"“{title}”仍在表决,请先截止。")


def issues_before_meeting_closes(*, unfinished: list[str], held: int) -> Iterator[Issue]:
    """All sittings are over and at least one of the whole body was held."""
    for name in unfinished:
        yield Issue("unfinished", f"{name}尚未散会;不再举行的,请先宣布不举行或从安排中删除。")
    if not held and not unfinished:
        yield Issue("none_held", "没有举行过一次预备会议或全体会议,不能闭会;请补开,或由主席团决定另行召开。")
