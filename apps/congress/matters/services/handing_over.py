"""交办: a matter goes to the units that answer it, each with its days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from apps.congress.matters.models import Handling, Matter, PartRole, Route
from apps.congress.matters.rules import deadlines
from apps.congress.matters.rules.deadlines import Due
from apps.congress.matters.rules.handing_over import PartFacts, issues_before_handing_over
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_unit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.organisations.models import Unit

PROMISED, TOLD = "承办单位自己承诺的期限", "首次交办时告知提出人的答复期限"


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A unit and its part: a PartRole; `replaces`: the part it takes over; `promised_on`: the day that the unit itself
    named before, which holds instead of the rule's.
    """

    unit: Unit
    role: str = PartRole.MAIN
    replaces: Handling | None = None
    promised_on: date | None = None


@transaction.atomic
def matter_hand_over(
    *, matter: Matter, parts: Sequence[PartDraft], requirements: str = "", by: Actor, at: datetime
) -> Matter:
    """Hand a matter to its units. Raises NotReady with everything that is in the way.

    Handed over already, another unit joins; the day the proposer was promised does not move.
    """
    matter, on = matter_locked(matter), local_day(at)
    standing = list(matter.parts.standing().filter(round=matter.round))  # type: ignore[attr-defined]
    have = [(part.unit_name, part.role) for part in standing]
    issues = issues_before_handing_over(_facts(parts, standing, on), have)
    matter.state = move(matter.state, "hand_over", issues)
    is_first = matter.handed_over_at is None
    if is_first:
        matter.handed_over_at, matter.routed_at, matter.route = at, at, Route.HANDLERS
        promised = next((part.promised_on for part in parts if part.promised_on), None)
        matter.reply_due_on = matter.due_on = promised or due(matter, deadlines.REPLY, on).on
    else:
        matter.due_on = matter.reply_due_on
    matter.main_unit = _leading(matter, standing, parts)
    matter.save()
    drafts = _taking_over(matter, parts)
    made = [part_create(matter, part, requirements=requirements.strip(), by=by, at=at) for part in drafts]
    names = "、".join(str(part) for part in made)
    record("matters.matter.handed_over", matter, by, units=names)
    for part in made:
        tell_unit(part, by=by, at=at)
    if is_first and matter.reply_due_on:
        units = "、".join(part.unit_name for part in made if part.answers)
        tell_proposer(matter, f"已交{units}办理,应在{chinese_date(matter.reply_due_on)}前答复您。", by=by, at=at)
    return matter


def _taking_over(matter: Matter, parts: Sequence[PartDraft]) -> list[PartDraft]:
    """A unit that joins in a role which another one gave back takes over from it, whichever page it was added on."""
    waiting = list(matter.parts.to_reassign().answering().filter(round=matter.round))  # type: ignore[attr-defined]
    drafts = []
    for part in parts:
        before = next((one for one in waiting if one.role == part.role), None) if part.replaces is None else None
        if before is not None:
            waiting.remove(before)
        drafts.append(replace(part, replaces=before) if before else part)
    return drafts


def part_create(matter: Matter, draft: PartDraft, *, requirements: str, by: Actor, at: datetime) -> Handling:
    """One unit's part in the matter's present round, with the days its rules give it."""
    on = local_day(at)
    answers = draft.role != PartRole.CO
    step = deadlines.CO_OPINION if not answers else deadlines.REHANDLE if matter.round > 1 else deadlines.REPLY
    term = due(matter, step, on)
    day = draft.promised_on or (min(term.on, matter.reply_due_on) if matter.reply_due_on else term.on)
    return Handling.objects.create(
        matter=matter, round=matter.round, unit=draft.unit, unit_name=draft.unit.name, role=draft.role,
        replaces=draft.replaces, requirements=requirements, handed_over_at=at, handed_over_by=by.name,
        return_due_on=due(matter, deadlines.RETURN, on).on,
        contact_due_on=due(matter, deadlines.CONTACT, on).on if answers and matter.is_by_members else None,
        due_on=day, first_due_on=day, due_ground=_ground(draft, day, term),
    )  # fmt: skip


def _ground(draft: PartDraft, day: date, term: Due) -> str:
    if draft.promised_on:
        return PROMISED
    return term.ground[:200] if day == term.on else TOLD


def _leading(matter: Matter, standing: Sequence[Handling], parts: Sequence[PartDraft]) -> Unit | None:
    """Who leads: as before while that unit has its part; else the first that answers."""
    if any(part.unit_id == matter.main_unit_id and part.answers for part in standing):
        return matter.main_unit
    return next((part.unit for part in parts if part.role != PartRole.CO), matter.main_unit)


def _facts(parts: Sequence[PartDraft], standing: Sequence[Handling], on: date) -> list[PartFacts]:
    have = {part.unit_id for part in standing}
    return [
        PartFacts(part.unit.pk, part.unit.name, part.role, part.unit.exists_on(on), part.unit.pk in have)
        for part in parts
    ]
