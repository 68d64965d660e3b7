"""How a cell of the matrix is said in one word, and what a row, a column or a plan adds up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.congress.supervision.rules import lights, states

DONE, STOPPED, WAITING = "done", "stopped", "waiting"
WORDS = {
    lights.RED: "红", lights.YELLOW: "黄", lights.GREEN: "绿", DONE: "成", STOPPED: "止", WAITING: "核",
}  # fmt: skip
"""One character beside the colour, so that a grey print says the same."""
NAMES = {
    lights.RED: "红灯", lights.YELLOW: "黄灯", lights.GREEN: "绿灯", DONE: "已销号", STOPPED: "已终止",
    WAITING: "已报完成,待核查销号",
}  # fmt: skip
GUARANTEES = 4


def shade_of(state: str, light: str) -> str:
    """A key of WORDS. What is claimed waits for the office, unless it is short of what was planned."""
    if state == states.CLOSED:
        return DONE
    if state == states.CANCELLED:
        return STOPPED
    return light or WAITING


@dataclass(frozen=True, slots=True)
class Standing:
    """One cell: a key of WORDS and the percent last reported."""

    shade: str
    percent: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What cells add up to; what was stopped counts nowhere. `percent` is their mean, rounded down."""

    total: int
    done: int
    red: int
    yellow: int
    percent: int

    @property
    def unfinished(self) -> int:
        return self.total - self.done


def tally(cells: Iterable[Standing]) -> Tally:
    counted = [cell for cell in cells if cell.shade != STOPPED]
    shades = [cell.shade for cell in counted]
    mean = sum(cell.percent for cell in counted) // len(counted) if counted else 0
    return Tally(len(counted), shades.count(DONE), shades.count(lights.RED), shades.count(lights.YELLOW), mean)


def ranks(tallies: Sequence[Tally]) -> list[int]:
    """The place of each, 1 for the best: by mean progress, then by fewer red ones; equals share a place."""
    keys = [(-one.percent, one.red) for one in tallies]
    ordered = sorted(keys)
    return [ordered.index(key) + 1 for key in keys]
