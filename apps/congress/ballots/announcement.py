"""宣布词: what the chief scrutineer reads of a count, and what the chair declares from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.congress.ballots import ballot_paper, result_sheet, selectors
from apps.congress.ballots.models import Count, Duty, Method, Poll, PollState, ScoreRule
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.sheets import PART_LABELS
from apps.congress.ballots.selectors.scrutiny import witnesses_of
from apps.foundation.core.errors import WrongState
from apps.office.documents import composing
from apps.office.documents.rules.tree import Paragraph, Tree

BALLOTS = {Model.ELECTION: "选票", Model.ASSESSMENT: "测评票"}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is read out, paragraph by paragraph: first the scrutineer's report, then the chair's words."""

    report: tuple[str, ...]
    declaration: tuple[str, ...]


def announcement(poll: Poll) -> Announcement:
    """Of a counted poll. Raises WrongState before the count and for a voided poll."""
    count = selectors.result_of(poll)
    if poll.state == PollState.VOIDED:
        raise WrongState("本次表决已作废,没有可以宣布的结果。")
    declared = _declaration(poll, result_sheet.outcome_of(poll, count))
    return Announcement(tuple(_report(poll, count)), tuple(declared))


def _report(poll: Poll, count: Count) -> Iterator[str]:
    outcome = count.outcome
    yield f"{_address(poll)}:"
    yield f"现在报告“{poll.title}”的计票结果。"
    yield _turnout(poll, outcome)
    if len(count.parts) > 1:
        yield _boxes(count.parts)
    yield from _validity(poll, outcome)
    if poll.publish_counts:
        yield "各项得票如下:"
        yield from (_line(poll, line) for line in outcome["items"])
    yield from (f"{stage.label}时,{'、'.join(stage.names)}到场监票。" for stage in witnesses_of(poll) if stage.names)
    yield "报告完毕。"
    chief = poll.officers.filter(duty=Duty.CHIEF_SCRUTINEER).select_related("person").first()
    if chief is not None:
        yield f"总监票人:{chief.person.name}"


def _address(poll: Poll) -> str:
    return "各位议事代表" if poll.body.is_street_body else "各位代表"


def _turnout(poll: Poll, outcome: Mapping[str, Any]) -> str:
    turnout = outcome["turnout"]
    quorum = "符合法定人数" if outcome["quorum_met"] else "未达到法定人数"
    came = f"应到代表{turnout['due']}人,实到{turnout['present']}人,{quorum}。"
    if poll.method == Method.SHOW_OF_HANDS:
        return came
    ballot = BALLOTS.get(Model(poll.model)) or ballot_paper.name(poll)
    blank = f",弃权票{turnout['blank']}张" if turnout["blank"] else ""
    return (
        f"{came}发出{ballot}{turnout['issued']}张,收回{turnout['received']}张;"
        f"其中有效票{turnout['valid']}张,废票{turnout['void']}张{blank}。"
    )


def _boxes(parts: Mapping[str, Any]) -> str:
    told = [
        f"{result_sheet.BOXES[name]}发出{box['issued']}张、收回{box['received']}张"
        for name, box in sorted(parts.items(), key=lambda part: list(result_sheet.BOXES).index(part[0]))
    ]
    return f"其中:{';'.join(told)}。"


def _validity(poll: Poll, outcome: Mapping[str, Any]) -> Iterator[str]:
    if not outcome["valid"]:
        yield from (reason["sentence"] for reason in outcome["reasons"])
        return
    turnout, word = outcome["turnout"], result_sheet.word(poll)
    if poll.method == Method.SHOW_OF_HANDS:
        yield f"本次{word}有效。"
        return
    relation = "等于" if turnout["received"] == turnout["issued"] else "少于"
    yield f"收回的票数{relation}发出的票数,本次{word}有效。"


def _line(poll: Poll, item: Mapping[str, Any]) -> str:
    """`道路硬化,得8票;`: as many numbers as the ballot asks for."""
    name = f"另选人{item['name']}" if item.get("write_in") else item["name"]
    if "counts" in item:
        sheets = [f"{grade}{item['counts'].get(grade, 0)}票" for grade in poll.grades]
        return f"{name},{'、'.join(sheets)},弃权{item['abstain']}票;"
    if poll.model == Model.PREFERENCE:
        unit = "分" if poll.score_rule == ScoreRule.BORDA else "票"
        return f"{name},得{item['approve']}{unit};"
    if not Model(poll.model).has_opposition or item.get("write_in"):
        return f"{name},得{item['approve']}票;"
    known = [(label, item.get(part)) for part, label in PART_LABELS.items()]
    return f"{name},{'、'.join(f'{label}{number}票' for label, number in known if number is not None)};"


def _declaration(poll: Poll, outcome: Mapping[str, Any]) -> Iterator[str]:
    word = result_sheet.word(poll)
    if not outcome["valid"]:
        yield f"现在宣布:本次{word}无效,请按《{poll.held_under}》重新进行。"
        return
    yield f"依据《{poll.held_under}》,{result_sheet.passing(poll)}。"
    if poll.model == Model.ASSESSMENT:
        yield "现在宣布测评结果:"
        yield from (f"{item['name']}:{item['grade']};" for item in outcome["items"])
        return
    yield from _verdicts(poll, outcome)


def _verdicts(poll: Poll, outcome: Mapping[str, Any]) -> Iterator[str]:
    is_election, adopted = poll.model == Model.ELECTION, outcome["adopted"]
    if poll.is_preliminary:
        yield f"现在宣布:{_listed(adopted) + '入选' if adopted else '没有人入选'}。"
    elif adopted and is_election:
        yield f"现在宣布:{_listed(adopted)}当选。"
    elif adopted:
        yield f"现在宣布:下列{len(adopted)}项获得通过:{_listed(adopted)}。"
    else:
        yield f"现在宣布:{'没有人当选' if is_election else '没有事项获得通过'}。"
    if outcome["run_off"]:
        yield f"{_listed(outcome['run_off'])}票数相等,就票数相等的再次投票。"
    if outcome["presidium_decides"]:
        yield f"{_listed(outcome['presidium_decides'])}票数相等,由主席团决定。"
    if outcome["second_round"]:
        yield "不足应选数,就其余的再次表决。"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names)


def tree(poll: Poll) -> Tree:
    """The same words as a paper to read from."""
    said = announcement(poll)
    blocks = [
        Paragraph("计票结果报告(总监票人宣读)", 1),
        *map(Paragraph, said.report),
        Paragraph("宣布(会议主持人宣读)", 1),
        *map(Paragraph, said.declaration),
    ]
    return composing.sheet(poll.body, f"{result_sheet.word(poll)}结果宣布词", blocks, subtitle=poll.title)


def trees() -> Iterator[Tree]:
    """The newest counted poll of a congress and of a street, which use different words."""
    polls = Poll.objects.filter(count__isnull=False).exclude(state=PollState.VOIDED)
    for street in (False, True):
        found = polls.select_related("body__area").order_by("-pk")
        yield from [tree(poll) for poll in found if poll.body.is_street_body == street][:1]
