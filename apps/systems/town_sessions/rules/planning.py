"""What a plan must hold before it is saved, submitted, carried out and closed: pure, without database and clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue
from apps.systems.town_sessions.rules.measures import LEAST, Measures
from apps.systems.town_sessions.rules.templates import quarter_of

REPORTED = frozenset({
    "gov_work_report", "presidium_report", "budget", "budget_adjust", "final_account", "law_implementation",
    "special_report", "key_project", "livelihood_progress", "livelihood_assess", "suggestion_handling", "inquiry",
})  # fmt: skip
MOST_SESSIONS = 12
NO_STREET = (
    "街道不设人民代表大会,没有年度预安排方案。街道议事代表会议请在“会议”中安排;年度预安排方案由镇、区人民代表大会拟定。"
)
STRANGE_UNIT = "报告单位“{unit}”不属于{area},请改选本区划的单位。"


def session_name(ordinal: int) -> str:
    """How a session is called within its year."""
    return f"第{ordinal}次会议"


def span(starts_on: date, ends_on: date) -> str:
    """A day, or from when until when."""
    if starts_on == ends_on:
        return chinese_date(starts_on)
    return f"{chinese_date(starts_on)}至{ends_on.month}月{ends_on.day}日"


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic of a session; `key` stays the same in every version."""

    key: str
    topic: str
    topic_label: str
    title: str
    unit: str = ""
    reporter: str = ""
    material_days: int = 0


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session of a plan; `key` is its slot, the same in every version."""

    key: str
    ordinal: int
    theme: str
    starts_on: date
    ends_on: date
    is_extra: bool = False
    forms: tuple[str, ...] = ()
    responsible: str = ""
    activities: str = ""
    topics: tuple[TopicFacts, ...] = ()

    @property
    def name(self) -> str:
        return session_name(self.ordinal)

    @property
    def when(self) -> str:
        return span(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan about to be submitted. `dropped` names sessions with a meeting that this version leaves out.

    `rewritten` names sessions that were held and that this version describes otherwise.
    """

    year: int
    is_district: bool
    sessions: tuple[SessionFacts, ...]
    measures: Measures
    dropped: tuple[str, ...] = ()
    rewritten: tuple[str, ...] = ()


def issues_before_saving(year: int, sessions: Sequence[SessionFacts]) -> Iterator[Issue]:
    """What cannot be stored even in a draft: days outside the year or in the wrong order, far too many sessions."""
    if len(sessions) > MOST_SESSIONS:
        yield Issue("too_many", f"一年最多安排{MOST_SESSIONS}次会议,现有{len(sessions)}次,请合并或者删减。")
    for session in sessions:
        for day in dict.fromkeys((session.starts_on, session.ends_on)):
            if day.year != year:
                yield Issue(
                    "outside_year", f"“{session.theme}”的日期{chinese_date(day)}不在{year}年内,请改为本年度的日期。"
                )
        if session.ends_on < session.starts_on:
            yield Issue("order", f"“{session.theme}”的最迟日期早于起始日期,请核对。")


def issues_before_submitting(plan: PlanFacts) -> Iterator[Issue]:
    """Everything that keeps a draft from going to the presidium."""
    yield from issues_before_saving(plan.year, plan.sessions)
    yield from _number(plan)
    latest = plan.measures.latest_days(plan.year)
    for session in plan.sessions:
        if session.ends_on.year == plan.year:
            yield from _too_late(session, latest, plan.measures)
        yield from _incomplete(session)
    for name in plan.dropped:
        yield Issue("has_meeting", f"{name}已经生成会议,不能从方案中删去;确不召开的,请先在“会议”中取消该次会议。")
    for name in plan.rewritten:
        yield Issue("was_held", f"{name}已经召开,它的安排不能再调整,请改回原来的内容。")


def _number(plan: PlanFacts) -> Iterator[Issue]:
    fixed = sum(1 for session in plan.sessions if not session.is_extra)
    least, law = LEAST[plan.is_district]
    wanted = plan.measures.sessions
    if fixed < least:
        yield Issue("legal_minimum", f"全年只安排固定会议{fixed}次,少于法定的{least}次({law})。请补足。")
    elif fixed < wanted.value:
        yield Issue("too_few", f"全年只安排固定会议{fixed}次,少于本地规定的{wanted.value}次({wanted.source})。请补足。")


def _too_late(session: SessionFacts, latest: dict[int, date], measures: Measures) -> Iterator[Issue]:
    quarter = quarter_of(session.ends_on)
    last = latest[quarter]
    if not session.is_extra and session.ends_on > last:
        yield Issue(
            "too_late",
            f"{session.name}安排在{session.when},迟于第{quarter}季度会议的最迟日期{chinese_date(last)}"
            f"({measures.latest[quarter].source})。请提前。",
        )


def _incomplete(session: SessionFacts) -> Iterator[Issue]:
    if not session.topics:
        yield Issue("no_topics", f"{session.name}还没有议题,请至少安排一项。")
    if not session.forms:
        yield Issue("no_forms", f"{session.name}还没有确定会议形式,请勾选。")
    if not session.responsible:
        yield Issue("no_responsible", f"{session.name}还没有确定责任人,请填写。")
    for topic in session.topics:
        if topic.topic in REPORTED and not topic.unit:
            yield Issue("no_unit", f"{session.name}的议题“{topic.title}”还没有报告单位,请选择。")


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """A session about to become a meeting on `day`."""

    name: str
    when: str
    starts_on: date
    ends_on: date
    day: date
    today: date
    amended: bool
    has_meeting: bool


def issues_before_meeting(facts: HoldFacts) -> Iterator[Issue]:
    """Why a session of the plan cannot become a meeting on a day."""
    if facts.has_meeting:
        yield Issue("has_meeting", f"{facts.name}已经生成会议,请直接在会议中修改安排。")
    if facts.amended:
        yield Issue("amended", "方案调整正在审批,请待批准后按新方案生成会议,或者先撤回调整。")
    if facts.day < facts.today:
        yield Issue("past", "召开日期已过,请填写今天或以后的日期。")
    if not facts.starts_on <= facts.day <= facts.ends_on:
        sentence = f"方案确定的时间是{facts.when},{chinese_date(facts.day)}不在其中。确需改期的,请先调整方案。"
        yield Issue("outside_window", sentence)


def issues_before_closing(unheld: Sequence[str]) -> Iterator[Issue]:
    """A year's plan ends when every fixed session was held or called off; `unheld` names the others."""
    for name in unheld:
        yield Issue("unheld", f"{name}还没有召开。未召开的,请先调整方案写明理由,或者在“会议”中办完。")


def issues_before_filing(*, filed_on: date, approved_on: date, today: date, number: str) -> Iterator[Issue]:
    """What is missing before the filing is written down."""
    if not number.strip():
        yield Issue("no_number", "请填写备案文件的文号。")
    if filed_on > today:
        yield Issue("future", "备案日期不能晚于今天,请核对。")
    if filed_on < approved_on:
        yield Issue("too_early", f"备案日期不能早于批准日期{chinese_date(approved_on)},请核对。")
