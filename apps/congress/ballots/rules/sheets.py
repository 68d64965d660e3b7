"""What one box holds: the electronic ballots, or the paper ones as a teller typed them in.

Boxes of one poll are compared (two tellers), added (electronic and paper) and counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from apps.congress.ballots.rules.assessments import GradeTally, assess, grade_contradictions, tally_sheets
from apps.congress.ballots.rules.contradictions import sum_contradictions, tally_contradictions
from apps.congress.ballots.rules.counting import Outcome, count
from apps.congress.ballots.rules.marks import ballot_from
from apps.congress.ballots.rules.measures import CountingRules, Model
from apps.congress.ballots.rules.quorum import Turnout, turnout_contradictions
from apps.congress.ballots.rules.tallies import ItemTally, Option, tally
from apps.foundation.core.errors import Issue

NUMBER_LABELS = {"issued": "发出", "received": "收回", "void": "废票", "blank": "弃权票"}
PART_LABELS = {"approve": "赞成", "oppose": "反对", "abstain": "弃权", "marked": "被选票数"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One box. `items` are the items of a recount case: `{"name", "approve", …}` or `{"name", "counts"}`."""

    issued: int
    received: int
    void: int
    blank: int
    items: tuple[Mapping[str, Any], ...]

    @property
    def valid(self) -> int:
        return self.received - self.void

    def tallies(self) -> list[ItemTally]:
        return [ItemTally(**item) for item in self.items]

    def grade_tallies(self) -> list[GradeTally]:
        return [GradeTally(item["name"], item["counts"], item.get("abstain", 0)) for item in self.items]


def parts_of(model: Model, *, hands: bool = False) -> list[tuple[str, str]]:
    """What is counted of one item, as (key, heading); hands are not raised to abstain."""
    if model is Model.PREFERENCE:
        return [("approve", "得分(票)"), ("marked", "被选票数")]
    if not model.has_opposition:
        return [("approve", "得票")]
    parts = ("approve", "oppose") if hands else ("approve", "oppose", "abstain")
    return [(part, PART_LABELS[part]) for part in parts]


def electronic_sheet(rules: CountingRules, names: Sequence[str], ballots: Sequence[Any], *, issued: int) -> Sheet:
    """The box of the ballots cast by phone (`Marks.stored`); whoever stands on the roll was issued one."""
    if rules.model is Model.ASSESSMENT:
        grades, blank = tally_sheets(names, ballots)
        items = [{"name": item.name, "counts": dict(item.counts), "abstain": item.abstain} for item in grades]
        return Sheet(issued, len(ballots), 0, blank, tuple(items))
    marked = [ballot_from(stored) for stored in ballots]
    written_in = {name: None for ballot in marked for name in ballot.approve if name not in names}
    options = [Option(name) for name in names] + [Option(name, write_in=True) for name in written_in]
    found = tally(rules, options, marked)
    return Sheet(issued, len(ballots), found.void, found.blank or 0, tuple(map(_item, found.tallies)))


def _item(tally: ItemTally) -> dict[str, Any]:
    parts = {"approve": tally.approve, "oppose": tally.oppose, "abstain": tally.abstain, "marked": tally.marked}
    known = {part: number for part, number in parts.items() if number is not None}
    return {"name": tally.name, **known, **({"write_in": True} if tally.write_in else {})}


def outcome_of(rules: CountingRules, sheet: Sheet, grades: Sequence[str], *, due: int, present: int) -> Outcome:
    """The result of a poll whose boxes have been put together."""
    turnout = Turnout(due, present, sheet.issued, sheet.received, sheet.void)
    if rules.model is Model.ASSESSMENT:
        return assess(rules, turnout, grades, sheet.grade_tallies(), blank=sheet.blank)
    return count(rules, turnout, sheet.tallies(), blank=sheet.blank)


def hands_sheet(rules: CountingRules, items: Sequence[Mapping[str, Any]], *, present: int) -> Sheet:
    """A show of hands as a box: everybody present voted, and who raised no hand abstained."""
    lines = [_with_abstentions(rules, dict(item), present) for item in items]
    return Sheet(present, present, 0, 0, tuple(lines))


def _with_abstentions(rules: CountingRules, item: dict[str, Any], present: int) -> dict[str, Any]:
    if rules.model is Model.ASSESSMENT:
        return item | {"abstain": present - sum(item["counts"].values())}
    if not rules.model.has_opposition:
        return item
    return item | {"abstain": present - item["approve"] - item.get("oppose", 0)}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two sheets disagree; None where a sheet lacks the line."""

    label: str
    first: int | None
    second: int | None


def compare(first: Sheet, second: Sheet) -> list[Difference]:
    """Every field in which the two sheets differ, in the order of the form."""
    one, other = dict(_fields(first)), dict(_fields(second))
    labels = [*one, *(label for label in other if label not in one)]
    return [
        Difference(label, one.get(label), other.get(label)) for label in labels if one.get(label) != other.get(label)
    ]


def _fields(sheet: Sheet) -> Iterator[tuple[str, int | None]]:
    for name, label in NUMBER_LABELS.items():
        yield label, getattr(sheet, name)
    for item in sheet.items:
        parts = item["counts"] if "counts" in item else {label: item.get(part) for part, label in PART_LABELS.items()}
        yield from ((f"{item['name']} {label}", number) for label, number in parts.items())


def issues_with(sheet: Sheet, rules: CountingRules, names: Sequence[str], *, due: int, present: int) -> list[Issue]:
    """Why no box can have given these numbers. More received than issued can happen: it makes the vote invalid."""
    numbers: dict[str, int | None] = {
        "due": due,
        "present": present,
        "issued": sheet.issued,
        "received": sheet.received,
        "void": sheet.void,
    }
    problems = list(turnout_contradictions(numbers))
    if rules.model is Model.ASSESSMENT:
        problems += grade_contradictions(sheet.valid, [(item.name, item) for item in sheet.grade_tallies()])
    else:
        tallies = sheet.tallies()
        problems += tally_contradictions(rules, sheet.valid, [(item.name, item) for item in tallies])
        problems += sum_contradictions(rules, sheet.valid, tallies)
    issues = [Issue(problem.code, problem.sentence) for problem in problems]
    return [*issues, *_blank_issues(sheet), *_line_issues(sheet, rules, names)]


def issues_with_paper_beside_phones(sheet: Sheet, *, on_paper: int) -> list[Issue]:
    """Only who changed to paper may have taken a paper ballot: whoever else took one could vote twice."""
    if sheet.issued <= on_paper:
        return []
    sentence = (
        f"发出纸质票{sheet.issued}张,而登记改用纸质票的只有{on_paper}人,请核对。"
        "确已多发的,有人可能重复投票,请将本次表决作废后重新进行。"
    )
    return [Issue("issued_exceeds_paper", sentence)]


def issues_with_few_on_paper(*, on_paper: int, least: int) -> list[Issue]:
    """Both boxes of a secret poll are shown apart: what one or two wrote on paper would be known to everybody."""
    if not 0 < on_paper < least:
        return []
    sentence = (
        f"改用纸质票的只有{on_paper}人,两种票分开公布后会看出他们投了什么。"
        f"请在截止前再有{least - on_paper}人(如监票人)改用纸质票,不少于{least}人。"
    )
    return [Issue("few_on_paper", sentence)]


def issues_before_adding(boxes: Mapping[str, Sheet]) -> list[Issue]:
    """Together, phones that did not vote would hide a paper box that holds more than was issued."""
    return [
        Issue(
            "received_exceeds_issued",
            f"纸质票发出{box.issued}张,收回{box.received}张,收回多于发出,表决无效,请作废后重新投票。",
        )
        for box in boxes.values()
        if len(boxes) > 1 and box.received > box.issued
    ]


def _blank_issues(sheet: Sheet) -> Iterator[Issue]:
    if sheet.blank > max(sheet.valid, 0):
        yield Issue("blank_exceeds_valid", f"弃权票{sheet.blank}张多于有效票{max(sheet.valid, 0)}张,请核对。")


def _line_issues(sheet: Sheet, rules: CountingRules, names: Sequence[str]) -> Iterator[Issue]:
    """Every option has its line, in the order of the ballot; only elections add people written in."""
    for item in sheet.items:
        numbers = (*item.get("counts", {}).values(), *(item.get(part) or 0 for part in PART_LABELS))
        if min(numbers) < 0:
            yield Issue("negative", f"“{item['name']}”各项合计超过应有票数,请核对。")
    written = [item["name"] for item in sheet.items if not item.get("write_in")]
    added = [item["name"] for item in sheet.items if item.get("write_in")]
    if any(given != name for given, name in zip_longest(written, names)):
        yield Issue("lines_differ", "录入的项目与表决事项不一致,请刷新页面后重新录入。")
    if added and not rules.takes_write_ins:
        is_run_off = rules.model is Model.ELECTION
        sentence = "再次投票不能另选他人:写有他人姓名的票是废票,请核对。" if is_run_off else "只有选举可以另选他人。"
        yield Issue("no_write_in", sentence)
    if set(added) & set(names) or len(set(added)) < len(added):
        yield Issue("write_in_twice", "另选人与候选人或其他另选人重名,请合并到同一行。")


def added(first: Sheet, second: Sheet) -> Sheet:
    """Two boxes of one poll as one: every number is the sum, people written in are matched by name."""
    others = {item["name"]: item for item in second.items}
    items = [_item_sum(item, others.pop(item["name"], {})) for item in first.items]
    return Sheet(
        first.issued + second.issued,
        first.received + second.received,
        first.void + second.void,
        first.blank + second.blank,
        (*items, *others.values()),
    )


def _item_sum(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    total = dict(one)
    for part, number in other.items():
        if part == "counts":
            total[part] = {grade: one[part].get(grade, 0) + number.get(grade, 0) for grade in {**one[part], **number}}
        elif part in (*PART_LABELS,):
            total[part] = None if one.get(part) is None or number is None else one[part] + number
    return total
