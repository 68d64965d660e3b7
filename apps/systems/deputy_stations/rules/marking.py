"""What is wrong with the marks that a hand gives, and which of them only repeat the data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.foundation.core.errors import Issue
from apps.systems.deputy_stations.rules.scoring import BOOLEAN, NO_DATA, TRIGGERED, VETO, Item


@dataclass(frozen=True, slots=True)
class Mark:
    """What was typed for one item; `points` None: nothing, which leaves it to the data."""

    points: Decimal | None
    reason: str = ""


def kept(mark: Mark, given: Decimal | None) -> Mark:
    """A mark equal to what is `given` already (by the data, for the office by the raters) is no mark of one's own."""
    return Mark(None, mark.reason) if mark.points == given else mark


def issues_with_marks(
    items: Sequence[Item], marks: Mapping[int, Mark], given: Mapping[int, Decimal | None], *, whole: bool
) -> Iterator[Issue]:
    """By number of the item. `whole`: handed in, so that every item without data must be decided by hand."""
    for item in items:
        mark = marks.get(item.number, Mark(None))
        by_data = given.get(item.number)
        if mark.points is None:
            if whole and by_data is None:
                yield Issue("undecided", f"“{item.title}”{NO_DATA},请人工打分。")
        elif mark.points != by_data:
            yield from _issues_with_points(item, mark.points)
            if by_data is not None and not mark.reason.strip():
                yield Issue("reason", f"“{item.title}”打分与系统得分{by_data}不同,请写明理由。")


def _issues_with_points(item: Item, points: Decimal) -> Iterator[Issue]:
    if item.kind == VETO:
        if points not in (Decimal(0), TRIGGERED):
            yield Issue("veto", f"“{item.title}”只有触发(1)和未触发(0)。")
    elif not 0 <= points <= item.points:
        yield Issue("range", f"“{item.title}”应在0至{item.points}分之间。")
    elif item.scoring == BOOLEAN and points not in (Decimal(0), item.points):
        yield Issue("all_or_nothing", f"“{item.title}”是否达到,只能得0分或者{item.points}分。")
