"""From marked ballots to the votes of each item, and what no set of votes can be.

A ballot is void when it marks more names than there are seats, marks one name twice, writes somebody in
without opposing anybody or in a run-off, or (whole list) marks only part of the list. A blank ballot is a valid
abstention.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apps.congress.ballots.rules.elections import writes_in_without_opposing
from apps.congress.ballots.rules.measures import Choice, CountingRules, Model, ScoreRule


@dataclass(frozen=True, slots=True)
class Option:
    """One name that ballots can mark."""

    name: str
    write_in: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """The names one voter approved (preference: in order, best first) and opposed; unmarked is abstained."""

    approve: tuple[str, ...] = ()
    oppose: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.approve and not self.oppose


@dataclass(frozen=True, slots=True)
class ItemTally:
    """The votes of one item.

    `approve` is the number that ranks: approvals, or in a preference poll the points or first choices.
    `oppose` and `abstain` are None where the model has none or nobody recorded them.
    `marked` (preference only) is the number of ballots that name the item; None when unknown.
    """

    name: str
    approve: int
    oppose: int | None = None
    abstain: int | None = None
    write_in: bool = False
    marked: int | None = None


class Tallied(NamedTuple):
    """What a box of ballots holds; blank ballots are among the valid ones, None where totals do not tell them."""

    tallies: tuple[ItemTally, ...]
    void: int
    blank: int | None


class VoidReason(Choice):
    """Why a ballot is void (废票), as far as its marks show."""

    SEVERAL_MARKS = "several_marks", "同一项目有多个标记"
    TOO_MANY = "too_many", "所选超过应选名额"
    WRITE_IN_WITHOUT_OPPOSITION = "write_in_without_opposition", "未反对任何候选人而另选他人"
    WRITE_IN_IN_RUN_OFF = "write_in_in_run_off", "再次投票时另选他人"
    PART_OF_LIST = "part_of_list", "整体表决票只标记了部分项目"


def void_reason(rules: CountingRules, options: Sequence[Option], ballot: Ballot) -> VoidReason | None:
    """Why this ballot is void; None when it is valid."""
    marks = ballot.approve + ballot.oppose
    if len(set(marks)) < len(marks):
        return VoidReason.SEVERAL_MARKS
    if rules.model is Model.WHOLE_LIST:
        return VoidReason.PART_OF_LIST if _splits_the_list(options, ballot) else None
    if rules.seats is not None and len(ballot.approve) > rules.seats:
        return VoidReason.TOO_MANY
    write_ins = {option.name for option in options if option.write_in}
    if rules.model is Model.ELECTION and not rules.takes_write_ins and write_ins.intersection(ballot.approve):
        return VoidReason.WRITE_IN_IN_RUN_OFF
    if rules.model is Model.ELECTION and writes_in_without_opposing(write_ins, ballot.approve, ballot.oppose):
        return VoidReason.WRITE_IN_WITHOUT_OPPOSITION
    return None


def _splits_the_list(options: Sequence[Option], ballot: Ballot) -> bool:
    return any(0 < len(side) < len(options) for side in (ballot.approve, ballot.oppose))


def tally(rules: CountingRules, options: Sequence[Option], ballots: Sequence[Ballot]) -> Tallied:
    """Count the marks of the valid ballots; ballots name nothing but the options."""
    valid = [ballot for ballot in ballots if void_reason(rules, options, ballot) is None]
    approve = Counter(name for ballot in valid for name in ballot.approve)
    oppose = Counter(name for ballot in valid for name in ballot.oppose)
    if rules.model is Model.PREFERENCE:
        points = score(rules, valid)
        tallies = [ItemTally(option.name, points[option.name], marked=approve[option.name]) for option in options]
    else:
        tallies = [_item_tally(rules, option, approve, oppose, len(valid)) for option in options]
    return Tallied(tuple(tallies), len(ballots) - len(valid), sum(ballot.is_blank for ballot in valid))


def _item_tally(
    rules: CountingRules, option: Option, approve: Counter[str], oppose: Counter[str], valid: int
) -> ItemTally:
    yes, no = approve[option.name], oppose[option.name]
    if option.write_in or not rules.model.has_opposition:
        return ItemTally(option.name, yes, write_in=option.write_in)
    return ItemTally(option.name, yes, no, valid - yes - no)


def score(rules: CountingRules, ballots: Sequence[Ballot]) -> Counter[str]:
    """Points by rank: N for the first of N seats, then N-1 … 1 (borda), or 1 for the first alone."""
    points: Counter[str] = Counter()
    for ballot in ballots:
        points.update(dict(_points(rules, ballot)))
    return points


def _points(rules: CountingRules, ballot: Ballot) -> Iterator[tuple[str, int]]:
    if rules.score_rule is ScoreRule.FIRST_CHOICE:
        return ((name, 1) for name in ballot.approve[:1])
    seats = rules.seats or 0
    return ((name, seats - rank) for rank, name in enumerate(ballot.approve))
