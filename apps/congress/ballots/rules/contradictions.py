"""What no set of ballots can have produced: totals that were mistyped or do not belong together.

Each check speaks only of numbers that are known, so that one mistake does not hide or cause another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from apps.congress.ballots.rules.elections import least_opposition
from apps.congress.ballots.rules.measures import CountingRules, Model, ScoreRule
from apps.congress.ballots.rules.problems import Problem
from apps.congress.ballots.rules.quorum import Turnout, turnout_contradictions
from apps.congress.ballots.rules.tallies import ItemTally

Placed = Sequence[tuple[str, ItemTally]]


def contradictions(rules: CountingRules, turnout: Turnout, items: Sequence[ItemTally]) -> list[Problem]:
    """Everything that cannot be true of complete totals, as two tellers typed them in."""
    placed = [(f"items[{index}]", item) for index, item in enumerate(items)]
    return [
        *turnout_contradictions(asdict(turnout)),
        *tally_contradictions(rules, turnout.valid, placed),
        *sum_contradictions(rules, turnout.valid, items),
    ]


def tally_contradictions(rules: CountingRules, valid: int, items: Placed) -> Iterator[Problem]:
    """What is impossible in `items`, each given with its place (`items[2]`), for `valid` valid ballots."""
    for place, item in items:
        if rules.model is Model.PREFERENCE:
            yield from _impossible_scores(rules, valid, place, item)
        else:
            yield from _impossible_parts(rules.model, valid, place, item)


def sum_contradictions(rules: CountingRules, valid: int, items: Sequence[ItemTally]) -> Iterator[Problem]:
    """What is impossible in all items together; ask only when every item is known."""
    if rules.model is Model.WHOLE_LIST and len({(item.approve, item.oppose, item.abstain) for item in items}) > 1:
        yield Problem("list_differs", "items", "整体表决只有一组票数,各项目的赞成、反对、弃权应当相同,请核对。")
    if rules.seats is not None and rules.model.needs_seats:
        yield from _too_many_marks(rules, rules.seats, valid, items)
    if rules.seats is not None and rules.model is Model.ELECTION:
        yield from _unopposed_write_ins(rules.seats, items)


def _impossible_parts(model: Model, valid: int, place: str, item: ItemTally) -> Iterator[Problem]:
    known = [part for part in (item.approve, item.oppose, item.abstain) if part is not None]
    total = sum(known)
    if item.write_in and item.oppose:
        yield Problem("write_in_opposed", f"{place}.oppose", f"“{item.name}”是另选人,选票上无从反对,请核对。")
    elif model.has_opposition and len(known) == 3 and total != valid and not (item.write_in and not item.abstain):
        yield Problem(
            "parts_do_not_add_up",
            place,
            f"“{item.name}”赞成{item.approve}、反对{item.oppose}、弃权{item.abstain},"
            f"合计{total},不等于有效票{valid},请核对。",
        )
    elif total > valid:
        yield Problem("votes_exceed_valid", place, f"“{item.name}”得票{total},多于有效票{valid},请核对。")


def _impossible_scores(rules: CountingRules, valid: int, place: str, item: ItemTally) -> Iterator[Problem]:
    marked = valid if item.marked is None else item.marked
    if marked > valid:
        yield Problem(
            "votes_exceed_valid", f"{place}.marked", f"“{item.name}”被选{marked}票,多于有效票{valid},请核对。"
        )
    if rules.score_rule is None or rules.seats is None:
        return
    borda = rules.score_rule is ScoreRule.BORDA
    most = marked * (rules.seats if borda else 1)
    least = item.marked if borda and item.marked is not None else 0
    if not least <= item.approve <= most:
        yield Problem(
            "score_impossible",
            f"{place}.approve",
            f"“{item.name}”得{item.approve}分(票),而{marked}张选票只能给出{least}至{most},请核对。",
        )


def _too_many_marks(rules: CountingRules, seats: int, valid: int, items: Sequence[ItemTally]) -> Iterator[Problem]:
    most = {
        None: valid * seats,
        ScoreRule.BORDA: valid * seats * (seats + 1) // 2,
        ScoreRule.FIRST_CHOICE: valid,
    }[rules.score_rule if rules.model is Model.PREFERENCE else None]
    votes, marks = sum(item.approve for item in items), sum(item.marked or 0 for item in items)
    if votes > most or marks > valid * seats:
        yield Problem(
            "votes_exceed_marks",
            "items",
            f"{valid}张有效票、每票至多选{seats}项,给不出现有的得票合计,请核对各项票数与应选名额。",
        )


def _unopposed_write_ins(seats: int, items: Sequence[ItemTally]) -> Iterator[Problem]:
    opposed = [item.oppose for item in items if not item.write_in]
    needed = least_opposition([item.approve for item in items if item.write_in], seats)
    if None not in opposed and sum(votes or 0 for votes in opposed) < needed:
        yield Problem(
            "write_in_without_opposition",
            "items",
            f"另选他人须以反对候选人为前提:另选人得票至少需要{needed}张反对票,候选人反对票合计不足,请核对。",
        )
