"""Asking for leave and answering it."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Attendance, AttendanceState, LeaveRequest, LeaveState, Meeting, SittingState
from apps.congress.meetings.rules.acts import issues_before_leave
from apps.congress.meetings.rules.states import leave_move
from apps.congress.meetings.services.planning import locked
from apps.congress.meetings.services.telling import tell_answer
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import OPERATOR, STAFF, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, require_ready
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import serving_members


@transaction.atomic
def leave_request(*, meeting: Meeting, person: Person, reason: str, by: Actor, at: datetime) -> LeaveRequest:
    """Ask for leave, oneself before the meeting or through the office also during it (代表法实施办法第七条)."""
    meeting = locked(meeting)
    require_ready(issues_before_leave(meeting_state=meeting.state, is_office=by.role in {OPERATOR, STAFF}))
    if not reason.strip():
        raise DomainError("请写明请假事由。")
    if not serving_members(meeting.term, local_day(at)).filter(person=person).exists():
        raise NotAllowed(f"{person.name}不是本次会议应到的代表,无须请假。")
    live = meeting.leave_requests.filter(person=person, state__in=[LeaveState.ASKED, LeaveState.GRANTED]).first()
    if live:
        raise Conflict(f"{person.name}已提出请假({live.get_state_display()}),无须重复提出。")
    request = LeaveRequest.objects.create(meeting=meeting, person=person, reason=reason.strip(), asked_at=at)
    _record("meetings.leave.asked", request, by, reason=request.reason)
    return request


@transaction.atomic
def leave_decide(*, request: LeaveRequest, granted: bool, answer: str, by: Actor, at: datetime) -> LeaveRequest:
    """Grant or refuse; a refusal says why. Sittings already checking in follow at once."""
    request = _locked(request)
    state = leave_move(request.state, "批准" if granted else "不批准")
    if not granted and not answer.strip():
        raise DomainError("不批准请假的,请写明理由。")
    request.state, request.answer, request.decided_at, request.decided_by = state, answer.strip(), at, by.name
    request.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    _follow(request)
    _record("meetings.leave.granted" if granted else "meetings.leave.refused", request, by, reason=answer)
    tell_answer(request, by=by, at=at)
    return request


@transaction.atomic
def leave_withdraw(*, request: LeaveRequest, by: Actor, at: datetime) -> LeaveRequest:
    """Take a request back; the member is expected again."""
    request = _locked(request)
    request.state = leave_move(request.state, "撤回")
    request.save(update_fields=["state"])
    _follow(request)
    _record("meetings.leave.withdrawn", request, by)
    return request


def _locked(request: LeaveRequest) -> LeaveRequest:
    """The meeting first: a sheet that is being made either sees the answer or is there to follow it."""
    locked(request.meeting)
    rows = LeaveRequest.objects.select_for_update(of=("self",)).select_related("meeting__body__area", "person")
    return rows.get(pk=request.pk)


def _follow(request: LeaveRequest) -> None:
    """Sheets of sittings that are not over show the answer; who is already there stays present."""
    running = request.meeting.sittings.filter(state__in=[SittingState.CHECK_IN, SittingState.OPEN])
    held = [sitting.pk for sitting in running.select_for_update().order_by("pk")]
    rows = Attendance.objects.filter(sitting__in=held, person=request.person).exclude(state=AttendanceState.PRESENT)
    on_leave = request.person_id in selectors.people_on_leave(request.meeting)
    rows.update(state=AttendanceState.LEAVE if on_leave else AttendanceState.EXPECTED)


def _record(act: str, request: LeaveRequest, by: Actor, reason: str = "") -> None:
    area_path = request.meeting.body.area.path
    audit.record(act, on=request, by=by, reason=reason, area_path=area_path,
                 name=request.person.name, meeting=request.meeting.title)  # fmt: skip
