"""When a meeting must be announced, and what must be settled before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

LEGAL_MINIMUM = "legal_minimum"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A meeting about to be announced on `on`; `standing` is that of the rule on notice days."""

    on: date
    starts_on: date
    notice_days: int
    standing: str
    source: str
    is_ad_hoc: bool
    reason: str
    agenda_items: int
    sittings: int
    members: int


def last_notice_day(starts_on: date, notice_days: int) -> date:
    """The day of the event is not counted: a meeting on 20 March with ten days is announced by 10 March."""
    return starts_on - timedelta(days=notice_days)


def days_late(facts: NoticeFacts) -> int:
    """By how many days the notice would be late; 0 in time."""
    return max((facts.on - last_notice_day(facts.starts_on, facts.notice_days)).days, 0)


def issues_before_notice(facts: NoticeFacts) -> Iterator[Issue]:
    """What is missing before the notice may go out."""
    if not facts.agenda_items:
        yield Issue("no_agenda", "还没有建议议程,请至少填写一项议题。")
    if not facts.sittings:
        yield Issue("no_sitting", "还没有安排会次,请至少安排一次预备会议或全体会议。")
    if not facts.members:
        yield Issue("nobody", "名册中没有在任代表,请先导入代表名册。")
    if facts.starts_on < facts.on:
        yield Issue("past", f"会议日期{chinese_date(facts.starts_on)}已过,请先修改时间。")
    else:
        yield from _late(facts)


def issues_before_convening(facts: NoticeFacts, *, decided_on: date) -> Iterator[Issue]:
    """What a decision to hold the meeting must have: date, place and a proposed agenda; made today or before."""
    if not facts.agenda_items:
        yield Issue("no_agenda", "还没有建议议程,请至少填写一项议题。")
    if not facts.sittings:
        yield Issue("no_sitting", "还没有安排会次,请至少安排一次预备会议或全体会议。")
    if decided_on > facts.on:
        yield Issue("future", "决定召开的日期不能晚于今天,请核对。")
    elif decided_on > facts.starts_on:
        yield Issue("after_start", "决定召开的日期不能晚于会议开始的日期,请核对。")


def _late(facts: NoticeFacts) -> Iterator[Issue]:
    """The law's minimum binds ordinary sessions; an ad hoc one, or a local rule, gives way to a stated reason."""
    late = days_late(facts)
    may_be_reasoned = facts.is_ad_hoc or facts.standing != LEGAL_MINIMUM
    if not late or (may_be_reasoned and facts.reason):
        return
    last = last_notice_day(facts.starts_on, facts.notice_days)
    sentence = (
        f"通知应在会议召开{facts.notice_days}日前发出({facts.source}),即不迟于{chinese_date(last)},现已迟{late}日。"
    )
    if may_be_reasoned:
        yield Issue("late", sentence + "如仍须按期召开,请在会议信息中写明理由;否则请改期。")
    else:
        yield Issue("late", sentence + "请改期;确有必要的,可按临时召开的会议办理,并写明提议人和理由。")
