"""Who may do what with an inspection: the office runs it, participants answer."""

from typing import Any

import rules

from apps.congress.inspections.models import Inspection
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office


def inspection_of(subject: Any) -> Inspection | None:
    """The inspection itself, or that of an opinion, participant or finding."""
    return subject if subject is None or isinstance(subject, Inspection) else subject.inspection


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    inspection = inspection_of(subject)
    return inspection is None or actor.covers(inspection.body.area.path)


@rules.predicate
def takes_part(actor: Actor, subject: Any) -> bool:
    inspection = inspection_of(subject)
    if inspection is None or actor.person_id is None or not actor.is_member:
        return False
    return inspection.participants.filter(person=actor.person_id).exists()


manages = is_office & covers
rules.add_perm("inspections.manage", manages)
rules.add_perm("inspections.take_part", takes_part)
rules.add_perm("inspections.find", manages | takes_part)
