"""What the chair says in each kind of step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from apps.congress.ballots.announcement import announcement
from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import (
    AgendaItem,
    Resolution,
    ResolutionState,
    Sitting,
    SittingKind,
    StepKind,
)
from apps.congress.meetings.papers.agenda import agenda_lines
from apps.congress.meetings.papers.lists import SECRETARY, presidium_by_strokes
from apps.congress.meetings.rules.programme import CLOSINGS, OPENINGS, VOTES, Item, topic_of
from apps.congress.meetings.rules.verbs import noun_of
from apps.congress.meetings.selectors import TimedStep
from apps.congress.meetings.selectors.resolutions import majority_of
from apps.office.documents.rules.tree import Paragraph

GAP = "＿＿"
COUNTED = (PollState.COUNTED, PollState.SIGNED, PollState.ANNOUNCED)
HANDS = "同意的请举手。(稍停)请放下。不同意的请举手。(稍停)请放下。弃权的请举手。(稍停)请放下。"


@dataclass(frozen=True, slots=True)
class Votes:
    """What was voted on each item at a sitting: polls and resolutions that have a result."""

    polls: Mapping[int | None, list[Poll]] = field(default_factory=dict)
    resolutions: Mapping[int | None, list[Resolution]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hall:
    """Where the words are spoken."""

    sitting: Sitting
    on: date
    votes: Votes

    @property
    def is_street(self) -> bool:
        return self.sitting.meeting.body.is_street_body

    @property
    def audience(self) -> str:
        if self.sitting.kind == SittingKind.PRESIDIUM:
            return "主席团成员"
        return "议事代表" if self.is_street else "代表"


def votes_of(sitting: Sitting) -> Votes:
    """Results recorded at a sitting, by item of the agenda."""
    polls: dict[int | None, list[Poll]] = {}
    counted = sitting.polls.filter(poll__state__in=COUNTED, poll__count__isnull=False)
    for link in counted.select_related("poll__body", "poll__count").order_by("pk"):
        polls.setdefault(link.agenda_item_id, []).append(link.poll)
    resolutions: dict[int | None, list[Resolution]] = {}
    decided = [ResolutionState.ADOPTED, ResolutionState.REJECTED]
    for row in sitting.resolutions.filter(state__in=decided, poll__isnull=True):
        resolutions.setdefault(row.agenda_item_id, []).append(row)
    return Votes(polls, resolutions)


def step_words(one: TimedStep, hall: Hall) -> Iterator[str]:
    """The paragraphs of one step."""
    say = {
        StepKind.HEAR: _hear, StepKind.DELIBERATE: _deliberate, StepKind.INQUIRE: _inquire, StepKind.VOTE: _vote,
        StepKind.ASSESS: _assess, StepKind.PASS: _pass, StepKind.ANNOUNCE: _announce,
    }.get(StepKind(one.step.kind), _other)  # fmt: skip
    yield from say(one, hall)


def _hear(one: TimedStep, hall: Hall) -> Iterator[str]:
    item = one.step.agenda_item
    if item is None:
        yield f"下面,{one.words}。"
        return
    noun = noun_of(item.title)
    reporter = item.reporter or GAP
    verb = "作" if noun.endswith(("报告", "说明")) else "报告"
    yield f"下面,请{reporter}{verb}{noun}。(报告毕)"


def _deliberate(one: TimedStep, hall: Hall) -> Iterator[str]:
    yield f"下面,请各位{hall.audience}{one.words},发表意见。(发言、记录)"


def _inquire(one: TimedStep, hall: Hall) -> Iterator[str]:
    unit = one.step.agenda_item.unit if one.step.agenda_item else None
    answering = f"{unit.name}负责人" if unit else "有关单位负责人"
    yield f"下面进行{noun_of(one.step.agenda_item.title) if one.step.agenda_item else one.words}。"
    yield f"请各位{hall.audience}提问,由{answering}到会应询。(提问、答复)"


def _vote(one: TimedStep, hall: Hall) -> Iterator[str]:
    item = one.step.agenda_item
    if item and topic_of(Item(item.pk, item.title, item.topic)) in VOTES:
        ballot = "选票" if "选举" in one.words or "补选" in one.words else "表决票"
        yield f"下面,{one.words}。请总监票人、监票人和计票人就位,检查票箱。(检查毕)请分发{ballot}。"
        yield "请按照说明填写,依次投票。(投票、清点)"
        yield from _result(item, hall) or (f"发出{GAP}张,收回{GAP}张,收回的票不多于发出的票,本次表决有效。请计票。",)
        return
    verb = "讨论" if hall.is_street else "审议"
    yield f"下面,{one.words}。草案已印发,请{verb}。(稍停)现在进行表决。"
    yield from _by_hands(item, hall)


def _assess(one: TimedStep, hall: Hall) -> Iterator[str]:
    yield f"下面,{one.words}。请监票人、计票人就位,分发测评票。请按照说明填写,依次投票。(投票、计票)"
    yield from _result(one.step.agenda_item, hall) or (f"满意{GAP}票,基本满意{GAP}票,不满意{GAP}票。",)


def _pass(one: TimedStep, hall: Hall) -> Iterator[str]:
    if one.step.agenda_item is None and one.words.endswith("议程"):
        yield f"会议建议议程共{hall.sitting.meeting.agenda.count()}项:"
        yield from (line.text for line in agenda_lines(hall.sitting.meeting) if isinstance(line, Paragraph))
    if one.step.agenda_item is None and "主席团" in one.words:
        yield from _presidium(hall)
    yield f"请各位{hall.audience}审议。(稍停)没有意见,现在进行表决。" if not hall.is_street else "现在进行表决。"
    yield from _by_hands(one.step.agenda_item, hall)


def _presidium(hall: Hall) -> Iterator[str]:
    members = presidium_by_strokes(hall.sitting.meeting, hall.on)
    names = "、".join(one.person.name for one in members) or GAP
    secretary = next((one.person.name for one in members if SECRETARY in one.title), GAP)
    yield f"主席团名单(草案)共{len(members) or GAP}人,按姓氏笔画为序:{names}。秘书长:{secretary}。"


def _announce(one: TimedStep, hall: Hall) -> Iterator[str]:
    title = hall.sitting.meeting.title
    if one.step.text in OPENINGS:
        yield f"现在我宣布:{title}{'开始' if hall.is_street else '开幕'}!"
        yield from () if hall.is_street else ("请全体起立,奏唱中华人民共和国国歌。(奏国歌)请坐下。",)
    elif one.step.text in CLOSINGS:
        yield f"各位{hall.audience},本次会议的各项议程已经进行完毕。"
        yield f"现在我宣布:{title}{'结束' if hall.is_street else '闭幕'}!"
        yield from () if hall.is_street else ("请全体起立,奏唱中华人民共和国国歌。(奏国歌)",)
    else:
        declared = [line for poll in hall.votes.polls.get(_pk(one), []) for line in announcement(poll).declaration]
        yield from declared or (f"下面,{one.words}:{GAP}{GAP}。",)


def _other(one: TimedStep, hall: Hall) -> Iterator[str]:
    yield f"下面,{one.words}。"


def _by_hands(item: AgendaItem | None, hall: Hall) -> Iterator[str]:
    """Hands are counted; what was recorded is filled in."""
    yield HANDS
    key = item.pk if item else None
    found = hall.votes.resolutions.get(key, []) if key else []
    for row in found:
        verdict = row.state_label.removeprefix("已")
        yield f"《{row.title}》赞成{row.approve}人,反对{row.oppose}人,弃权{row.abstain}人。{verdict}。"
    told = _result(item, hall)
    yield from told
    if not found and not told:
        yield f"赞成{GAP}人,反对{GAP}人,弃权{GAP}人。({_majority(hall)})通过。"


def _majority(hall: Hall) -> str:
    """What is needed: of the presidium's members, of all deputies; at a street what its rules say."""
    if hall.sitting.kind == SittingKind.PRESIDIUM:
        return "全体主席团成员的过半数"
    return majority_of(hall.sitting.meeting.body, hall.on).told


def _result(item: AgendaItem | None, hall: Hall) -> list[str]:
    """The scrutineer's report of every counted poll on an item."""
    if item is None:
        return []
    return [line for poll in hall.votes.polls.get(item.pk, []) for line in announcement(poll).report[1:]]


def _pk(one: TimedStep) -> int | None:
    return one.step.agenda_item.pk if one.step.agenda_item else None
