"""The rule values a plan is held to, and the dates that follow from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.foundation.core.errors import Issue

PREFIX = "town_sessions."
QUARTER_KEYS = {quarter: f"{PREFIX}quarter_{quarter}_latest" for quarter in (1, 2, 3, 4)}
TOWN_SESSIONS, DISTRICT_SESSIONS = f"{PREFIX}sessions_per_year", f"{PREFIX}sessions_per_year_district"
PLAN_DUE, MATERIAL_DAYS, ACTIVITY_DAYS = f"{PREFIX}plan_due", f"{PREFIX}material_days", f"{PREFIX}activity_days"
LAW_TOWN = "地方组织法第十四条:乡镇人民代表大会会议一般每年举行两次"
LAW_DISTRICT = "地方组织法第十四条:县级以上人民代表大会会议每年至少举行一次"
LEAST = {False: (2, LAW_TOWN), True: (1, LAW_DISTRICT)}


@dataclass(frozen=True, slots=True)
class Rule:
    """A value with where it comes from."""

    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What holds for one plan: sessions a year, notice, materials, inspections, latest days, the plan's own day."""

    sessions: Rule
    notice: Rule
    materials: Rule
    activities: Rule
    plan_due: Rule
    latest: dict[int, Rule]

    def latest_days(self, year: int) -> dict[int, date]:
        """Quarter -> the last day on which its session may be held."""
        return {quarter: day_in(year, rule.value) for quarter, rule in self.latest.items()}

    def due_on(self, year: int) -> date:
        """The day by which the year's plan is to be approved."""
        return day_in(year, self.plan_due.value)


def day_in(year: int, text: str) -> date:
    """`01-31` in a year; 29 February is the 28th where there is none. Raises ValueError for anything else."""
    month, _, day = text.strip().partition("-")
    numbers = (int(month), int(day))
    return date(year, 2, 28) if numbers == (2, 29) and not _is_leap(year) else date(year, *numbers)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def issues_with_day(text: str) -> Iterator[Issue]:
    """What is wrong with the text of a day in the year."""
    try:
        day_in(2024, text)
    except ValueError:
        yield Issue("not_a_day", "请按“月-日”填写,如01-31。")


def quarter_check(quarter: int) -> Any:
    """The check of a quarter's latest day: it lies in that quarter."""

    def check(text: str) -> Iterator[Issue]:
        found = list(issues_with_day(text))
        yield from found
        if not found and (day_in(2024, text).month + 2) // 3 != quarter:
            yield Issue("other_quarter", f"所填日期不在第{quarter}季度,请按“月-日”填写该季度内的日期。")

    return check
