"""What every act on an assignment does: hold its row, set its lights, leave one audit entry, tell those it concerns."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from apps.congress.supervision.models import Assignment, Cycle, UnitRole
from apps.congress.supervision.rules import lights, states
from apps.congress.supervision.selectors.standing import limits_of, reports_due, standing_of
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.selectors import handlers_of, staff_of
from apps.office.notifications.services import notice_send


def assignment_locked(assignment: Assignment) -> Assignment:
    """The row for this transaction; acts on one assignment wait for each other. Read after it is locked."""
    Assignment.objects.select_for_update().only("pk").get(pk=assignment.pk)
    return Assignment.objects.with_all().get(pk=assignment.pk)


def assignment_save(assignment: Assignment) -> None:
    """Save with the days of its lights, and of its next report, as they follow from what is known now."""
    runs = assignment.state in states.WITH_UNITS
    if assignment.cycle == Cycle.NONE:
        assignment.next_period = None
    found = lights.reasons(standing_of(assignment), limits_of(assignment)) if runs else []
    assignment.yellow_from = lights.turns(found, lights.YELLOW)
    assignment.red_from = lights.turns(found, lights.RED)
    assignment.report_due_on = next(iter(reports_due(assignment)), None) if runs else None
    assignment.save()


def record(act: str, assignment: Assignment, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the assignment is."""
    audit.record(act, on=assignment, by=by, reason=reason, area_path=assignment.path, **facts)


def answering_people(assignment: Assignment, on: date) -> list[int]:
    """Person ids of those who answer for the lead and responsible units; the staff of a town that has no handler."""
    units = assignment.units.exclude(role=UnitRole.SUPPORTING).select_related("unit__area")  # type: ignore[attr-defined]
    people = set(handlers_of([one.unit_id for one in units], on))
    if not people and assignment.area_id != assignment.office_id:
        people = set(staff_of(assignment.area, on))
    return sorted(people)


def tell(
    assignment: Assignment, text: str, people: Iterable[int], *, by: Actor, at: datetime, key: str = "", **values: Any
) -> int:
    """One notice to each person of what happened to the assignment; `key` where it must not be told twice."""
    return notice_send(
        recipients=people,
        key=f"{text}:{assignment.public_id}:{key or at.isoformat()}",
        text=text,
        values={"title": assignment.title, **values},
        area=assignment.office,
        url=assignment.get_absolute_url(),
        due=assignment.due_on if assignment.is_open else None,
        by=by,
        at=at,
    )


def tell_units(assignment: Assignment, text: str, *, by: Actor, at: datetime, **values: Any) -> int:
    """Those who answer for the units that do it."""
    return tell(assignment, text, answering_people(assignment, local_day(at)), by=by, at=at, **values)


def tell_office(assignment: Assignment, text: str, *, by: Actor, at: datetime, **values: Any) -> int:
    """The congress staff that supervises it."""
    return tell(assignment, text, staff_of(assignment.office, local_day(at)), by=by, at=at, **values)
