"""审议意见汇总, as a paper and as XLSX: by item of the agenda, then by group."""

from collections.abc import Iterator
from typing import IO

from django.utils import timezone

from apps.congress.matters.selectors.became import Became, became
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.rules.questions import opinion_word
from apps.congress.meetings.selectors.opinions import ItemOpinions, OpinionLine, opinions_by_item
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree

KIND = "meetings_opinions"
COLUMNS = (
    Column("序号", 2), Column("代表团（组）", 4), Column("提出人", 4), Column("意见", 14, "left"),
    Column("承办单位", 5), Column("办理情况", 6),
)  # fmt: skip
HEADINGS = (
    "序号",
    "议程",
    "代表团(组)",
    "提出人",
    "意见",
    "建议承办单位",
    "可能重复的序号",
    "记录人",
    "记录日期",
    "交办标题",
    "承办单位",
    "反馈期限",
    "办理情况",
    "反馈内容",
)


def title_word(meeting: Meeting) -> str:
    return f"{opinion_word(is_street=meeting.body.is_street_body)}汇总"


def tree(meeting: Meeting, actor: Actor) -> Tree:
    """Every opinion that stands, as the actor may see them."""
    organ = standing_organ(meeting.body, meeting.starts_on)
    return composing.register(organ, f"{meeting.title}\n{title_word(meeting)}", _blocks(meeting, actor))


def _blocks(meeting: Meeting, actor: Actor) -> Iterator[Block]:
    items = opinions_by_item(meeting, actor)
    if not items:
        yield Paragraph("本次会议没有记录意见。")
    for part in items:
        yield Paragraph(f"关于“{part.title}”（{len(part.lines)}条）", 1)
        yield Table(COLUMNS, tuple(_cells(line) for line in part.lines))


def _cells(line: OpinionLine) -> tuple[str, ...]:
    one = line.opinion
    end = _became(line)
    unit = end.units if end else f"建议{one.unit.name}" if one.unit else "—"
    words = end.words if end else "未交办"
    return (str(line.number), one.group_name or "—", one.name or "—", one.text, unit, words)


def _became(line: OpinionLine) -> Became | None:
    handover = line.opinion.handover
    return became(handover.matter, timezone.localdate()) if handover else None


def xlsx(meeting: Meeting, actor: Actor) -> IO[bytes]:
    items = opinions_by_item(meeting, actor)
    return xlsx_of(title_word(meeting), HEADINGS, [row for part in items for row in _rows(part)])


def _rows(part: ItemOpinions) -> Iterator[tuple[object, ...]]:
    for line in part.lines:
        one = line.opinion
        yield (
            line.number, part.title, one.group_name, one.name, one.text, one.unit.name if one.unit else "",
            "、".join(map(str, line.alike)), one.written_by, chinese_date(local_day(one.written_at)), *_ended(line),
        )  # fmt: skip


def _ended(line: OpinionLine) -> tuple[object, ...]:
    end = _became(line)
    if end is None:
        return ("", "", "", "", "")
    told = "\n".join(answer.text for answer in end.answers)
    due = chinese_date(end.due_on) if end.due_on else ""
    return (end.matter.title, end.units, due, end.words, told)


def _last() -> Meeting | None:
    """The meeting with the newest opinions."""
    meetings = Meeting.objects.filter(opinions__is_withdrawn=False).select_related("body__area", "term__body")
    return meetings.order_by("-starts_on", "-pk").first()


def trees() -> Iterator[Tree]:
    if meeting := _last():
        yield tree(meeting, _office(meeting))


def samples() -> Iterator[tuple[str, bytes]]:
    if meeting := _last():
        yield f"{title_word(meeting)}.xlsx", xlsx(meeting, _office(meeting)).read()


def _office(meeting: Meeting) -> Actor:
    """Whoever sees everything of the meeting's area, for samples."""
    return Actor(name="系统", role="staff", area_path=meeting.body.area.path)
