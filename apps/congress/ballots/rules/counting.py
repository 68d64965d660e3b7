"""From the votes of each item to who is adopted, who is not, and what must follow.

Sources: voting brief §4; domain brief §2.6, §3.3, §10; 地方组织法 art. 25 and 29.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple, Protocol

from apps.congress.ballots.rules.measures import (
    CountingRules,
    Model,
    ScoreRule,
    ShortageRule,
    TieRule,
    reaches,
)
from apps.congress.ballots.rules.quorum import (
    Reason,
    Turnout,
    base_number,
    invalid_reasons,
    quorum_is_met,
)
from apps.congress.ballots.rules.tallies import ItemTally
from apps.foundation.core.numbers import percent


class ItemResult(Protocol):
    """One line of the result sheet."""

    @property
    def name(self) -> str: ...

    def as_dict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class CountedItem:
    """An item with the number that ranks it (`votes`) and the supporters (`support`) measured against `base`."""

    tally: ItemTally
    model: Model
    support: int
    base: int
    passed: bool

    @property
    def name(self) -> str:
        return self.tally.name

    @property
    def votes(self) -> int:
        return self.tally.approve

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            **_counts(self.model, self.tally),
            "votes": self.votes,
            "base": self.base,
            "passed": self.passed,
            "percent": percent(self.support, self.base),
        }


def _counts(model: Model, tally: ItemTally) -> dict[str, Any]:
    counts: dict[str, Any] = {"approve": tally.approve}
    if model.has_opposition:
        counts |= {"oppose": tally.oppose, "abstain": tally.abstain}
    if model is Model.PREFERENCE:
        counts["marked"] = tally.marked
    if tally.write_in:
        counts["write_in"] = True
    return counts


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one poll; an invalid poll decides nothing, so all its lists of names are empty."""

    rules: CountingRules
    turnout: Turnout
    items: tuple[ItemResult, ...]
    reasons: tuple[Reason, ...] = ()
    adopted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    run_off: tuple[str, ...] = ()
    presidium_decides: tuple[str, ...] = ()
    second_round: bool = False
    blank: int | None = None

    @property
    def valid(self) -> bool:
        return not self.reasons

    @property
    def quorum_met(self) -> bool:
        return quorum_is_met(self.rules.quorum, due=self.turnout.due, present=self.turnout.present)

    @property
    def open_seats(self) -> int:
        """Seats not filled yet: what a run-off, the presidium or a second round has to settle."""
        return max((self.rules.seats or 0) - len(self.adopted), 0) if self.valid else 0

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values, in the order in which a result sheet is read."""
        return {
            "valid": self.valid,
            "reasons": [asdict(reason) for reason in self.reasons],
            "quorum_met": self.quorum_met,
            "turnout": {**asdict(self.turnout), "valid": self.turnout.valid, "blank": self.blank},
            "adopted": list(self.adopted),
            "rejected": list(self.rejected),
            "run_off": list(self.run_off),
            "presidium_decides": list(self.presidium_decides),
            "second_round": self.second_round,
            "items": [item.as_dict() for item in self.items],
        }


def support(rules: CountingRules, tally: ItemTally) -> int:
    """How many voters stand behind an item: the number a majority is made of.

    Points are no voters, so a preference poll asks how many ballots name the item; where only points are known,
    the fewest ballots that can have given them (docs/decisions/0004-preference-threshold.md).
    """
    if rules.model is not Model.PREFERENCE:
        return tally.approve
    if tally.marked is not None:
        return tally.marked
    most_per_ballot = (rules.seats or 1) if rules.score_rule is ScoreRule.BORDA else 1
    return -(-tally.approve // most_per_ballot)


def count(rules: CountingRules, turnout: Turnout, tallies: Sequence[ItemTally], *, blank: int | None = None) -> Outcome:
    """The outcome of a poll whose numbers contradict nothing; items by votes, equal votes in ballot order."""
    reasons = invalid_reasons(rules, turnout)
    base = base_number(rules.base, turnout)
    items = tuple(
        _counted(rules, tally, base, valid=not reasons)
        for tally in sorted(tallies, key=lambda tally: tally.approve, reverse=True)
    )
    if reasons:
        return Outcome(rules, turnout, items, reasons, blank=blank)
    placing = _place(rules, items)
    settled = {*placing.adopted, *placing.tied}
    by_presidium = rules.tie_rule is TieRule.PRESIDIUM
    return Outcome(
        rules,
        turnout,
        items,
        adopted=placing.adopted,
        rejected=tuple(item.name for item in items if item.name not in settled),
        run_off=() if by_presidium else placing.tied,
        presidium_decides=placing.tied if by_presidium else (),
        second_round=placing.short and rules.shortage_rule is ShortageRule.SECOND_ROUND,
        blank=blank,
    )


def _counted(rules: CountingRules, tally: ItemTally, base: int, *, valid: bool) -> CountedItem:
    behind = support(rules, tally)
    return CountedItem(tally, rules.model, behind, base, valid and reaches(rules.threshold, behind, base))


class _Placing(NamedTuple):
    adopted: tuple[str, ...]
    tied: tuple[str, ...]
    short: bool


def _place(rules: CountingRules, items: Sequence[CountedItem]) -> _Placing:
    """Fill the seats from the top; those level at the last seat are tied when not all of them fit."""
    passed = [item for item in items if item.passed]
    seats = len(items) if rules.model is Model.WHOLE_LIST else rules.seats
    if seats is None or len(passed) <= seats:
        short = seats is not None and len(passed) < seats
        return _Placing(tuple(item.name for item in passed), (), short)
    last, next_below = passed[seats - 1].votes, passed[seats].votes
    if next_below < last:
        return _Placing(tuple(item.name for item in passed[:seats]), (), short=False)
    above = tuple(item.name for item in passed if item.votes > last)
    return _Placing(above, tuple(item.name for item in passed if item.votes == last), short=False)


def run_off_rules(outcome: Outcome) -> CountingRules:
    """The rules of the second vote on exactly the tied: the open seats, highest votes win (地方组织法 art. 29)."""
    return replace(outcome.rules, seats=outcome.open_seats, threshold=None)
