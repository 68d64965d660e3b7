"""May this actor do this act on this object? Predicates take the actor, not the account."""

from typing import Any

import rules

from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.errors import NotAllowed


def may(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Whether `actor` may do `permission` (such as `people.import_roster`) on `subject`."""
    return rules.has_perm(permission, actor, subject)


def require(actor: Actor, permission: str, subject: Any = None, otherwise: str = "") -> None:
    """Raise NotAllowed where the actor may not; `otherwise` says who may, where that is not the office."""
    if not may(actor, permission, subject):
        usual = f"您以“{actor.role_title or actor.name}”的身份不能办理此事,请联系本级人大工作人员。"
        raise NotAllowed(otherwise or usual)


@rules.predicate
def is_operator(actor: Actor) -> bool:
    return actor.role == OPERATOR


@rules.predicate
def is_staff(actor: Actor) -> bool:
    return actor.role == STAFF


@rules.predicate
def is_member(actor: Actor) -> bool:
    return actor.is_member


is_office = is_operator | is_staff
