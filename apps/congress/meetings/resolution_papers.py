"""A text as adopted, under a red head, and the 公告 that makes it known: made from what is recorded."""

from collections.abc import Iterator
from datetime import date

from apps.congress.meetings.models import Resolution, ResolutionState
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Paragraph, Tree


def text(resolution: Resolution, on: date) -> Tree:
    """The text itself with the line that says when and by whom it was adopted (题注); a draft says that it is one."""
    organ = standing_organ(resolution.body, on)
    draft = "" if resolution.state == ResolutionState.ADOPTED else "（草案）"
    return composing.plain_paper(
        organ, f"{resolution.title}{draft}", _paragraphs(resolution), subtitle=adopted_line(resolution),
        is_signed=False,
    )  # fmt: skip


def red_head(resolution: Resolution, on: date) -> Tree:
    """To be printed and sent: the red head of the organ that stands for the body."""
    organ = standing_organ(resolution.body, on)
    blocks = [Paragraph(adopted_line(resolution)), *_paragraphs(resolution)]
    return composing.red_head(organ, resolution.title, blocks)


def announcement(resolution: Resolution, on: date) -> Tree:
    """公告, numbered within the term in the same series as the announcements of elections."""
    organ = standing_organ(resolution.body, on)
    day = chinese_date(local_day(resolution.decided_at)) if resolution.decided_at else ""
    line = f"《{resolution.title}》已由{resolution.meeting.title}于{day}通过，现予公告。"
    return composing.announcement(
        organ, f"{organ.name}\n公告", [Paragraph(line), Paragraph(resolution.title), *_paragraphs(resolution)]
    )


def adopted_line(resolution: Resolution) -> str:
    """`（2026年3月20日青禾镇第二十届人民代表大会第一次会议通过）`; empty before."""
    if resolution.state != ResolutionState.ADOPTED or resolution.decided_at is None:
        return ""
    word = resolution.outcome_word.removeprefix("已")
    return f"（{chinese_date(local_day(resolution.decided_at))}{resolution.meeting.title}{word}）"


def _paragraphs(resolution: Resolution) -> list[Block]:
    return [Paragraph(line.strip()) for line in resolution.text.splitlines() if line.strip()]


def texts() -> Iterator[Tree]:
    for resolution, on in _adopted():
        yield text(resolution, on)


def red_heads() -> Iterator[Tree]:
    for resolution, on in _adopted():
        yield red_head(resolution, on).numbered("青人发〔2026〕6号", on)


def announcements() -> Iterator[Tree]:
    for resolution, on in _adopted():
        yield announcement(resolution, on).numbered(f"〔{chinese_number(resolution.meeting.term.number)}届〕第6号", on)


def _adopted() -> Iterator[tuple[Resolution, date]]:
    """The newest that a congress adopted."""
    rows = Resolution.objects.filter(state=ResolutionState.ADOPTED).with_meeting().order_by("-decided_at")
    for resolution in [row for row in rows if not row.body.is_street_body][:1]:
        yield resolution, local_day(resolution.decided_at)
