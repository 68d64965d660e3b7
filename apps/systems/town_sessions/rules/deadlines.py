"""What must be done before each session, by when, computed back from its date; what is late, and by which rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import chinese_date
from apps.systems.town_sessions.rules.measures import Measures, Rule

NOTICE, MATERIALS, ACTIVITIES, SESSION = "notice", "materials", "activities", "session"
TITLES = {NOTICE: "发出会议通知", MATERIALS: "会议材料收齐", ACTIVITIES: "会前活动完成", SESSION: "召开会议"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a session has come. `day` is the day it is held or, in a window, the last it may be held."""

    day: date
    is_exact: bool
    is_extra: bool = False
    is_called_off: bool = False
    has_activities: bool = True
    material_days: int = 0
    noticed_on: date | None = None
    materials_on: date | None = None
    activities_on: date | None = None
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be done by `due`; `days_late` counts until it was done, or until today."""

    kind: str
    title: str
    due: date
    done_on: date | None
    days_late: int
    rule: str

    @property
    def is_open(self) -> bool:
        return self.done_on is None

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def tone(self) -> str:
        """Red while it is late and undone, orange where it was done late, green done, grey ahead."""
        if self.is_open:
            return "red" if self.is_late else "secondary"
        return "orange" if self.is_late else "green"

    @property
    def sentence(self) -> str:
        """`应于…前` and how it stands."""
        due = f"应不迟于{chinese_date(self.due)}"
        if self.done_on is None:
            return f"{due}({self.rule}),已逾期{self.days_late}天" if self.is_late else f"{due}({self.rule})"
        done = f"{chinese_date(self.done_on)}完成"
        return f"{done},迟{self.days_late}天;{due}({self.rule})" if self.is_late else f"{done},{due}"


def deadlines_of(standing: Standing, measures: Measures, today: date) -> list[Line]:
    """The dates of a session in order of time. Nothing is due of one called off, nor of an extra one without a day."""
    if standing.is_called_off or (standing.is_extra and not standing.is_exact):
        return []
    return sorted(_lines(standing, measures, today), key=lambda line: (line.due, line.kind))


def _lines(standing: Standing, measures: Measures, today: date) -> Iterator[Line]:
    if standing.has_activities:
        rule = measures.activities
        yield _line(ACTIVITIES, standing, rule.value, rule, standing.activities_on, today)
    days = standing.material_days or measures.materials.value
    yield _line(MATERIALS, standing, days, measures.materials, standing.materials_on, today)
    yield _line(NOTICE, standing, measures.notice.value, measures.notice, standing.noticed_on, today)
    yield _dated(SESSION, standing.day, "方案确定的日期", standing.held_on, today)


def _line(kind: str, standing: Standing, days: int, rule: Rule, done_on: date | None, today: date) -> Line:
    """What was not written down before the session was held counts as done with it."""
    source = rule.source if days == rule.value else "方案确定"
    done = done_on or standing.held_on
    return _dated(kind, standing.day - timedelta(days=days), f"会前{days}日,{source}", done, today)


def _dated(kind: str, due: date, rule: str, done_on: date | None, today: date) -> Line:
    late = max(((done_on or today) - due).days, 0)
    return Line(kind, TITLES[kind], due, done_on, late, rule)


def plan_line(*, year: int, measures: Measures, approved_on: date | None, today: date) -> Line:
    """The plan itself, due in January by the place's rule."""
    due = measures.due_on(year)
    late = max(((approved_on or today) - due).days, 0)
    return Line("plan", "方案批准", due, approved_on, late, measures.plan_due.source)


def materials_due(day: date, material_days: int) -> date:
    """When the material of a topic is due for a session on `day`."""
    return day - timedelta(days=material_days)
