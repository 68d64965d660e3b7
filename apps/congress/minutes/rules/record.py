"""会议记录: the full account in the order in which things happened.

Its parts: name and number, time from start to end, place, chair, recorder; due, present, on leave and absent by name;
who attended without a vote; agenda, reports, speeches with their gist, questions and answers, opinions, every vote with
every count, resolutions, decisions, the end (domain brief §7.7). Signatures are put under the paper itself.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from apps.congress.meetings.rules.questions import question_word
from apps.congress.meetings.rules.verbs import noun_of, verb_of
from apps.congress.minutes.rules import votes
from apps.congress.minutes.rules.facts import Item, Meeting, Opinion, Poll, Question, Resolution, Sitting, Speech, Step
from apps.congress.minutes.rules.sections import Section, names_line, section
from apps.congress.minutes.rules.wording import (
    days,
    ended,
    head_counts,
    moment,
    span,
)
from apps.foundation.core.dates import chinese_date

Row = TypeVar("Row", Step, Speech, Question, Opinion, Poll, Resolution)


def record(meeting: Meeting) -> list[Section]:
    """Basics, agenda, then every sitting: its opening, each item dealt with there, its end."""
    sections = [section("basics", "会议基本情况", _basics(meeting))]
    if meeting.agenda:
        sections.append(section("agenda", "会议议程", (_agenda_line(item) for item in meeting.agenda)))
    for sitting in meeting.sittings:
        sections += _sitting(meeting, sitting)
    sections += _outside_sittings(meeting)
    return sections


def _basics(meeting: Meeting) -> Iterator[str]:
    yield f"会议名称：{meeting.title}"
    yield f"会议时间：{days(meeting.starts_on, meeting.ends_on)}"
    yield f"会议地点：{meeting.place}"
    chairs = dict.fromkeys(sitting.presided_by for sitting in meeting.held if sitting.presided_by)
    yield f"主持人：{'、'.join(chairs) or meeting.presided_by or '未登记'}"
    yield f"记录人：{meeting.recorder or '未登记'}"
    for sitting in meeting.held:
        yield f"{sitting.name}：{head_counts(sitting.attendance)}，列席{len(sitting.attendance.guests)}人。"


def _agenda_line(item: Item) -> str:
    """`1.听取和审议政府工作报告（报告人：镇长）。`"""
    reporter = item.reporter or item.unit
    return f"{item.number}.{item.title}" + (f"（报告人：{reporter}）" if reporter else "") + "。"


def _sitting(meeting: Meeting, sitting: Sitting) -> Iterator[Section]:
    key = f"sitting-{sitting.key}"
    if not sitting.is_held:
        yield section(key, sitting.name, _not_held(sitting))
        return
    yield section(key, sitting.name, _opening(meeting, sitting))
    for item_key in _items_in_order(meeting, sitting):
        item = meeting.item(item_key)
        if item:
            yield section(f"{key}-item-{item.key}", item.title, _dealt_with(meeting, sitting, item.key), level=2)
    rest = list(_dealt_with(meeting, sitting, None))
    if rest:
        yield section(f"{key}-other", "其他事项", rest, level=2)
    if sitting.closed_at:
        yield section(f"{key}-closing", f"{sitting.name}散会", [f"会议于{moment(sitting.closed_at)}散会。"], level=0)


def _not_held(sitting: Sitting) -> Iterator[str]:
    why = f"原因：{ended(sitting.call_off_reason)}" if sitting.call_off_reason else ""
    yield f"原定{moment(sitting.starts_at)}在{sitting.place}举行，没有举行。{why}"


def _opening(meeting: Meeting, sitting: Sitting) -> Iterator[str]:
    present = sitting.attendance
    yield f"时间：{span(sitting)}"
    yield f"地点：{sitting.place}"
    yield f"主持人：{sitting.presided_by or meeting.presided_by or '未登记'}"
    yield f"出席情况：{head_counts(present)}。"
    yield names_line("出席", present.came)
    yield names_line("请假", present.on_leave)
    yield names_line("缺席", present.absent)
    yield names_line("列席", (guest.titled for guest in present.guests))


def _items_in_order(meeting: Meeting, sitting: Sitting) -> list[int]:
    """Items of the programme as they stand there, then those that only speeches, votes and the like name."""
    named = [
        *(row.item for row in sitting.speeches), *(row.item for row in sitting.questions),
        *(row.item for row in sitting.opinions), *(row.item for row in sitting.polls),
        *(row.item for row in sitting.resolutions),
    ]  # fmt: skip
    planned = list(dict.fromkeys(step.item for step in sitting.steps if step.item))
    others = {key for key in named if key and key not in planned}
    return [*planned, *(item.key for item in meeting.agenda if item.key in others)]


def _dealt_with(meeting: Meeting, sitting: Sitting, item: int | None) -> Iterator[str]:
    """Everything of one item at one sitting: steps, speeches, questions, opinions, votes, resolutions."""
    yield from (_step(meeting, step) for step in _of(item, sitting.steps))
    yield from map(speech_line, _of(item, sitting.speeches))
    for question in _of(item, sitting.questions):
        yield from question_lines(question, is_street=meeting.is_street)
    yield from map(opinion_line, _of(item, sitting.opinions))
    for poll in _of(item, sitting.polls):
        yield from votes.poll_lines(poll)
    yield from (votes.resolution_line(one, is_street=meeting.is_street) for one in _of(item, sitting.resolutions))


def _of(item: int | None, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.item == item]


def _step(meeting: Meeting, step: Step) -> str:
    if step.text:
        return ended(step.text)
    item = meeting.item(step.item)
    verb = verb_of(step.kind, is_street=meeting.is_street)
    if item is None:
        return f"{verb}。" if verb else ""
    if not verb:
        return ended(item.title)
    who = item.reporter or item.unit
    reporter = f"（报告人：{who}）" if who and step.kind == "hear" else ""
    return f"{verb}：{noun_of(item.title)}{reporter}。"


def speech_line(speech: Speech) -> str:
    """`张三（第一代表团）发言：…`."""
    group = f"（{speech.group}）" if speech.group else ""
    return f"{speech.name}{group}发言：{ended(speech.gist) or '（发言要点未登记）'}"


def question_lines(question: Question, *, is_street: bool) -> Iterator[str]:
    asked = f"{question.name}{question_word(is_street=is_street)}"
    yield f"{asked}（第{question.number}号，应询单位：{question.unit}）：{ended(question.text)}"
    if question.answer:
        yield f"{question.answered_by or question.unit}答复：{ended(question.answer)}"
    else:
        yield f"{question.unit}尚未答复。"
    if question.commitment:
        by = f"{chinese_date(question.due_on)}前办理，" if question.due_on else ""
        yield f"{question.unit}承诺：{by}{ended(question.commitment)}"


def opinion_line(opinion: Opinion) -> str:
    """`第一代表团（张三）提出：…（建议由镇政府办理）`."""
    who = f"{opinion.group}（{opinion.name}）" if opinion.group and opinion.name else opinion.group or opinion.name
    unit = f"（建议由{opinion.unit}办理）" if opinion.unit else ""
    text = ended(opinion.text)
    return f"{who or '与会人员'}提出：{text.removesuffix('。')}{unit}。" if unit else f"{who or '与会人员'}提出：{text}"


def _outside_sittings(meeting: Meeting) -> Iterator[Section]:
    """What was recorded for the meeting but for none of its sittings, and who was elected."""
    lines = [line for question in meeting.questions for line in question_lines(question, is_street=meeting.is_street)]
    lines += [opinion_line(opinion) for opinion in meeting.opinions]
    lines += [votes.resolution_line(one, is_street=meeting.is_street) for one in meeting.resolutions]
    if lines:
        yield section("meeting-other", "会议其他事项", lines)
    if meeting.elected:
        yield section("elected", "选举结果", votes.elected_lines(meeting.elected))
