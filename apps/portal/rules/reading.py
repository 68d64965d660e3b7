"""How a number is read: as a share of another, as red, as more or less than the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from apps.foundation.core.registry import Measure, measures

GREEN, YELLOW, RED = "green", "yellow", "red"
MONEY = "元"


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure's number for an area; `base` is the number of which it is a part, None where there is none."""

    measure: Measure
    area: Any
    value: int
    base: int | None = None

    @property
    def url(self) -> str:
        """The list behind it."""
        return self.measure.list_url(self.area)

    @property
    def is_red(self) -> bool:
        return self.measure.alarm and self.value > 0

    @property
    def share(self) -> str:
        """`12.5%` of the base; "" without one."""
        return percent(self.value, self.base) if self.base else ""

    @property
    def base_title(self) -> str:
        """Of what it is a share."""
        return measures()[self.measure.base].title

    @property
    def text(self) -> str:
        return number_text(self.value, self.measure.unit)

    @property
    def slug(self) -> str:
        return self.measure.slug

    @property
    def unit(self) -> str:
        return "万元" if self.measure.unit == MONEY else self.measure.unit


def percent(part: int, whole: int) -> str:
    share = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{share:f}".removesuffix(".0") + "%"


def number_text(value: int | Decimal, unit: str) -> str:
    """`1,234`; yuan in units of ten thousand, at most two decimals."""
    if unit != MONEY:
        return f"{value:,}"
    amount = (Decimal(value) / 10000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{amount:,.2f}".rstrip("0").rstrip(".")


def light_of(alarms: int, all_alarms: Iterable[int]) -> str:
    """Green: nothing is red there. Yellow: no more than the average of those compared. Red: more than it."""
    if not alarms:
        return GREEN
    others = list(all_alarms)
    return RED if alarms * len(others) > sum(others) else YELLOW
