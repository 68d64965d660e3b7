"""会议通知 as a paper, made from what is planned: to print as it is, or to be issued under a red head."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from apps.congress.meetings.models import Meeting
from apps.congress.meetings.selectors.meetings import NOTICE
from apps.foundation.core.dates import chinese_datetime, chinese_days, local_day
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Signature, Table, Tree

KIND = NOTICE
RECIPIENTS = ("各位代表",)
HABIT = "请安排好工作，按时到会，会前签到。"
LEAVE = "因故不能出席的，请于会前提出书面请假，写明事由。"


def red_head(meeting: Meeting, on: date) -> Tree:
    """For the organ that convenes the meeting to sign; number and date come with the signature."""
    organ = standing_organ(meeting.body, on)
    return composing.red_head(organ, _title(meeting), _blocks(meeting), recipients=RECIPIENTS, note=_contact(meeting))


def plain(meeting: Meeting, on: date) -> Tree:
    """What the members were told, without head and number."""
    organ = standing_organ(meeting.body, on)
    tree = composing.plain_paper(
        organ, _title(meeting), _blocks(meeting), recipients=RECIPIENTS, note=_contact(meeting)
    )
    noticed_on = local_day(meeting.noticed_at) if meeting.noticed_at else None
    return replace(tree, signature=Signature((organ.name,), noticed_on))


def _title(meeting: Meeting) -> str:
    return f"关于召开{meeting.title}的通知"


def _contact(meeting: Meeting) -> str:
    return f"联系人：{meeting.contact}" if meeting.contact else ""


def _blocks(meeting: Meeting) -> Iterator[Block]:
    days = chinese_days(meeting.starts_on, meeting.ends_on)
    yield Paragraph(f"定于{days}在{meeting.place}召开{meeting.title}。现将有关事项通知如下：")
    yield Paragraph("时间和地点", 1)
    yield from _sittings(meeting)
    yield Paragraph("建议议程", 1)
    for item in meeting.agenda.all():
        yield Paragraph(f"{item.title}（报告人：{item.reporter}）。" if item.reporter else f"{item.title}。", 3)
    yield Paragraph("有关要求", 1)
    own = [line.strip() for line in meeting.requirements.splitlines() if line.strip()]
    for line in (*(own or [HABIT]), LEAVE):
        yield Paragraph(line)
    yield from _changes(meeting)


def _changes(meeting: Meeting) -> Iterator[Block]:
    """What a later edition changed, and why."""
    change = meeting.plan_changes.filter(revision=meeting.revision).first() if meeting.revision > 1 else None
    if change is None:
        return
    yield Paragraph(f"本次变更(第{meeting.revision}版通知)", 1)
    for sentence in change.sentences:
        yield Paragraph(f"{sentence}。", 3)
    if change.reason:
        yield Paragraph(f"变更理由：{change.reason}。")


def _sittings(meeting: Meeting) -> Iterator[Block]:
    sittings = list(meeting.sittings.all())
    if len(sittings) == 1:
        yield Paragraph(f"{sittings[0].name}：{chinese_datetime(sittings[0].starts_at)}，{sittings[0].place}。")
    else:
        rows = tuple((one.name, chinese_datetime(one.starts_at), one.place) for one in sittings)
        yield Table((Column("会次", 3), Column("时间", 4), Column("地点", 4)), rows)


def trees() -> Iterator[Tree]:
    """The newest meeting that was announced, both ways."""
    meetings = Meeting.objects.filter(noticed_at__isnull=False).select_related("body__area").order_by("-noticed_at")
    for meeting in meetings[:1]:
        on = local_day(meeting.noticed_at)
        yield red_head(meeting, on)
        yield plain(meeting, on)
