"""Who may do what: the office that made a plan keeps it; the staff of a place answers for its own place alone."""

from typing import Any

import rules

from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.permissions import is_office
from apps.foundation.organisations.models import Area


def plan_of(subject: Any) -> Any:
    """The plan to which a row of this app belongs."""
    for step in ("plan", "meeting", "practice", "item", "task"):
        if getattr(subject, step, None) is not None:
            return plan_of(getattr(subject, step))
    return subject


@rules.predicate
def keeps_plan(actor: Actor, subject: Any) -> bool:
    return subject is None or actor.covers(plan_of(subject).office.path)


@rules.predicate
def is_of_place(actor: Actor, area: Area | None) -> bool:
    """The congress staff of this very place, not whoever watches over it."""
    return actor.role == STAFF and (area is None or actor.area_path == area.path)


rules.add_perm("reform_tasks.manage", is_office & keeps_plan)
rules.add_perm("reform_tasks.answer", is_of_place)
