"""Who may do what with people: inside one's own area, staff and operators; operators alone hand out power."""

from typing import Any

import rules

from apps.foundation.core.actors import HANDLER, LEADER, OPERATOR, STAFF, Actor
from apps.foundation.core.permissions import is_office, is_operator
from apps.foundation.people.rules import masked_phone

GRANTED_BY = {OPERATOR: {OPERATOR, STAFF, LEADER, HANDLER}, STAFF: {HANDLER}}


def area_path_of(subject: Any) -> str:
    """The area to which a row of this app belongs; "" for nothing."""
    for step in ("group", "mandate", "term", "body", "unit", "area", "person"):
        if hasattr(subject, step) and getattr(subject, step) is not None:
            return area_path_of(getattr(subject, step))
    return getattr(subject, "path", "")


def role_may_be_granted(actor: Actor, role: str, area_path: str) -> bool:
    """Operators grant every role, staff only that of handlers; each within the area of their own role."""
    grants_all = actor.role == OPERATOR and role not in GRANTED_BY[OPERATOR]
    return actor.covers(area_path) and (grants_all or role in GRANTED_BY.get(actor.role, set()))


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    return subject is None or actor.covers(area_path_of(subject))


@rules.predicate
def is_self(actor: Actor, subject: Any) -> bool:
    return subject is not None and actor.person_id is not None and actor.person_id == subject.pk


@rules.predicate
def sees_details(actor: Actor, subject: Any) -> bool:
    return subject is not None and actor.covers(area_path_of(subject))


OFFICE_HERE = is_office & covers
for act in (
    "add_person", "change_person", "give_mandate", "change_mandate", "give_post", "change_group", "import_roster",
    "dial", "open_term", "export",
):  # fmt: skip
    rules.add_perm(f"people.{act}", OFFICE_HERE)
rules.add_perm("people.see_details", sees_details | is_self)
rules.add_perm("people.grant_role", OFFICE_HERE)
rules.add_perm("people.end_role", is_operator & covers)
rules.add_perm("people.keep_account", is_operator & covers)


def phone_shown(actor: Actor, person: Any) -> str:
    """The whole phone number to those who have to dial, to all others `138****5678`."""
    return person.phone if rules.has_perm("people.dial", actor, person) else masked_phone(person.phone)
