"""票决结果报告单: the result as a page, a paper to sign and a spreadsheet.

Fields: 应到 … 弃权票, votes of each item, 总监票人、监票人、计票人签字, 时间.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Count, Duty, Poll, PollOfficer, PollState
from apps.congress.ballots.rules.assessments import total_satisfaction
from apps.congress.ballots.rules.grade_rules import rule_of
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.rankings import by_order_alone
from apps.congress.ballots.rules.results import result_lines
from apps.congress.ballots.rules.sheets import parts_of
from apps.congress.ballots.secret_box import box_facts
from apps.congress.ballots.selectors.scrutiny import witnesses_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.numbers import percent
from apps.foundation.core.permissions import may
from apps.foundation.core.spreadsheets import xlsx_of
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, SignatureLines, Table, Tree

TURNOUT = {
    "due": "应到", "present": "实到", "issued": "发出", "received": "收回", "valid": "有效票", "void": "废票",
    "blank": "弃权票",
}  # fmt: skip
BOX_COLUMNS = {"issued": "发出", "received": "收回", "void": "废票", "blank": "弃权票"}
BOXES = {"electronic": "电子票", "paper": "纸质票", "hands": "举手"}
VERDICTS = {"adopted": "通过", "run_off": "再次投票", "presidium_decides": "主席团决定", "rejected": "未通过"}
ELECTED = VERDICTS | {"adopted": "当选", "rejected": "未当选"}
STANDING = VERDICTS | {"adopted": "入选", "rejected": "未入选"}


def word(poll: Poll) -> str:
    """A congress decides (票决), a street chooses (票选); elections and assessments have their own words."""
    if poll.is_preliminary:
        return "预选"
    own = {Model.ELECTION: "选举", Model.ASSESSMENT: "满意度测评"}.get(Model(poll.model))
    return own or ("票选" if poll.body.is_street_body else "票决")


def heading(poll: Poll) -> str:
    return f"{word(poll)}结果报告单"


def outcome_of(poll: Poll, count: Count) -> dict[str, Any]:
    """What a count says of its poll; a preliminary election ranks, and asks for no majority."""
    return by_order_alone(count.outcome, poll.seats or 0) if poll.is_preliminary else count.outcome


def facts(poll: Poll, actor: Actor) -> dict[str, Any]:
    """What the page and the sheet show; counts are left out for those to whom they are not published."""
    count = selectors.result_of(poll)
    outcome = outcome_of(poll, count)
    officers = list(poll.officers.select_related("person"))
    return {
        "poll": poll,
        "count": count,
        "outcome": outcome,
        "heading": heading(poll),
        "word": word(poll),
        "shows_counts": poll.publish_counts or may(actor, "ballots.see_counts", poll),
        "turnout": [(label, outcome["turnout"][key]) for key, label in TURNOUT.items()],
        "columns": [label for _, label in _columns(poll)],
        "lines": lines(poll, outcome),
        "boxes": _boxes(count.parts) if len(count.parts) > 1 else [],
        "witnesses": witnesses_of(poll),
        "satisfaction": satisfaction(poll, count.outcome),
        "duties": [(duty.label, [one for one in officers if one.duty == duty]) for duty in Duty],
    }


def satisfaction(poll: Poll, outcome: Mapping[str, Any]) -> str:
    """总体满意率 with its formula, for an assessment: all grades but the last over all received sheets."""
    if poll.model != Model.ASSESSMENT:
        return ""
    sheets, of = total_satisfaction(outcome["items"], outcome["turnout"]["received"])
    grades = "、".join(poll.grades[:-1])
    return f"总体满意率{percent(sheets, of)}%(各项{grades}票数之和{sheets} ÷ 收回票数与项目数之积{of})"


def passing(poll: Poll) -> str:
    """By what an item passes, or gets its grade."""
    base = poll.get_base_display()
    if poll.is_preliminary:
        return f"按得票多少确定,得票多的{poll.seats}人入选"
    if poll.model == Model.ASSESSMENT:
        return f"以{base}为基数,按“{rule_of(selectors.counting_rules(poll), poll.grades)}”评定等次"
    return f"以{base}的{poll.get_threshold_display()}为通过" if poll.threshold else "得票多的当选"


def lines(poll: Poll, outcome: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One line per item, most votes first: rank, name, numbers, share of the base, what became of it."""
    verdicts = {name: text for key, text in _words(poll).items() for name in outcome[key]}
    return [
        {
            "rank": rank,
            "name": item["name"],
            "numbers": _numbers(poll, item),
            "cells": list(zip([label for _, label in _columns(poll)], _numbers(poll, item), strict=True)),
            "percent": item["percent"],
            "verdict": item.get("grade") or verdicts.get(item["name"], "无效"),
            "adopted": item["name"] in outcome["adopted"],
            "write_in": item.get("write_in", False),
        }
        for rank, item in enumerate(outcome["items"], start=1)
    ]


def _words(poll: Poll) -> dict[str, str]:
    if poll.is_preliminary:
        return STANDING
    return ELECTED if poll.model == Model.ELECTION else VERDICTS


def _columns(poll: Poll) -> list[tuple[str, str]]:
    if poll.model == Model.ASSESSMENT:
        return [*((grade, grade) for grade in poll.grades), ("abstain", "弃权")]
    return parts_of(Model(poll.model))


def _numbers(poll: Poll, item: Mapping[str, Any]) -> list[int | None]:
    counted = {**item, **item.get("counts", {})}
    return [counted.get(key) for key, _ in _columns(poll)]


def _boxes(parts: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(BOXES[name], parts[name]) for name in BOXES if name in parts]


def tree(poll: Poll, actor: Actor) -> Tree:
    """An A4 sheet to sign by hand: turnout, boxes, items, the rule, signatures, digests."""
    shown = facts(poll, actor)
    blocks = [
        *_turnout(poll, shown),
        *_items(shown),
        *_verdicts(poll, shown["outcome"]),
        *_presence(shown),
        *_box(poll),
        _signatures(shown),
    ]
    subtitle = f"{poll.body.name}\n{poll.title}"
    note = f"名册摘要 {poll.roll_hash}\n结果摘要 {shown['count'].digest}"
    return composing.sheet(poll.body, shown["heading"], blocks, subtitle=subtitle, note=note)


def _turnout(poll: Poll, shown: Mapping[str, Any]) -> Iterator[Block]:
    pairs = [(label, _cell(number)) for label, number in shown["turnout"]]
    yield Facts((*pairs, ("投票方式", poll.get_method_display())))
    if shown["boxes"]:
        columns = tuple(Column(heading) for heading in ("其中", *BOX_COLUMNS.values()))
        yield Table(columns, tuple((label, *(_cell(box[key]) for key in BOX_COLUMNS)) for label, box in shown["boxes"]))
    for reason in shown["outcome"]["reasons"]:
        yield Paragraph(reason["sentence"])


def _items(shown: Mapping[str, Any]) -> Iterator[Table]:
    numbers = [Column(heading, 2) for heading in shown["columns"]]
    columns = (Column("序号", 2), Column("名称", 9, "left"), *numbers, Column("占比", 3), Column("结果", 3))
    yield Table(columns, tuple(_row(line) for line in shown["lines"]))


def _row(line: Mapping[str, Any]) -> tuple[str, ...]:
    name = f"{line['name']}(另选)" if line["write_in"] else line["name"]
    return (str(line["rank"]), name, *map(_cell, line["numbers"]), f"{line['percent']}%", line["verdict"])


def _verdicts(poll: Poll, outcome: Mapping[str, Any]) -> Iterator[Paragraph]:
    if outcome["adopted"]:
        unit = "人" if poll.of_election and poll.model != Model.PER_ITEM else "项"
        done = f"{_words(poll)['adopted']}{len(outcome['adopted'])}{unit}"
        yield Paragraph(f"{done}:{'、'.join(outcome['adopted'])}。")
    if outcome["run_off"]:
        yield Paragraph(f"票数相等,须再次投票:{'、'.join(outcome['run_off'])}。")
    if poll.model == Model.ASSESSMENT:
        yield Paragraph(f"{satisfaction(poll, outcome)}。")
    yield Paragraph(f"依据《{poll.held_under}》:{passing(poll)}。占比以{poll.get_base_display()}为基数。")


def _presence(shown: Mapping[str, Any]) -> Iterator[Paragraph]:
    """Who stood by the box of a secret poll, and what they noted (情况记载)."""
    for stage in shown["witnesses"]:
        notes = "".join(f"{name}记载:{note}。" for name, note in stage.notes)
        yield Paragraph(f"{stage.label}时到场的监票人:{'、'.join(stage.names) or '无'}。{notes}")


def _box(poll: Poll) -> Iterator[Block]:
    """What whoever verifies the bundle compares: the lines byte for byte, and the fingerprints to type in.

    They are on paper because whoever rewrites a bundle can also sign it again.
    """
    box = box_facts(poll)
    if box is None:
        return
    lines = result_lines(json.loads(poll.keys.definition), box.head["sheet"])
    columns = (Column("电子票箱核验结果(与核验包逐字一致)", 1, "left"),)
    yield Table(columns, tuple((line,) for line in lines))
    yield Facts(box.lines())


def _signed(officer: PollOfficer) -> str:
    """When and how; who signs on paper finds the line empty."""
    if officer.signed_at is None or officer.signed_on_paper:
        return ""
    return f"{chinese_datetime(officer.signed_at)}签字"


def _is_missed(poll: Poll, duty: str) -> bool:
    """Tellers count paper only."""
    return poll.votes_on_paper or duty != Duty.TELLER.label


def _signatures(shown: Mapping[str, Any]) -> SignatureLines:
    poll = shown["poll"]
    lines = [
        (f"{label}{officer.person.name}", _signed(officer)) for label, people in shown["duties"] for officer in people
    ]
    empty = [(str(label), "") for label, people in shown["duties"] if not people and _is_missed(poll, label)]
    return SignatureLines((*lines, *empty, ("计票时间", chinese_datetime(shown["count"].counted_at))))


def _cell(number: int | None) -> str:
    return "—" if number is None else str(number)


def xlsx(poll: Poll) -> IO[bytes]:
    """The same lines as a spreadsheet, the turnout in its first rows."""
    count: Count = selectors.result_of(poll)
    rows: list[Sequence[Any]] = [(label, count.outcome["turnout"][key]) for key, label in TURNOUT.items()]
    rows.append(())
    rows.append(("序号", "名称", *(label for _, label in _columns(poll)), "占基数%", "结果"))
    for line in lines(poll, outcome_of(poll, count)):
        rows.append((line["rank"], line["name"], *line["numbers"], line["percent"], line["verdict"]))
    return xlsx_of(heading(poll), [poll.title], rows)


def _announced() -> Iterator[Poll]:
    """The newest announced poll of a congress and of a street, which use different words."""
    announced = Poll.objects.filter(state=PollState.ANNOUNCED).select_related("body__area").order_by("-pk")
    for street in (False, True):
        yield from [poll for poll in announced if poll.body.is_street_body == street][:1]


def samples() -> Iterator[tuple[str, bytes]]:
    for poll in _announced():
        yield f"{heading(poll)}.xlsx", xlsx(poll).read()


def trees() -> Iterator[Tree]:
    for poll in _announced():
        yield tree(poll, Actor.system())
