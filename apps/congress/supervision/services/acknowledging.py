"""签收: each unit says by name that it knows of the task."""

from datetime import datetime

from django.db import transaction

from apps.congress.supervision.models import Assignment, AssignmentUnit
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.services.records import assignment_locked, assignment_save, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.organisations.models import Unit


@transaction.atomic
def assignment_acknowledge(
    *, assignment: Assignment, unit: Unit, signer: str = "", by: Actor, at: datetime
) -> Assignment:
    """Sign for it once; the first lead or responsible unit to do so has it under way.

    `signer` is who signed on paper, where the office enters it. Raises Conflict where the unit has signed already.
    """
    assignment = assignment_locked(assignment)
    state = move(assignment.state, "acknowledge")
    row = _row(assignment, unit)
    row.acknowledged_at, row.acknowledged_by = at, signer.strip() or by.name
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    if row.answers:
        assignment.state = state
    assignment_save(assignment)
    record("supervision.assignment.acknowledged", assignment, by, unit=row.unit_name, signer=row.acknowledged_by)
    return assignment


def _row(assignment: Assignment, unit: Unit) -> AssignmentUnit:
    row = assignment.units.filter(unit=unit).first()  # type: ignore[attr-defined]
    if row is None:
        raise DomainError(f"{unit.name}不承办这项任务,无须签收。")
    if row.acknowledged_at:
        raise Conflict(f"{row.unit_name}已由{row.acknowledged_by}于{chinese_datetime(row.acknowledged_at)}签收。")
    return row
