"""Marks of a star rating: from a figure to points, from points to a total, from totals to stars (域内口径 §4.6).

Exact: fractions until the end, then half up. Points of one rater have one decimal, averages and totals two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

BOOLEAN, RATIO, COUNT, MANUAL = "boolean", "ratio", "count", "manual"
NORMAL, BONUS, DEDUCTION, VETO = "normal", "bonus", "deduction", "veto"
TRIGGERED, CLEAR = Decimal(1), Decimal(0)
NO_DATA = "无数据"
Figure = tuple[int, int]
"""(value, base): so many of so many."""
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a standard. `points` are the most it gives (or takes); those of a veto are nought."""

    number: int
    title: str
    points: Decimal
    scoring: str = MANUAL
    kind: str = NORMAL
    measure: str = ""
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """`bands`: (stars, least total), the highest first; `share`: percent of stations that may have five stars."""

    bands: tuple[tuple[int, Decimal], ...]
    bonus_cap: Decimal
    share: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one station came to, before the cap on five stars."""

    normal: Decimal
    bonus: Decimal
    deduction: Decimal
    vetoes: tuple[str, ...]
    total: Decimal
    stars: int


def points_from(item: Item, figure: Figure | None) -> Decimal | None:
    """What the data says of an item: points, for a veto TRIGGERED or CLEAR; None where they say nothing (无数据).

    Boolean: all or nothing, by value >= base. Ratio: in proportion until `target` percent. Count: in proportion until
    `target`, without one until base.
    """
    if item.scoring == MANUAL or figure is None:
        return None
    value, base = max(figure[0], 0), figure[1]
    if item.scoring == BOOLEAN:
        part = Fraction(value >= base) if base > 0 else None
    elif item.scoring == RATIO:
        part = Fraction(value * 100, base * (item.target or 100)) if base > 0 else None
    else:
        goal = item.target or base
        part = Fraction(value, goal) if goal > 0 else None
    if part is None:
        return None
    if item.kind == VETO:
        return TRIGGERED if part >= 1 else CLEAR
    return rounded(Fraction(item.points) * min(part, Fraction(1)), 1)


def mean(marks: Sequence[Decimal]) -> Decimal:
    """The average of raters, two decimals. Raises ValueError where there are none."""
    if not marks:
        raise ValueError("no marks")
    return rounded(sum((Fraction(mark) for mark in marks), Fraction(0)) / len(marks), 2)


def joined(item: Item, marks: Sequence[Decimal]) -> Decimal:
    """What raters say together: the average; a veto as soon as one of them sees it."""
    return max(marks) if item.kind == VETO else mean(marks)


def outcome_of(items: Iterable[Item], marks: Mapping[int, Decimal], limits: Limits) -> Outcome:
    """The total of one station: marks by the number of the item. Raises KeyError where one is missing."""
    sums = {NORMAL: Decimal(0), BONUS: Decimal(0), DEDUCTION: Decimal(0)}
    vetoes = []
    for item in items:
        if item.kind != VETO:
            sums[item.kind] += marks[item.number]
        elif marks[item.number] >= TRIGGERED:
            vetoes.append(item.title)
    bonus = min(sums[BONUS], limits.bonus_cap)
    total = rounded(Fraction(max(sums[NORMAL] + bonus - sums[DEDUCTION], Decimal(0))), 2)
    stars = 0 if vetoes else stars_of(total, limits)
    return Outcome(sums[NORMAL], bonus, sums[DEDUCTION], tuple(vetoes), total, stars)


def stars_of(total: Decimal, limits: Limits) -> int:
    """The highest band that the total reaches, 0 below all."""
    return next((stars for stars, least in limits.bands if total >= least), 0)


def room_for_five(stations: int, limits: Limits) -> int:
    """How many of so many stations may have five stars: rounded down, a cap is not exceeded."""
    return stations * limits.share // 100


def falling(five: Mapping[Key, Decimal], room: int) -> set[Key]:
    """Who of those with five stars by points does not fit. Equal totals stand or fall together."""
    if len(five) <= room:
        return set()
    least = sorted(five.values(), reverse=True)[room]
    return {key for key, total in five.items() if total <= least}


def next_below_five(limits: Limits) -> int:
    """What falls under the cap gets the next band."""
    return next((stars for stars, _ in limits.bands if stars < 5), 0)


def undecided(items: Iterable[Item], marks: Mapping[int, Decimal | None], figures: Mapping[str, Figure]) -> list[Item]:
    """Items that neither a hand nor the data has decided."""
    return [
        item
        for item in items
        if marks.get(item.number) is None and points_from(item, figures.get(item.measure)) is None
    ]


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, away from nought; exact."""
    scale = 10**places
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    signed = units if value >= 0 else -units
    return Decimal(signed).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
