"""Planning an inspection: what, when, which route, who comes."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.congress.inspections.models import Inspection, Kind, Participant, State, Stop
from apps.congress.inspections.rules.states import CALLED_OFF, NOTICED, issues_before_notice, move
from apps.congress.inspections.selectors.people import group_names, seats_among
from apps.congress.inspections.selectors.steps import arrangement_mark, plan_of, route_mark, way_of
from apps.congress.inspections.services.records import inspection_locked, record
from apps.congress.inspections.services.telling import tell_change, tell_participants
from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, WrongState, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionDraft:
    """Everything staff state about an inspection before the route."""

    kind: str = Kind.INSPECTION
    theme: str
    basis: str = ""
    leader: Person | None = None
    starts_on: date
    ends_on: date
    gathers_at: datetime
    gathers_place: str
    contact: str = ""
    requirements: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """One stop of the route in its order; `public_id` names an existing one."""

    place: str
    arrives_at: datetime | None = None
    unit: Unit | None = None
    host: str = ""
    officials: str = ""
    public_id: UUID | None = None


@transaction.atomic
def inspection_create(
    *, term: Term, draft: InspectionDraft, key: UUID | None = None, by: Actor, at: datetime
) -> Inspection:
    """Plan an inspection of a body; sent again under the same `key` it is the same one."""
    term = Term.objects.select_related("body__area").get(pk=term.pk)
    said = {"term": term, **_values(draft)}
    _require_sound(Inspection(**said))
    inspection, is_new = made_once(Inspection, key, said=said, code_salt=secrets.token_hex(32))
    if is_new:
        record("inspections.inspection.created", inspection, by)
    return inspection


@transaction.atomic
def inspection_change(
    *, inspection: Inspection, draft: InspectionDraft, by: Actor, at: datetime, seen: str | None = None
) -> Inspection:
    """Change the plan; once announced, those who come are told.

    `seen` is the mark of the arrangement that was read; raises Conflict where somebody saved since.
    """
    inspection = inspection_locked(inspection)
    move(inspection.state, "change")
    if seen is not None and seen != arrangement_mark(inspection):
        raise Conflict(f"安排刚被他人修改过,{COMPARE}")
    for name, value in _values(draft).items():
        setattr(inspection, name, value)
    _require_sound(inspection)
    inspection.save()
    record("inspections.inspection.changed", inspection, by)
    if inspection.state == State.NOTICED:
        tell_change(inspection, "inspections.changed", by=by, at=at)
    return inspection


@transaction.atomic
def route_set(
    *, inspection: Inspection, lines: Sequence[StopLine], by: Actor, at: datetime, seen: str | None = None
) -> list[Stop]:
    """Make `lines` the route; other places or times than announced are told. Who came of a unit is filled in later.

    `seen` is the mark of the route that was read; raises Conflict where somebody saved since.
    """
    inspection = inspection_locked(inspection)
    if not (inspection.allows("change") or inspection.allows("finish_report")):
        raise WrongState("报告已经形成,路线不能再修改。")
    if seen is not None and seen != route_mark(inspection):
        raise Conflict(f"路线刚被他人修改过,{COMPARE}")
    before = way_of(inspection)
    existing: dict[UUID | None, Stop] = {stop.public_id: stop for stop in inspection.stops.all()}
    kept = {line.public_id for line in lines}
    for stop in existing.values():
        if stop.public_id in kept:
            continue
        if stop.findings.exists():
            raise WrongState(f"点位“{stop.place}”已登记发现的情况,不能删除。")
        stop.delete()
    stops = []
    for number, line in enumerate(lines, start=1):
        stop = existing.get(line.public_id) or Stop(inspection=inspection)
        stop.number = number
        for name in ("place", "arrives_at", "unit", "host", "officials"):
            setattr(stop, name, getattr(line, name))
        stop.save()
        stops.append(stop)
    record("inspections.route.set", inspection, by, stops=len(stops))
    if inspection.state == State.NOTICED and way_of(inspection) != before:
        tell_change(inspection, "inspections.route_changed", by=by, at=at)
    return stops


@transaction.atomic
def participants_set(*, inspection: Inspection, people: Iterable[Person], by: Actor, at: datetime) -> int:
    """Ask these deputies; before the notice others are taken off the list, afterwards they stay with their answer.

    Who is added after the notice is told at once. Returns how many take part now. Raises DomainError for somebody
    who does not serve in the body.
    """
    inspection, wanted = inspection_locked(inspection), {person.pk: person for person in people}
    move(inspection.state, "change")
    _require_serving(inspection, wanted, local_day(at))
    if inspection.state == State.PLANNED:
        inspection.participants.exclude(person__in=wanted).delete()
    known = set(inspection.participants.values_list("person_id", flat=True))
    new = [person for key, person in wanted.items() if key not in known]
    groups = group_names(inspection.term, local_day(at), [person.pk for person in new])
    Participant.objects.bulk_create(
        Participant(inspection=inspection, person=person, name=person.name, group_name=groups.get(person.pk, ""))
        for person in new
    )
    total = inspection.participants.count()
    record("inspections.participants.set", inspection, by, people=total)
    if inspection.state == State.NOTICED and new:
        tell_participants(inspection, [person.pk for person in new], by=by, at=at)
    return total


def _require_serving(inspection: Inspection, wanted: dict[int, Person], on: date) -> None:
    serving = seats_among(inspection.term, list(wanted), on)
    for key, person in wanted.items():
        if key not in serving:
            raise DomainError(f"{person.name}不是本届在任{inspection.members_are_called},不能邀请。请从名单中去掉。")


@transaction.atomic
def inspection_notice(*, inspection: Inspection, by: Actor, at: datetime) -> Inspection:
    """Tell everybody on the list when and where. Raises NotReady with everything that is missing."""
    inspection = inspection_locked(inspection)
    state = move(inspection.state, "notice")
    require_ready(issues_before_notice(plan_of(inspection, local_day(at))))
    inspection.state, inspection.noticed_at = state, at
    inspection.save(update_fields=["state", "noticed_at"])
    people = list(inspection.participants.values_list("person_id", flat=True))
    record("inspections.inspection.noticed", inspection, by, people=len(people))
    tell_participants(inspection, people, by=by, at=at)
    return inspection


@transaction.atomic
def inspection_call_off(*, inspection: Inspection, reason: str, by: Actor, at: datetime) -> Inspection:
    """取消: with a reason; who was told is told again."""
    inspection = inspection_locked(inspection)
    was_noticed = inspection.state == NOTICED
    move(inspection.state, "call_off")
    if not reason.strip():
        raise DomainError("请写明取消活动的理由。")
    inspection.state, inspection.call_off_reason = CALLED_OFF, reason.strip()
    inspection.save(update_fields=["state", "call_off_reason"])
    record("inspections.inspection.called_off", inspection, by, reason=inspection.call_off_reason)
    if was_noticed:
        tell_change(inspection, "inspections.called_off", by=by, at=at)
    return inspection


def _values(draft: InspectionDraft) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(draft)}


def _require_sound(inspection: Inspection) -> None:
    if inspection.ends_on < inspection.starts_on:
        raise DomainError("结束日期不能早于开始日期。")
    if not inspection.starts_on <= local_day(inspection.gathers_at) <= inspection.ends_on:
        raise DomainError("集合时间应在活动日期之内,请核对。")
    leader, body = inspection.leader, inspection.term.body
    if inspection.meeting is not None and inspection.meeting.body_id != body.pk:
        raise DomainError("相关会议不是本机关的会议,请重新选择。")
    if leader is not None and not Mandate.objects.filter(person=leader, term=inspection.term).exists():
        raise DomainError(f"{leader.name}不是本届{inspection.members_are_called},请重新选择带队人。")
