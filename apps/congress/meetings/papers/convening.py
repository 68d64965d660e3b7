"""关于召开会议的决定 and 公告: date, place and proposed agenda, as the standing organ fixes them."""

from collections.abc import Iterator
from datetime import date

from apps.congress.meetings.models import Meeting
from apps.congress.meetings.papers.agenda import agenda_lines
from apps.foundation.core.dates import chinese_date, chinese_days
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Paragraph, Tree

DECISION, ANNOUNCEMENT = "meetings_convening", "meetings_convening_announcement"


def decision(meeting: Meeting, on: date) -> Tree:
    """For the presidium (常委会) to issue under its red head."""
    organ = standing_organ(meeting.body, on)
    return composing.red_head(organ, f"关于召开{meeting.title}的决定", _decided(meeting, organ.name))


def announcement(meeting: Meeting, on: date) -> Tree:
    """For everybody to read."""
    organ = standing_organ(meeting.body, on)
    blocks = [
        Paragraph(f"根据有关法律规定,{organ.name}决定:{_convened(meeting)}"),
        Paragraph("现予公告。"),
    ]
    return composing.announcement(organ, f"{organ.name}\n关于召开{meeting.title}的公告", blocks)


def _convened(meeting: Meeting) -> str:
    return f"{meeting.title}于{chinese_days(meeting.starts_on, meeting.ends_on)}在{meeting.place}召开。"


def _decided(meeting: Meeting, organ: str) -> Iterator[Block]:
    when = f"{chinese_date(meeting.convened_on)}研究" if meeting.convened_on else ""
    yield Paragraph(f"{organ}{when}决定:{_convened(meeting)}")
    yield Paragraph("建议会议的议程为:")
    yield from agenda_lines(meeting)
