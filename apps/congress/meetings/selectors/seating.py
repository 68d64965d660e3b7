"""Seats in the hall, computed from who is due and how the hall is furnished."""

from dataclasses import dataclass
from datetime import date

from apps.congress.meetings.models import Meeting, SeatingPlan
from apps.congress.meetings.rules.seating import STAGE_ROW, Seat, Sitter, seats_of
from apps.foundation.people.models import GroupKind, Mandate
from apps.foundation.people.selectors import serving_members

_SEATED_BY = (GroupKind.DELEGATION, GroupKind.DEPUTY_GROUP)


@dataclass(frozen=True, slots=True)
class HallRow:
    """One row of the hall as it is printed: seats in order, None where nobody sits."""

    title: str
    seats: tuple[Seat | None, ...]


def seating_plan(meeting: Meeting) -> SeatingPlan | None:
    return SeatingPlan.objects.filter(meeting=meeting).first()


def sitters_of(meeting: Meeting, on: date) -> list[Sitter]:
    """Everybody serving on a day, with group and presidium."""
    return [_sitter(mandate) for mandate in serving_members(meeting.term, on)]


def seats_in(meeting: Meeting, plan: SeatingPlan, on: date) -> list[Seat]:
    return seats_of(sitters_of(meeting, on), seats=plan.seats, has_stage=plan.has_stage)


def seat_of_person(meeting: Meeting, person_id: int | None, on: date) -> Seat | None:
    """The seat of one member, None where no seats are arranged."""
    plan = seating_plan(meeting)
    seats = seats_in(meeting, plan, on) if plan else []
    return next((seat for seat in seats if seat.sitter.key == person_id), None)


def hall_rows(plan: SeatingPlan, seats: list[Seat]) -> list[HallRow]:
    """The stage, where there is one, and every row up to the last that is taken."""
    taken = {(seat.row, seat.place): seat for seat in seats}
    stage = max((seat.place for seat in seats if seat.row == STAGE_ROW), default=0)
    last = max((seat.row for seat in seats), default=0)
    rows = [HallRow("主席台", tuple(taken.get((STAGE_ROW, place)) for place in range(1, stage + 1)))] if stage else []
    return rows + [
        HallRow(f"{row}排", tuple(taken.get((row, place)) for place in range(1, plan.seats + 1)))
        for row in range(1, last + 1)
    ]


def _sitter(mandate: Mandate) -> Sitter:
    memberships = mandate.person.current_memberships  # type: ignore[attr-defined]  # prefetched by serving_members
    by_kind = {membership.group.kind: membership.group for membership in memberships}
    group = next((by_kind[kind] for kind in _SEATED_BY if kind in by_kind), None)
    return Sitter(
        mandate.person_id, mandate.person.name, group.number if group else 999, group.name if group else "",
        GroupKind.PRESIDIUM in by_kind,
    )  # fmt: skip
