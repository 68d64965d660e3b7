"""What a statistic says: figures with their base, percent and definition, whose parts always add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.foundation.core.numbers import percent

NO_SHARE = "—"
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `base` 0: no percentage is to be had, or it is not part of any (未评价)."""

    label: str
    count: int
    base: int = 0

    @property
    def share(self) -> str:
        """`36.0%`, one decimal, half up; a dash without a base."""
        return f"{percent(self.count, self.base, 1)}%" if self.base else NO_SHARE

    @property
    def based(self) -> str:
        """`9/25`: the percentage as the counts it is made of."""
        return f"{self.count}/{self.base}" if self.base else NO_SHARE


@dataclass(frozen=True, slots=True)
class Section:
    """One table: `definition` says what is counted; `rates` are percentages drawn from the rows."""

    title: str
    definition: str
    rows: tuple[Row, ...]
    rates: tuple[Row, ...] = ()

    @property
    def total(self) -> int:
        return sum(row.count for row in self.rows)


def shared(labels: Mapping[str, str], counts: Mapping[str, int], base: int) -> tuple[Row, ...]:
    """A row for every label, and for what was counted under no known one; each as a share of `base`."""
    known = [Row(label, counts.get(key, 0), base) for key, label in labels.items()]
    return (
        *known,
        *(Row(key or "未分类", count, base) for key, count in counts.items() if key not in labels and count),
    )


def rating_section(title: str, definition: str, counts: Mapping[str, int]) -> Section:
    """Shares are of those rated; 逾期未评价 and 待评价 stand beside them and in no base (工作条例第二十九条)."""
    graded = {"satisfied": "满意", "basic": "基本满意", "dissatisfied": "不满意"}
    rated = sum(counts.get(grade, 0) for grade in graded)
    rows = [Row(label, counts.get(grade, 0), rated) for grade, label in graded.items()]
    rows += [Row("未评价(逾期,不计入)", counts.get("lapsed", 0)), Row("待评价(不计入)", counts.get("open", 0))]
    satisfied, basic = counts.get("satisfied", 0), counts.get("basic", 0)
    rates = (Row("满意率", satisfied, rated), Row("满意和基本满意率", satisfied + basic, rated))
    return Section(title, definition, tuple(rows), rates)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's answers: in time, late, running, overdue."""

    unit: str
    on_time: int
    late: int
    running: int
    overdue: int

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.running + self.overdue

    @property
    def rate(self) -> Row:
        """按期答复率: of what was answered or should have been."""
        return Row("按期答复率", self.on_time, self.on_time + self.late + self.overdue)


def together(rows: Iterable[UnitRow]) -> UnitRow:
    """All units in one row."""
    rows = list(rows)
    return UnitRow(
        TOTAL, *(sum(getattr(row, name) for row in rows) for name in ("on_time", "late", "running", "overdue"))
    )
