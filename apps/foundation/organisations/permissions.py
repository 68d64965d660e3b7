"""Organs and districts are kept by the office of their area; the tree of areas by operators alone."""

from typing import Any

import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office, is_operator


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    if subject is None:
        return actor.sees_area
    return actor.covers(subject.path if hasattr(subject, "path") else subject.area.path)


rules.add_perm("organisations.change_area", is_operator & covers)
rules.add_perm("organisations.change_unit", is_office & covers)
rules.add_perm("organisations.change_district", is_office & covers)
