"""Who may do what with an assignment: whoever supervises it does not report on it, and the other way round."""

import rules

from apps.congress.supervision.models import Assignment, SupervisionSheet, UnitRole
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.permissions import is_office


@rules.predicate
def supervises(actor: Actor, subject: Assignment | SupervisionSheet | None) -> bool:
    """The office that watches over it, or one above it."""
    return subject is None or actor.covers(_assignment_of(subject).office.path)


@rules.predicate
def answers_for_it(actor: Actor, subject: Assignment | None) -> bool:
    """A handler of a lead or responsible unit; the staff of a town for what a higher office supervises there."""
    if subject is None:
        return False
    if actor.role == HANDLER:
        return subject.units.filter(unit=actor.unit_id).exclude(role=UnitRole.SUPPORTING).exists()  # type: ignore[attr-defined]
    return actor.role == STAFF and actor.covers(subject.area.path) and not actor.covers(subject.office.path)


@rules.predicate
def helps_with_it(actor: Actor, subject: Assignment | None) -> bool:
    """A handler of any unit of it, for signing."""
    if subject is None or actor.role != HANDLER:
        return False
    return subject.units.filter(unit=actor.unit_id).exists()  # type: ignore[attr-defined]


@rules.predicate
def was_sent_to(actor: Actor, sheet: SupervisionSheet | None) -> bool:
    return sheet is not None and (
        (actor.role == HANDLER and actor.unit_id == sheet.unit_id) or answers_for_it(actor, sheet.assignment)
    )


@rules.predicate
def is_verifier(actor: Actor, subject: Assignment | None) -> bool:
    """A handler of the unit that was named to verify it."""
    return subject is not None and actor.role == HANDLER and subject.verifier_id == actor.unit_id is not None


def _assignment_of(subject: Assignment | SupervisionSheet) -> Assignment:
    return subject if isinstance(subject, Assignment) else subject.assignment


rules.add_perm("supervision.manage", is_office & supervises)
rules.add_perm("supervision.report", answers_for_it)
rules.add_perm("supervision.acknowledge", helps_with_it | answers_for_it)
rules.add_perm("supervision.answer", was_sent_to)
rules.add_perm("supervision.verify", (is_office & supervises) | is_verifier)
