"""Votes of which only the order counts: the highest have the places, whatever their share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cut:
    """Who has a place by votes, and who is level at the last place."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...] = ()


def cut(votes: Iterable[tuple[str, int]], places: int) -> Cut:
    """The highest `places`; those level across the last place are tied and chosen neither."""
    ranked = sorted(votes, key=lambda line: -line[1])
    if len(ranked) <= places:
        return Cut(tuple(name for name, _ in ranked))
    last, following = ranked[places - 1][1] if places else None, ranked[places][1]
    if last != following:
        return Cut(tuple(name for name, _ in ranked[:places]))
    above = tuple(name for name, count in ranked if count > following)
    return Cut(above, tuple(name for name, count in ranked if count == following))


def by_order_alone(outcome: Mapping[str, Any], places: int) -> dict[str, Any]:
    """What a count says where no majority is asked for (预选, 地方组织法第二十七条); an invalid one says nothing."""
    names = [item["name"] for item in outcome["items"]]
    found = cut([(item["name"], item["votes"]) for item in outcome["items"]], places) if outcome["valid"] else Cut(())
    taken = {*found.chosen, *found.tied}
    return {
        **outcome,
        "adopted": list(found.chosen),
        "run_off": list(found.tied),
        "rejected": [name for name in names if name not in taken] if outcome["valid"] else [],
        "presidium_decides": [],
        "second_round": False,
    }
