"""工作月报、季度和年度统计: which period a report is of, and what its text says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apps.foundation.core.dates import months_after
from apps.foundation.core.registry import Measure
from apps.portal.rules.reading import number_text

MONTH, QUARTER, YEAR = "month", "quarter", "year"
MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}
TITLES = {MONTH: "人大工作月报", QUARTER: "人大工作季度统计", YEAR: "人大工作年度统计"}
BAR, BARS = "█", 14
EXTRACT = 5
"""So many lines of a list stand in a brief; the rest is counted."""
NOT_OVER = "{period}还没有结束,结束以后才能生成。"
NOT_KEPT = "{period}没有留存的数据,不能生成:每晚留存一次,没有留存的日子不能补算。请选择有留存数据的时期。"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure on the evening of the report and on those it is compared with; None where nothing was kept."""

    system: str
    measure: Measure
    value: int
    base: int | None
    before: int | None

    @property
    def text(self) -> str:
        return number_text(self.value, self.measure.unit)

    @property
    def change(self) -> str:
        """`增加3`, `减少2`, `持平`; a dash where nothing was kept then."""
        if self.before is None:
            return "—"
        more = self.value - self.before
        return f"{'增加' if more > 0 else '减少'}{number_text(abs(more), self.measure.unit)}" if more else "持平"


def period_of(day: date, kind: str) -> date:
    """The first day of the month, quarter or year that holds `day`."""
    months = MONTHS[kind]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day(first: date, kind: str) -> date:
    return months_after(first, MONTHS[kind]) - timedelta(days=1)


def period_before(first: date, kind: str) -> date:
    return months_after(first, -MONTHS[kind])


def month_ends(first: date, kind: str) -> list[date]:
    """The last day of each month of the period."""
    return [months_after(first, month + 1) - timedelta(days=1) for month in range(MONTHS[kind])]


def period_name(first: date, kind: str) -> str:
    """`2026年10月`, `2026年第三季度`, `2026年`."""
    if kind == YEAR:
        return f"{first.year}年"
    return f"{first.year}年{first.month}月" if kind == MONTH else f"{first.year}年第{'一二三四'[first.month // 3]}季度"


def sentence_of(lines: Sequence[Line]) -> str:
    """One system in words: each number with what it was before."""
    return ";".join(_said(line) for line in lines) + "。"


def _said(line: Line) -> str:
    unit = "万元" if line.measure.unit == "元" else line.measure.unit
    changed = "" if line.change in ("—", "持平") else f"(比上期{line.change})"
    return f"{line.measure.title}{line.text}{unit}{changed}"


def reds_of(lines: Sequence[Line]) -> str:
    """What asks for attention, the most first."""
    reds = sorted((line for line in lines if line.measure.alarm and line.value), key=lambda line: -line.value)
    return "需要关注:" + ";".join(_said(line) for line in reds) + "。" if reds else "没有红色指标。"


def extract_of(line: Line, kept: Sequence[str]) -> list[str]:
    """The first lines of the list behind a red number, numbered, and how many more there are."""
    shown = [f"{number}.{text}" for number, text in enumerate(kept[: min(EXTRACT, line.value)], 1)]
    rest = line.value - len(shown)
    return [*shown, f"另有{rest}{line.measure.unit}。"] if shown and rest > 0 else shown


def bars_of(numbers: Mapping[str, int]) -> dict[str, str]:
    """Name -> a bar of signs, the largest of full length, none so short that it is not seen."""
    most = max(numbers.values(), default=0)
    return {name: BAR * max(round(BARS * number / most), 1) if number else "" for name, number in numbers.items()}
