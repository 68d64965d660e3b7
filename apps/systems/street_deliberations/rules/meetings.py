"""Meetings of a street: how many a year and how long, and what is reported at the next one about the opinions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apps.foundation.core.errors import Issue

FEWEST = "street_deliberations.meetings_fewest"
MOST = "street_deliberations.meetings_most"
DAYS = "street_deliberations.meeting_days"
AGENDA_TITLE = "听取上次会议意见建议办理情况报告"
REPORT_TITLE = "关于上次会议意见建议办理情况的报告"
NOTHING, OPEN, DRAFTED, LISTED, HEARD = "nothing", "open", "drafted", "listed", "heard"
LABELS = {NOTHING: "没有意见建议", OPEN: "待反馈", DRAFTED: "报告已拟", LISTED: "已列入议程", HEARD: "已反馈"}
TONES = {NOTHING: "secondary", OPEN: "orange", DRAFTED: "blue", LISTED: "blue", HEARD: "green"}


def warnings_of_year(year: int, count: int, values: Mapping[str, Any]) -> Iterator[str]:
    """Too few or too many meetings of a year, those planned included (街道议事代表会议一般每年举行一至二次)."""
    fewest, most = values[FEWEST], values[MOST]
    if count < fewest:
        yield f"{year}年已安排{count}次会议,本地规定每年至少{fewest}次,还须安排{fewest - count}次。"
    if count > most:
        yield f"{year}年已安排{count}次会议,超过本地规定的每年{most}次,请在实施方案中说明理由。"


def warnings_of_length(days: int, values: Mapping[str, Any]) -> Iterator[str]:
    """Each meeting lasts at least a day; `days` are those on which it sits."""
    if days < values[DAYS]:
        yield f"会期{days}天,少于本地规定的{values[DAYS]}天,请增加会次。"


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """What a report about the opinions of a meeting rests on; `next_over` says that the next meeting was held.

    `left_open`: opinions of earlier meetings of the term that were not over when this one began.
    """

    is_closed: bool
    received: int
    left_open: int = 0
    is_drafted: bool = False
    is_listed: bool = False
    next_over: bool = False

    @property
    def has_subject(self) -> bool:
        return bool(self.received or self.left_open)

    @property
    def told(self) -> str:
        """收到意见建议3件,以前会议未办结2件."""
        left = f",以前会议未办结{self.left_open}件" if self.left_open else ""
        return f"收到意见建议{self.received}件{left}"


def feedback_state(facts: FeedbackFacts) -> str:
    """How far the report is; it counts as given once the meeting that had it on its agenda is over."""
    if not facts.has_subject:
        return NOTHING
    if facts.is_listed:
        return HEARD if facts.next_over else LISTED
    return DRAFTED if facts.is_drafted else OPEN


def issues_before_report(facts: FeedbackFacts) -> Iterator[Issue]:
    """办理情况在下次会议上报告 (街道议事代表会议实施意见)."""
    if not facts.is_closed:
        yield Issue("not_closed", "会议闭会以后才能拟办理情况报告。")
    if not facts.has_subject:
        yield Issue("nothing", "这次会议没有收到意见建议,以前会议的也都已办结,不需要报告办理情况。")
