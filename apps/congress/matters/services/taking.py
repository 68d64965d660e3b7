"""签收: a unit takes what was handed to it; for one without an account the office writes down who did."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Handling
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.selectors.units import has_account
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError


@transaction.atomic
def handling_take(*, part: Handling, by: Actor, at: datetime) -> Handling:
    """The unit has it, by name and time. Raises WrongState on a second click."""
    part = part_locked(part)
    record("matters.handling.taken", part.matter, by, unit=part.unit_name)
    return part_take(part, by.name, by, at)


@transaction.atomic
def handling_take_on_paper(*, part: Handling, name: str, by: Actor, at: datetime) -> Handling:
    """登记签收: `name` signed for it at a unit that has nobody to sign here. Raises DomainError where it has."""
    part, name = part_locked(part), name.strip()
    if not name:
        raise DomainError("请填写在交办单上签收的人。")
    if has_account(part.unit_id, local_day(at)):
        raise DomainError(f"{part.unit_name}有办理账号,请由其在“承办事项”中签收。")
    record("matters.handling.taken_on_paper", part.matter, by, unit=part.unit_name, name=name)
    return part_take(part, name, by, at)


def part_take(part: Handling, name: str, by: Actor, at: datetime) -> Handling:
    """A part that is held has been taken by somebody of its unit."""
    part.state = move_part(part.state, "take")
    part.taken_at, part.taken_by = at, name
    part.save(update_fields=["state", "taken_at", "taken_by"])
    if part.answers:
        tell_proposer(part.matter, f"{part.unit_name}已签收,正在办理。", by=by, at=at)
    return part
