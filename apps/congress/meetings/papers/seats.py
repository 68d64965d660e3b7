"""座次表: the hall from the stage, and where everybody sits, by surname strokes."""

from collections.abc import Iterator, Sequence
from datetime import date

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.rules.seating import Seat
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.rules.strokes import stroke_key
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Table, Tree

WIDEST, PAIRS = 12, 4


def seating(meeting: Meeting, on: date) -> Tree:
    """Raises WrongState where no seats are arranged."""
    plan = selectors.seating_plan(meeting)
    if plan is None:
        raise WrongState("还没有安排座次,请先在“座次”中填写会场的排数和每排座位数。")
    seats = selectors.seats_in(meeting, plan, on)
    organ = standing_organ(meeting.body, on)
    blocks = [*_hall(selectors.hall_rows(plan, seats)), _index(seats)]
    return composing.register(organ, f"{meeting.title}座次表", blocks)


def _hall(rows: Sequence[selectors.HallRow]) -> Iterator[Block]:
    """The stage by itself, then the rows; a hall wider than the paper in parts side by side."""
    stage = [row for row in rows if row.title == "主席台"]
    hall = [row for row in rows if row.title != "主席台"]
    for row in stage:
        yield from (_part([row], first, "主席台") for first in range(0, len(row.seats), WIDEST))
    width = len(hall[0].seats) if hall else 0
    for first in range(0, width, WIDEST):
        caption = "会场(面向主席台,自左至右)"
        if width > WIDEST:
            caption += f",{first + 1}至{min(first + WIDEST, width)}座"
        yield _part(hall, first, caption)


def _part(rows: Sequence[selectors.HallRow], first: int, caption: str) -> Table:
    width = min(WIDEST, len(rows[0].seats) - first)
    columns = (Column("排", 2), *(Column(f"{first + place}座", 3) for place in range(1, width + 1)))
    return Table(columns, tuple((row.title, *_names(row.seats[first : first + width])) for row in rows), caption)


def _names(seats: Sequence[Seat | None]) -> tuple[str, ...]:
    return tuple(seat.sitter.name if seat else "" for seat in seats)


def _index(seats: Sequence[Seat]) -> Table:
    ordered = sorted(seats, key=lambda seat: stroke_key(seat.sitter.name))
    columns = tuple(column for _ in range(PAIRS) for column in (Column("姓名", 3), Column("座位", 4)))
    height = -(-len(ordered) // PAIRS)
    rows = []
    for line in range(height):
        cells = [ordered[place] for place in range(line, len(ordered), height)]
        texts = [text for seat in cells for text in (seat.sitter.name, seat.words)]
        rows.append((*texts, *([""] * (2 * PAIRS - len(texts)))))
    return Table(columns, tuple(rows), "代表座位索引(按姓氏笔画为序)")
