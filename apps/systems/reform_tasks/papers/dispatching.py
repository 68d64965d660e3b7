"""调度会纪要: progress by task, problems, what is asked, of whom, by when."""

from collections.abc import Iterator
from datetime import date

from apps.congress.supervision.rules import lights
from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.dates import chinese_date, chinese_datetime
from apps.office.documents.composing import minutes
from apps.office.documents.rules.tree import Block, Column, Names, Paragraph, Table, Tree
from apps.systems.reform_tasks.models import DispatchMeeting, DispatchPoint
from apps.systems.reform_tasks.papers.words import lines
from apps.systems.reform_tasks.selectors.dispatching import names_in, points_of

MINUTES = "reform_tasks_minutes"
COLUMNS = (
    Column("序号", 2), Column("镇街", 4), Column("任务", 6, "left"), Column("灯", 2), Column("进度", 3),
    Column("存在问题", 8, "left"),
)  # fmt: skip


def minutes_paper(meeting: DispatchMeeting, on: date) -> Tree:
    """纪要格式, with who came and who was excused."""
    organ, points = supervising_organ(meeting.plan.office, on), points_of(meeting)
    return minutes(organ, "改革任务调度会纪要", meeting.title, _blocks(meeting, points))


def _blocks(meeting: DispatchMeeting, points: list[DispatchPoint]) -> Iterator[Block]:
    yield Paragraph(
        f"{chinese_datetime(meeting.held_at)},{meeting.chair}在{meeting.place}主持召开{meeting.title},"
        f"调度“{meeting.plan.title}”的推进情况。现将会议议定事项纪要如下:"
    )
    if meeting.summary:
        yield Paragraph("总体情况", 1)
        yield from lines(meeting.summary)
    if points:
        yield Paragraph("进展和问题", 1)
        yield Table(COLUMNS, tuple(_row(number, point) for number, point in enumerate(points, start=1)))
        yield Paragraph("会议要求", 1)
        yield from (Paragraph(_asked(point)) for point in points)
    yield Names("出席:", tuple(names_in(meeting.present)))
    if absent := names_in(meeting.absent):
        yield Names("请假:", tuple(absent))


def _row(number: int, point: DispatchPoint) -> tuple[str, ...]:
    light = lights.LIGHTS.get(point.light, "—")
    place = point.assignment.area.name
    return (str(number), place, point.assignment.title, light, f"{point.percent}%", point.problem or "—")


def _asked(point: DispatchPoint) -> str:
    unit = point.unit.name if point.unit else point.assignment.area.name
    due = f",{chinese_date(point.due_on)}前完成" if point.due_on else ""
    return f"关于{point.assignment.area}“{point.assignment.title}”:{point.requirement.rstrip('。')}({unit}落实{due})。"
