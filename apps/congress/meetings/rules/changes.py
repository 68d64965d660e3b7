"""What changed between two plans of a meeting, in sentences that a notice can quote."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.foundation.core.dates import chinese_datetime


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of the agenda; `key` stays the same when it is renamed or moved."""

    key: Hashable
    title: str
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class SittingFact:
    """A sitting; `key` stays the same when it is moved."""

    key: Hashable
    name: str
    starts_at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Agenda and sittings as they stand."""

    agenda: tuple[ItemFact, ...] = ()
    sittings: tuple[SittingFact, ...] = ()
    place: str = ""


def agenda_changes(before: Sequence[ItemFact], after: Sequence[ItemFact]) -> list[str]:
    """Dropped, added, renamed, another reporter, moved: as few moves as explain the new order."""
    old, new = {item.key: item for item in before}, {item.key: item for item in after}
    places = {item.key: number for number, item in enumerate(before, start=1)}
    dropped = [f"取消议题“{item.title}”" for item in before if item.key not in new]
    added = [
        f"增加议题“{item.title}”,列第{number}项" for number, item in enumerate(after, start=1) if item.key not in old
    ]
    kept = [item for item in after if item.key in old]
    renamed = [f"议题“{old[item.key].title}”改为“{item.title}”" for item in kept if item.title != old[item.key].title]
    reported = [
        f"“{item.title}”的报告人{_from_to(old[item.key].reporter, item.reporter)}"
        for item in kept
        if item.reporter != old[item.key].reporter
    ]
    staying = _longest_rise([places[item.key] for item in kept])
    moved = [
        f"议题“{item.title}”由第{places[item.key]}项调整为第{number}项"
        for number, item in enumerate(after, start=1)
        if item.key in old and places[item.key] not in staying
    ]
    return [*dropped, *added, *renamed, *reported, *moved]


def sitting_changes(before: Sequence[SittingFact], after: Sequence[SittingFact]) -> list[str]:
    """Dropped, added, at another time, in another place."""
    old, kept = {one.key: one for one in before}, {one.key for one in after}
    sentences = [f"取消{one.name}({chinese_datetime(one.starts_at)})" for one in before if one.key not in kept]
    for one in after:
        was = old.get(one.key)
        if was is None:
            sentences.append(f"增加{one.name},{chinese_datetime(one.starts_at)}在{one.place}举行")
            continue
        if was.starts_at != one.starts_at:
            sentences.append(f"{one.name}改为{chinese_datetime(one.starts_at)}举行")
        if was.place != one.place:
            sentences.append(f"{one.name}的地点改为{one.place}")
    return sentences


def _from_to(before: str, after: str) -> str:
    if not before:
        return f"确定为{after}"
    return f"由{before}改为{after}" if after else f"({before})待定"


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The largest set of numbers that stand in rising order: they count as having stayed."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        place = bisect_left(tails, number)
        chain = [*(chains[place - 1] if place else []), number]
        tails[place : place + 1] = [number]
        chains[place : place + 1] = [chain]
    return set(chains[-1]) if chains else set()
