"""签收: a unit takes what was handed to it."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Handling
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.foundation.core.actors import Actor


@transaction.atomic
def handling_take(*, part: Handling, by: Actor, at: datetime) -> Handling:
    """The unit has it, by name and time. Raises WrongState on a second click."""
    part = part_locked(part)
    part.state = move_part(part.state, "take")
    part.taken_at, part.taken_by = at, by.name
    part.save(update_fields=["state", "taken_at", "taken_by"])
    record("matters.handling.taken", part.matter, by, unit=part.unit_name)
    if part.answers:
        tell_proposer(part.matter, f"{part.unit_name}已签收,正在办理。", by=by, at=at)
    return part
