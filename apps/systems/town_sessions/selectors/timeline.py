"""The year as pages draw it: quarters with their sessions, and months with marked days."""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import Actor
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.deadlines import ACTIVITIES, MATERIALS, Line, deadlines_of, plan_line
from apps.systems.town_sessions.rules.planning import span
from apps.systems.town_sessions.selectors.plans import first_approval, sessions_of

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
DAY_WIDTH, LEAST_WIDTH = 3, 22
MARKS = {"notice": "通知", "materials": "材料", "activities": "活动", "session": "会议", "plan": "方案"}


@dataclass(frozen=True, slots=True)
class Card:
    """A session on the timeline; `acts` are the preparations that may be recorded now."""

    session: PlanSession
    status: str
    tone: str
    when: str
    lines: list[Line]
    meeting: Meeting | None
    meeting_url: str
    may_create: bool
    acts: tuple[str, ...]

    @property
    def late(self) -> list[Line]:
        return [line for line in self.lines if line.is_open and line.is_late]

    @property
    def is_off_plan(self) -> bool:
        """Whether its meeting was moved out of the days of the plan."""
        session, meeting = self.session, self.meeting
        return meeting is not None and not session.starts_on <= meeting.starts_on <= session.ends_on

    @property
    def bar(self) -> "Bar":
        """Where it stands on the strip of the year."""
        first = self.meeting.starts_on if self.meeting else self.session.starts_on
        last = self.meeting.ends_on if self.meeting else self.session.ends_on
        days = (last - first).days + 1
        return Bar(_place(first), max(days * DAY_WIDTH, LEAST_WIDTH))


@dataclass(frozen=True, slots=True)
class Bar:
    """From where and how long, in units of the drawing."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class MonthMark:
    """Where a month begins on the strip."""

    title: str
    x: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months and their sessions; `status` is past, now or ahead."""

    title: str
    months: str
    status: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole year; `today` is its place on the strip, None in another year."""

    quarters: list[Quarter]
    plan: Line
    year: int
    today: int | None

    @property
    def months(self) -> list[MonthMark]:
        return [MonthMark(f"{number}月", _place(date(self.year, number, 1))) for number in range(1, 13)]

    @property
    def cards(self) -> list[Card]:
        return [card for quarter in self.quarters for card in quarter.cards]

    @property
    def late(self) -> list[tuple[Card, Line]]:
        return [(card, line) for card in self.cards for line in card.late]


def timeline_of(plan: AnnualPlan, actor: Actor, on: date) -> Timeline:
    """Needs `with_sessions`."""
    cards = [_card(session, plan, actor, on) for session in sessions_of(plan)]
    quarters = [
        Quarter(
            title, f"{3 * number - 2}至{3 * number}月", _status(plan.year, number, on),
            [card for card in cards if card.session.quarter == number],
        )
        for number, title in enumerate(QUARTERS, start=1)
    ]  # fmt: skip
    own = plan_line(year=plan.year, measures=plan.measures, approved_on=first_approval(plan), today=on)
    return Timeline(quarters, own, plan.year, _place(on) if on.year == plan.year else None)


def _card(session: PlanSession, plan: AnnualPlan, actor: Actor, on: date) -> Card:
    meeting = session.slot.meeting if session.has_live_meeting else None
    lines = deadlines_of(session.standing, plan.measures, on) if plan.is_in_force else []
    status, tone = _standing_of(session, lines)
    is_running = plan.state in states.RUNNING
    page = "meetings_detail" if actor.sees_area else "meetings_notice"
    is_shown = meeting is not None and (actor.sees_area or meeting.state != "planned")
    done = {ACTIVITIES: session.slot.activities_on, MATERIALS: session.slot.materials_on}
    return Card(
        session=session, status=status, tone=tone, lines=lines, meeting=meeting,
        when=span(meeting.starts_on, meeting.ends_on) if meeting else session.when,
        meeting_url=reverse(page, args=[meeting.public_id]) if meeting and is_shown else "",
        may_create=is_running and meeting is None,
        acts=tuple(line.kind for line in lines if line.kind in done and line.is_open) if is_running else (),
    )  # fmt: skip


def _standing_of(session: PlanSession, lines: list[Line]) -> tuple[str, str]:
    meeting = session.slot.meeting
    if meeting:
        tones = {"planned": "blue", "noticed": "blue", "in_session": "green", "closed": "green", "cancelled": "red"}
        return meeting.get_state_display(), tones[meeting.state]
    if any(line.kind == "session" and line.is_late for line in lines):
        return "逾期未召开", "red"
    return ("视情召开", "secondary") if session.is_extra else ("待安排", "orange")


def _status(year: int, quarter: int, on: date) -> str:
    here, now = year * 4 + quarter, on.year * 4 + (on.month + 2) // 3
    return "past" if here < now else "now" if here == now else "ahead"


def _place(day: date) -> int:
    return (day.timetuple().tm_yday - 1) * DAY_WIDTH


@dataclass(slots=True)
class Day:
    """A day of the calendar page; `mark` says what stands on it first."""

    on: date
    is_inside: bool
    is_today: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A date below a month."""

    on: date
    kind: str
    title: str
    tone: str

    @property
    def label(self) -> str:
        return MARKS[self.kind]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year with its weeks and its dates."""

    title: str
    weeks: list[list[Day]]
    entries: list[Entry] = field(default_factory=list)


def months_of(timeline: Timeline, year: int, on: date) -> list[Month]:
    """Twelve months; a session marks every day of its meeting, a window its first and last day."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in sorted(_entries(timeline), key=lambda one: (one.on, one.kind)):
        if entry.on.year == year:
            entries[entry.on.month].append(entry)
    return [Month(f"{number}月", _weeks(year, number, entries[number], on), entries[number]) for number in range(1, 13)]


def _entries(timeline: Timeline) -> Iterator[Entry]:
    yield Entry(timeline.plan.due, "plan", "方案应当批准", timeline.plan.tone)
    for card in timeline.cards:
        session = card.session
        if card.meeting:
            yield Entry(card.meeting.starts_on, "session", card.meeting.title, card.tone)
        elif session.starts_on == session.ends_on:
            yield Entry(session.starts_on, "session", f"{session.name}:{session.theme}", card.tone)
        else:
            yield Entry(session.starts_on, "session", f"{session.name}最早召开日期", "secondary")
            yield Entry(session.ends_on, "session", f"{session.name}最迟召开日期", card.tone)
        for line in card.lines:
            if line.kind != "session":
                yield Entry(line.due, line.kind, f"{session.name}:{line.title}", line.tone)


def _weeks(year: int, month: int, entries: list[Entry], on: date) -> list[list[Day]]:
    marks = {entry.on: entry.kind for entry in sorted(entries, key=lambda one: one.kind != "session", reverse=True)}
    return [
        [Day(day, day.month == month, day == on, marks.get(day, "") if day.month == month else "") for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
