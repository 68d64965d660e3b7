"""是否应考: what earlier results of the same term say of a nomination, and what stands in the way of deciding.

重庆市人大常委会人事任免工作条例(2022)第十六条: 成绩本届内有效,补考仍不及格的不得提请; 第二十一条、第二十二条: 同一职务
两次未获通过的,不再提名.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the same person in the same term. `passed` and `locked` name the nomination, "" for none."""

    passed: str = ""
    locked: str = ""
    failed_votes: int = 0
    failures_allowed: int = 2


def issues_before_deciding(standing: Standing) -> Iterator[Issue]:
    """Why a nomination may not go on at all: it can only be withdrawn."""
    if standing.locked:
        yield Issue("locked", f"本届内该人选补考仍不及格({standing.locked}),不得提请审议,请退回提请机关。")
    if standing.failed_votes >= standing.failures_allowed:
        yield Issue("voted_down", f"该人选本届内已有{standing.failed_votes}次就同一职务表决未获通过,不再提名同一职务。")


def issues_with_identity(number: str, is_valid: bool) -> Iterator[Issue]:
    if not is_valid:
        yield Issue("identity", f"身份证号应为18位且校验码正确,现为{len(number)}位,请核对后重新填写。")


def late_by(received_on: date, meeting_on: date | None, days: int) -> int:
    """How many days later than `days` before the meeting a nomination came, 0 where it came in time."""
    if meeting_on is None:
        return 0
    return max((received_on - latest_on(meeting_on, days)).days, 0)


def latest_on(meeting_on: date, days: int) -> date:
    """The last day on which a nomination may reach the standing committee."""
    return meeting_on - timedelta(days=days)


def warning_of(received_on: date, meeting_on: date | None, days: int) -> str:
    """A sentence where a nomination came late, else ""."""
    late = late_by(received_on, meeting_on, days)
    if not late or meeting_on is None:
        return ""
    latest = chinese_date(latest_on(meeting_on, days))
    return f"提请任命应在会议前{days}日送达(最迟{latest}),实际晚{late}日,请报告主任会议决定是否列入本次会议。"


def kinds_of_exemption(text: str) -> list[str]:
    """The cases of the policy, in their order."""
    return [part.strip() for part in text.replace(";", "、").split("、") if part.strip()]


def masked_identity(number: str) -> str:
    """`500199********0012`: enough to compare with the card at the seat."""
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "****"
