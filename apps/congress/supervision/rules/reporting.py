"""进展报送: what a report must say, and what it may not take back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.congress.supervision.rules import periods
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """Cumulative figures: percent, pieces, yuan paid. None: not said."""

    percent: int
    quantity: int | None = None
    paid: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A report as handed in on a day. `before` is what was known until then, `first` the first period not reported yet;
    `correction` is the reason of a correction, None where it is none.
    """

    on: date
    cycle: str
    period: date
    first: date | None
    figures: Figures
    before: Figures
    planned: int | None
    expected: int | None
    has_files: bool
    correction: str | None = None


def issues_with_report(report: Handed) -> Iterator[Issue]:
    """Everything that must be put right before the report is taken."""
    if report.correction is None:
        yield from _issues_with_period(report)
        yield from _issues_going_back(report.figures, report.before)
    elif not report.correction.strip():
        yield Issue("no_reason", "请写明更正的理由。")
    yield from _issues_with_whole(report)
    yield from _issues_with_quantity(report)


def _issues_with_period(report: Handed) -> Iterator[Issue]:
    if report.cycle == periods.NONE:
        if report.period > report.on:
            yield Issue("not_ended", "报送日期不能晚于今天。")
        return
    name, last = periods.period_name(report.period, report.cycle), periods.last_day(report.period, report.cycle)
    if report.period != periods.period_of(report.period, report.cycle):
        yield Issue("period", "报送周期不对,请刷新页面重新选择。")
    elif last >= report.on:
        yield Issue("not_ended", f"{name}还没有结束,请在{chinese_date(last)}以后报送这一期的进展。")
    elif report.first is not None and report.period < report.first:
        yield Issue(
            "reported", f"{name}的进展不再补报:数字都是累计数,写进下一期即可;已经报送的数字有误的,请使用“更正”。"
        )


def _issues_going_back(now: Figures, before: Figures) -> Iterator[Issue]:
    """Cumulative figures only grow."""
    hint = "数字都是累计数,不能减少;上次报错了的,请对上次的报告使用“更正”并说明理由。"
    if now.percent < before.percent:
        yield Issue("percent_back", f"进度{now.percent}%低于上次报送的{before.percent}%。{hint}")
    if now.quantity is not None and now.quantity < (before.quantity or 0):
        yield Issue("quantity_back", f"已完成数量{now.quantity}少于上次报送的{before.quantity}。{hint}")
    if now.paid is not None and now.paid < (before.paid or 0):
        yield Issue("paid_back", f"已支付{now.paid}元少于上次报送的{before.paid}元。{hint}")


def _issues_with_whole(report: Handed) -> Iterator[Issue]:
    if report.figures.percent > WHOLE:
        yield Issue("percent", "进度最多为100%。")
    if report.figures.percent == WHOLE > report.before.percent and not report.has_files:
        yield Issue("no_evidence", "进度报100%的,请附上能证明完成的照片或者文件(验收单、现场照片等)。")


def _issues_with_quantity(report: Handed) -> Iterator[Issue]:
    done, expected = report.figures.quantity, report.expected
    if report.planned is None:
        return
    if done is None:
        yield Issue("no_quantity", f"这项任务计划数量为{report.planned},请填写已完成数量。")
    elif expected is not None and expected < done:
        yield Issue("expected", f"预计完成数量{expected}不能少于已完成数量{done}。")
