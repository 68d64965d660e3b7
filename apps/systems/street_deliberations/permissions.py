"""Who may do what: the office of the street keeps everything; leaders read; personal details are the office's alone."""

from typing import Any

import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office


def area_path_of(subject: Any) -> str:
    """The area to which a row of this app, or a term, belongs."""
    for step in ("slate", "candidate", "mandate", "table", "term"):
        if getattr(subject, step, None) is not None:
            return area_path_of(getattr(subject, step))
    return subject.body.area.path


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    return subject is None or actor.covers(area_path_of(subject))


rules.add_perm("street_deliberations.manage", is_office & covers)
rules.add_perm("street_deliberations.see_personal", is_office & covers)
