"""What every act on an assignment does: hold its row, set its lights, leave one audit entry, tell those it concerns."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from apps.congress.supervision.models import Assignment, AssignmentUnit, Cycle, UnitRole
from apps.congress.supervision.rules import lights, states
from apps.congress.supervision.selectors.standing import reasons_known, reports_due
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.selectors import handlers_of, staff_of
from apps.office.files.services import attachment_add
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
    found = reasons_known(assignment)
    assignment.yellow_from = lights.turns(found, lights.YELLOW)
    assignment.red_from = lights.turns(found, lights.RED)
    assignment.report_due_on = next(iter(reports_due(assignment)), None) if runs else None
    assignment.save()


def record(act: str, assignment: Assignment, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the assignment is."""
    audit.record(act, on=assignment, by=by, reason=reason, area_path=assignment.path, **facts)


def unit_of(assignment: Assignment, by: Actor) -> AssignmentUnit:
    """For which of its units somebody acts: their own, else the lead unit."""
    units = list(assignment.units.all())  # type: ignore[attr-defined]
    own = next((one for one in units if by.unit_id is not None and one.unit_id == by.unit_id), None)
    return own or next(one for one in units if one.role == UnitRole.LEAD)


def files_keep(
    parent: Model, files: Iterable[UploadedFile], assignment: Assignment, *, by: Actor, at: datetime
) -> None:
    """Photos and papers that prove something, seen in the log of the place."""
    for file in files:
        attachment_add(parent=parent, upload=file, by=by, at=at, area_path=assignment.path)


def answering_people(assignment: Assignment, on: date) -> list[int]:
    """Person ids of those who answer for the lead and responsible units; the staff of a town that has no handler."""
    units = assignment.units.exclude(role=UnitRole.SUPPORTING).select_related("unit__area")  # type: ignore[attr-defined]
    people = set(handlers_of([one.unit_id for one in units], on))
    if not people and assignment.area_id != assignment.office_id:
        people = set(staff_of(assignment.area, on))
    return sorted(people)


def people_of_unit(assignment: Assignment, unit_id: int, on: date) -> list[int]:
    """Person ids of those who answer for one unit of it; the staff of a town that has no handler."""
    people = handlers_of([unit_id], on)
    if people or assignment.area_id == assignment.office_id:
        return people
    return staff_of(assignment.area, on)


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


def tell_verifiers(assignment: Assignment, text: str, *, by: Actor, at: datetime, **values: Any) -> int:
    """Whoever is to verify it: those who answer for the unit named, and the office."""
    on, verifier = local_day(at), assignment.verifier_id
    people = {*staff_of(assignment.office, on), *(handlers_of([verifier], on) if verifier else ())}
    return tell(assignment, text, sorted(people), by=by, at=at, **values)
