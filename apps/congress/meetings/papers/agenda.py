"""议程 (until it is passed 建议议程) and 日程."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils import timezone

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting, Sitting, SittingKind, SittingState
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree

COLUMNS = (
    Column("日期", 5), Column("会次", 6), Column("时间", 3), Column("内容", 13, "left"), Column("主持人", 4),
    Column("地点", 5),
)  # fmt: skip
WEEKDAYS = "一二三四五六日"


def agenda(meeting: Meeting, on: date) -> Tree:
    """The items in order, and by whom they were passed."""
    passed = _passed_by(meeting)
    name = "议程" if passed else "建议议程"
    subtitle = f"({chinese_date(local_day(passed.closed_at))}{passed.name}通过)" if passed and passed.closed_at else ""
    organ = standing_organ(meeting.body, on)
    blocks = list(agenda_lines(meeting))
    return composing.plain_paper(organ, f"{meeting.title}{name}", blocks, subtitle=subtitle, is_signed=False)


def agenda_lines(meeting: Meeting) -> Iterator[Block]:
    """`一、听取和审议政府工作报告。` with who reports."""
    items = list(meeting.agenda.order_by("number"))
    for number, item in enumerate(items, start=1):
        reporter = f"(报告人:{item.reporter})" if item.reporter else ""
        yield Paragraph(f"{chinese_number(number)}、{item.title}{reporter}{'。' if number == len(items) else ';'}")


def schedule(meeting: Meeting, on: date) -> Tree:
    """What every sitting does, day by day, with the times that follow from the planned minutes."""
    rows = tuple(_rows(_side_by_side(selectors.programmes_of(meeting))))
    organ = standing_organ(meeting.body, on)
    return composing.register(organ, f"{meeting.title}日程", [Table(COLUMNS, rows)])


def _side_by_side(programmes: list[selectors.Programme]) -> list[list[selectors.Programme]]:
    """Groups that do the same at the same time stand together."""
    together: dict[object, list[selectors.Programme]] = {}
    for one in programmes:
        steps = tuple((step.words, step.begins_at) for step in one.steps)
        own = one.sitting.pk if one.sitting.kind != SittingKind.GROUP else None
        together.setdefault((own, one.sitting.starts_at, steps), []).append(one)
    return list(together.values())


def _rows(programmes: list[list[selectors.Programme]]) -> Iterator[tuple[str, ...]]:
    """A row a step; the day only where it begins."""
    last = None
    for same in programmes:
        sitting = same[0].sitting
        day = local_day(sitting.starts_at)
        head = (_day(day) if day != last else "", _name([one.sitting for one in same]))
        foot = (_joined(one.sitting.presided_by for one in same), _joined(one.sitting.place for one in same))
        last = day
        if not same[0].steps:
            yield (*head, clock(sitting.starts_at), "", *foot)
        for number, one in enumerate(same[0].steps):
            time = clock(one.begins_at) if one.begins_at else ""
            yield (*head, time, one.words, *foot) if number == 0 else ("", "", time, one.words, "", "")


def _name(sittings: list[Sitting]) -> str:
    if len(sittings) == 1:
        return sittings[0].name
    verb = "分组讨论" if sittings[0].meeting.body.is_street_body else "分组会议"
    return f"{verb}({_joined(one.group.name for one in sittings if one.group)})"


def _joined(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(text for text in texts if text))


def clock(at: datetime) -> str:
    """`09:30`, in local time."""
    return f"{timezone.localtime(at):%H:%M}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def _passed_by(meeting: Meeting) -> Sitting | None:
    """The preparatory sitting that passed the agenda."""
    rows = meeting.sittings.filter(kind=SittingKind.PREPARATORY, state=SittingState.CLOSED)
    return rows.order_by("starts_at").first()
