"""主持词: what the chair reads, step by step. Counts stand where they are known, marked gaps where not."""

from collections.abc import Iterator
from datetime import date

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Sitting, SittingKind
from apps.congress.meetings.papers.spoken import GAP, Hall, step_words, votes_of
from apps.congress.meetings.rules.programme import CLOSINGS
from apps.congress.meetings.rules.quorum import QUORUMS
from apps.congress.meetings.selectors.sittings import head_count
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Paragraph, Tree

MARK = f"空格“{GAP}”处会上填写;括号内为提示,不宣读。"


def script(sitting: Sitting, on: date) -> Tree:
    """The whole text for one sitting."""
    meeting = sitting.meeting
    programmes = selectors.programmes_of(meeting)
    place = next((number for number, one in enumerate(programmes) if one.sitting.pk == sitting.pk), None)
    blocks = [] if place is None else list(_text(programmes, place, on))
    organ = standing_organ(meeting.body, on)
    subtitle = f"({chinese_datetime(sitting.starts_at)},{sitting.place},主持人:{sitting.presided_by or GAP})"
    title = f"{meeting.title}\n{sitting.name}主持词"
    return composing.plain_paper(organ, title, blocks, subtitle=subtitle, note=MARK, is_signed=False)


def _text(programmes: list[selectors.Programme], place: int, on: date) -> Iterator[Block]:
    programme = programmes[place]
    sitting = programme.sitting
    hall = Hall(sitting, on, votes_of(sitting))
    yield Paragraph(f"各位{hall.audience}:")
    yield Paragraph(_opening(sitting, dict(QUORUMS).get(selectors.quorum_at(sitting, on), "")))
    for number, one in enumerate(programme.steps, start=1):
        if len(programme.steps) > 1:
            yield Paragraph(f"会议进行第{chinese_number(number)}项:{one.words}。", 2)
        yield from (Paragraph(line) for line in step_words(one, hall))
    yield from (Paragraph(line) for line in _ending(programmes, place))


def _opening(sitting: Sitting, quorum_words: str) -> str:
    """应到、实到 and the quorum, from the frozen counts; gaps before the sitting has opened."""
    due = str(sitting.due) if sitting.due else GAP
    present = str(sitting.present) if sitting.present is not None else GAP
    count = head_count(sitting) if sitting.due else None
    excused = f",请假{count.on_leave}人" if count and count.on_leave else ""
    if sitting.kind == SittingKind.GROUP:
        verb = "讨论" if sitting.meeting.body.is_street_body else "审议"
        return f"本组代表应到{due}人,实到{present}人{excused}。现在开始{verb}。"
    who = "主席团成员" if sitting.kind == SittingKind.PRESIDIUM else "代表"
    quorum = "符合法定人数" if sitting.present is not None else f"(核对人数)符合法定人数({quorum_words})"
    return f"本次会议应到{who}{due}人,实到{present}人{excused},{quorum}。现在开会。"


def _ending(programmes: list[selectors.Programme], place: int) -> Iterator[str]:
    """The next sitting, where and when; after the last the session is over."""
    own = programmes[place].sitting
    if any(one.step.text in CLOSINGS for one in programmes[place].steps):
        yield "散会。"
        return
    following = next((one.sitting for one in programmes[place + 1 :] if one.sitting.is_of_all), None)
    if following and own.kind != SittingKind.PRESIDIUM:
        yield f"下一次会议:{following.name},{chinese_datetime(following.starts_at)}在{following.place}举行,请准时出席。"
    yield "今天的会议进行到这里。现在散会。" if own.is_of_all else "现在散会。"
