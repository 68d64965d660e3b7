"""Who sits where: the presidium in front, then group after group, each by surname strokes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue
from apps.foundation.people.rules.strokes import stroke_key

STAGE_ROW = 0


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who needs a seat; `group` is the place of their group among the groups."""

    key: int
    name: str
    group: int = 0
    group_name: str = ""
    in_presidium: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """`row` 0 is the stage (主席台); rows and places count from the stage and from the left."""

    row: int
    place: int
    sitter: Sitter

    @property
    def words(self) -> str:
        """`3排12座`; on the stage `主席台5座`."""
        return f"主席台{self.place}座" if self.row == STAGE_ROW else f"{self.row}排{self.place}座"


def issues_with_hall(*, rows: int, seats: int, people: int, on_stage: int) -> Iterator[Issue]:
    """Whether everybody finds a seat."""
    needed = people - on_stage
    if rows * seats < needed:
        room = f"会场{rows}排,每排{seats}座,共{rows * seats}座,应安排{needed}人,还差{needed - rows * seats}座。"
        yield Issue("too_small", f"{room}请增加排数或座位数。")


def seats_of(people: Sequence[Sitter], *, seats: int, has_stage: bool) -> list[Seat]:
    """Everybody's seat, row after row."""
    stage = sorted((one for one in people if has_stage and one.in_presidium), key=lambda one: stroke_key(one.name))
    hall = sorted(
        (one for one in people if not (has_stage and one.in_presidium)),
        key=lambda one: (not one.in_presidium, one.group, stroke_key(one.name)),
    )
    return [
        *(Seat(STAGE_ROW, place, one) for place, one in enumerate(stage, start=1)),
        *(Seat(number // seats + 1, number % seats + 1, one) for number, one in enumerate(hall)),
    ]
