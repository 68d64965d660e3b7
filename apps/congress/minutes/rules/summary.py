"""纪要: what was heard, studied, decided and required, each kind of meeting in its own verbs (domain brief §7.7).

A congress 听取和审议, 表决, 决定; its presidium 听取, 研究, 决定, 要求; a street body 听取和讨论 and 票选 only.
"""

from collections.abc import Iterable, Iterator

from apps.congress.meetings.rules.questions import question_word
from apps.congress.meetings.rules.verbs import noun_of
from apps.congress.minutes.rules import votes
from apps.congress.minutes.rules.facts import Attendance, Item, Meeting, Step, Task, WorkMeeting
from apps.congress.minutes.rules.record import opinion_line
from apps.congress.minutes.rules.sections import ATTENDANCE, Section, names_line, section
from apps.congress.minutes.rules.wording import by_reporter, days, due_and_present, ended, moment, over_all
from apps.foundation.core.dates import chinese_date

OPENING = "opening"


def session(meeting: Meeting) -> list[Section]:
    """A session of a congress."""
    return _filled([
        section(OPENING, "会议概况", [_opening(meeting, "代表")], level=0),
        section("heard", "会议听取和审议", _heard(meeting, "会议听取和审议了")),
        section("opinions", "审议意见", _opinions(meeting)),
        section("inquiry", "询问和答复", _inquiry(meeting)),
        section("votes", "表决和测评", _votes(meeting)),
        section("elected", "选举结果", votes.elected_lines(meeting.elected)),
        section("decided", "会议通过的决议决定", _resolutions(meeting)),
        section("brought", "意见建议及交办", _brought(meeting)),
        section("required", "会议要求", _required(meeting, "会议要求")),
        _attendance(over_all(meeting)),
    ])  # fmt: skip


def presidium(meeting: Meeting) -> list[Section]:
    """A meeting of the presidium, or of a group."""
    return _filled([
        section(OPENING, "会议概况", [_opening(meeting, "成员")], level=0),
        section("heard", "会议听取", _heard(meeting, "会议听取了", kinds=("hear",))),
        section("studied", "会议研究", [*_heard(meeting, "会议研究了", kinds=("deliberate",)), *_opinions(meeting)]),
        section("inquiry", "询问和答复", _inquiry(meeting)),
        section("decided", "会议决定", [*_votes(meeting), *_resolutions(meeting)]),
        section("required", "会议要求", _required(meeting, "会议要求")),
        _attendance(over_all(meeting)),
    ])  # fmt: skip


def street(meeting: Meeting) -> list[Section]:
    """A deliberation meeting of a street: it hears, discusses and chooses, and decides nothing by law."""
    opinions = [opinion for sitting in meeting.held for opinion in sitting.opinions] + list(meeting.opinions)
    noted = [f"会议共记录讨论意见{len(opinions)}条，由人大街道工委梳理后交有关单位办理并反馈。"] if opinions else []
    received = [*noted, *_brought(meeting)]
    polls = list(meeting.polls)
    assessed = [line for poll in polls if poll.word == "满意度测评" for line in votes.poll_short(poll)]
    chosen = [line for poll in polls if poll.word != "满意度测评" for line in votes.poll_short(poll)]
    return _filled([
        section(OPENING, "会议概况", [_opening(meeting, "议事代表")], level=0),
        section("heard", "会议听取和讨论", _heard(meeting, "会议听取和讨论了")),
        section("opinions", "讨论的主要意见", _opinions(meeting)),
        section("inquiry", "提问和答复", _inquiry(meeting)),
        section("votes", "票选结果", [*chosen, *_resolutions(meeting)]),
        section("assessed", "满意度测评结果", assessed),
        section("required", "意见建议及交办要求", [*received, *_required(meeting, "会议建议")]),
        _attendance(over_all(meeting)),
    ])  # fmt: skip


def work_meeting(meeting: WorkMeeting) -> list[Section]:
    """A consultation (会商) or dispatch meeting (调度会): purpose, each task, requirements, who came."""
    chair = f"会议由{meeting.presided_by}主持。" if meeting.presided_by else ""
    when = chinese_date(meeting.held_on)
    opening = f"{when}，在{meeting.place}召开{meeting.title}，{meeting.purpose}。{chair}现纪要如下："
    tasks = [line for number, task in enumerate(meeting.tasks, start=1) for line in _task(number, task)]
    present = Attendance(0, 0, meeting.came, meeting.on_leave, (), meeting.guests)
    return _filled([
        section(OPENING, "会议概况", [opening], level=0),
        section("tasks", "研究情况", tasks),
        section("required", "会议要求", (ended(line) for line in meeting.requirements)),
        _attendance(present),
    ])  # fmt: skip


def _filled(sections: Iterable[Section]) -> list[Section]:
    return [one for one in sections if one.text]


def _opening(meeting: Meeting, noun: str) -> str:
    """When, where, who presided and who came: of the whole body; sittings of groups and presidium are only named."""
    held = [sitting for sitting in meeting.held if sitting.is_of_all] or meeting.held
    beside = _beside(meeting) if len(held) < len(meeting.held) else ""
    one = held[0] if len(meeting.held) == 1 else None
    when = moment(one.opened_at) if one and one.opened_at else days(meeting.starts_on, meeting.ends_on)
    chairs = "、".join(dict.fromkeys(sitting.presided_by for sitting in held if sitting.presided_by))
    chair = f"会议由{chairs or meeting.presided_by}主持。" if chairs or meeting.presided_by else ""
    counts = f"{due_and_present(held, noun)}。" if held else ""
    return f"{when}，{meeting.title}在{one.place if one else meeting.place}召开。{chair}{counts}{beside}现纪要如下："


def _beside(meeting: Meeting) -> str:
    """`会议期间举行主席团会议2次、分组会议4次。`"""
    names = {"presidium": "主席团会议", "group": "分组讨论" if meeting.is_street else "分组会议"}
    numbers = {name: sum(sitting.kind == kind for sitting in meeting.held) for kind, name in names.items()}
    return f"会议期间举行{'、'.join(f'{name}{number}次' for name, number in numbers.items() if number)}。"


def _heard(meeting: Meeting, verb: str, kinds: tuple[str, ...] = ("hear", "deliberate")) -> Iterator[str]:
    """The items that were dealt with so; where nothing says what was dealt with, those with a reporter."""
    steps = [step for sitting in meeting.held for step in sitting.steps]
    keys = dict.fromkeys(step.item for step in steps if step.item and _is_of(meeting, step, kinds))
    items = [item for item in map(meeting.item, keys) if item] or _reported(meeting, kinds if not steps else ())
    yield from (f"{verb}{by_reporter(item) if 'hear' in kinds else noun_of(item.title)}。" for item in items)


def _is_of(meeting: Meeting, step: Step, kinds: tuple[str, ...]) -> bool:
    """Of one of these kinds; a step of no particular kind is what the title of its item says."""
    item = meeting.item(step.item)
    says_heard = step.kind in {"", "other"} and item is not None and item.title.startswith("听取")
    return step.kind in kinds or ("hear" in kinds and says_heard)


def _reported(meeting: Meeting, kinds: tuple[str, ...]) -> list[Item]:
    return [item for item in meeting.agenda if item.reporter or item.unit] if "hear" in kinds else []


def _opinions(meeting: Meeting) -> Iterator[str]:
    rows = [opinion for sitting in meeting.held for opinion in sitting.opinions] + list(meeting.opinions)
    yield from map(opinion_line, rows)


def _brought(meeting: Meeting) -> Iterator[str]:
    """As recorded: how many came, how many had been handed over when the facts were read."""
    for one in meeting.brought:
        begun = f"{one.name}整理为{one.received}件" if one.is_put_together else f"收到{one.name}{one.received}件"
        handed = f"，已交有关单位办理{one.handed_over}件" if one.handed_over else "，尚未交办"
        yield f"{begun}{handed}。"


def _inquiry(meeting: Meeting) -> Iterator[str]:
    rows = [question for sitting in meeting.held for question in sitting.questions] + list(meeting.questions)
    word = question_word(is_street=meeting.is_street)
    for question in rows:
        answer = f"{question.answered_by or question.unit}答复：{ended(question.answer)}" if question.answer else ""
        yield f"{question.name}就“{ended(question.text).removesuffix('。')}”提出{word}。{answer}"


def _votes(meeting: Meeting) -> Iterator[str]:
    """Results that no resolution stands for; who was elected stands in its own section."""
    for poll in meeting.polls:
        if not poll.resolution:
            yield from votes.poll_short(poll)


def _resolutions(meeting: Meeting) -> Iterator[str]:
    rows = [one for sitting in meeting.held for one in sitting.resolutions] + list(meeting.resolutions)
    yield from (votes.resolution_line(one, is_street=meeting.is_street) for one in rows if one.state == "adopted")


def _required(meeting: Meeting, verb: str) -> Iterator[str]:
    """Every promise with its unit and date; opinions are handed over to the units they name."""
    rows = [question for sitting in meeting.held for question in sitting.questions] + list(meeting.questions)
    for question in rows:
        if question.commitment:
            by = f"于{chinese_date(question.due_on)}前" if question.due_on else ""
            yield f"{verb}，{question.unit}{by}兑现承诺：{ended(question.commitment)}"
    opinions = [opinion for sitting in meeting.held for opinion in sitting.opinions] + list(meeting.opinions)
    units = dict.fromkeys(opinion.unit for opinion in opinions if opinion.unit)
    for unit in units:
        count = sum(opinion.unit == unit for opinion in opinions)
        yield f"{verb}，{unit}认真研究办理有关意见{count}条，并按期反馈办理结果。"


def _task(number: int, task: Task) -> Iterator[str]:
    yield f"{number}.{task.title}。{ended(task.progress)}{ended(task.problems)}"
    if task.conclusion or task.unit or task.due_on:
        unit = f"责任单位：{task.unit}" if task.unit else ""
        due = f"完成时限：{chinese_date(task.due_on)}" if task.due_on else ""
        tail = "，".join(part for part in (unit, due) if part)
        yield f"{ended(task.conclusion)}{ended(tail) if tail else ''}"


def _attendance(present: Attendance) -> Section:
    lines = [
        names_line("出席", present.came),
        names_line("请假", present.on_leave),
        names_line("缺席", present.absent),
        names_line("列席", (guest.titled for guest in present.guests)),
    ]
    return section(ATTENDANCE, "出席情况", lines, level=0)
