"""Check-in: the roll freezes, then every member arrives once, by code or by list."""

import secrets
from datetime import datetime

from django.db import transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Attendance, AttendanceState, CheckInMeans, Sitting
from apps.congress.meetings.rules.acts import issues_before_check_in, issues_with_seat
from apps.congress.meetings.rules.codes import issues_with_code
from apps.congress.meetings.rules.states import meeting_move, sitting_move
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import NotAllowed, WrongState, require_ready
from apps.foundation.people.models import Mandate, Person

_MUTABLE = ["state", "means", "checked_in_at", "checked_in_by"]  # the rest of the sheet is frozen


@transaction.atomic
def check_in_start(*, sitting: Sitting, by: Actor, at: datetime) -> Sitting:
    """Freeze the five counts and copy the roll of those due; from here on nobody computes 应到 again."""
    meeting = locked(sitting.meeting)  # cancelling, changing the plan and granting leave wait, or are seen here
    sitting, on = sitting_locked(sitting), local_day(at)
    meeting_move(meeting.state, "开始签到")
    state = sitting_move(sitting.state, "开始签到")
    counts, day = selectors.counts_at(sitting, on), local_day(sitting.starts_at)
    require_ready(issues_before_check_in(on=on, planned_for=day, due=counts.due, kind=sitting.kind))
    sitting.state, sitting.code_salt = state, secrets.token_hex(32)
    sitting.quorum = selectors.quorum_at(sitting, on)
    for name in ("quota", "elected", "in_office", "suspended", "due"):
        setattr(sitting, name, getattr(counts, name))
    sitting.save()
    on_leave = selectors.people_on_leave(meeting)
    Attendance.objects.bulk_create(
        [_row(sitting, mandate, mandate.person_id in on_leave) for mandate in selectors.due_at(sitting, on)]
    )
    record("meetings.sitting.check_in_started", sitting, by, due=counts.due)
    return sitting


@transaction.atomic
def check_in_by_code(*, sitting: Sitting, person: Person, code: str, by: Actor, at: datetime) -> Attendance:
    """A member arrives by scanning the hall's code. Scanned again it shows the first time and changes nothing."""
    sitting = sitting_locked(sitting)
    row = sitting.attendance.filter(person=person).first()
    if row and row.state == AttendanceState.PRESENT:
        return row
    sitting_move(sitting.state, "签到")
    require_ready(issues_with_code(code, sitting.code_salt, at))
    return _arrive(sitting, person, CheckInMeans.CODE, by, at)


@transaction.atomic
def check_in_by_list(*, sitting: Sitting, person: Person, by: Actor, at: datetime) -> Attendance:
    """Staff tick a member who stands before them; already ticked, nothing changes."""
    sitting = sitting_locked(sitting)
    row = sitting.attendance.filter(person=person).first()
    if row and row.state == AttendanceState.PRESENT:
        return row
    sitting_move(sitting.state, "签到")
    return _arrive(sitting, person, CheckInMeans.LIST, by, at)


@transaction.atomic
def check_in_undo(*, sitting: Sitting, person: Person, by: Actor, at: datetime) -> Attendance:
    """Take back a wrong tick; only before the sitting opened, for then the quorum rests on it."""
    sitting = sitting_locked(sitting)
    sitting_move(sitting.state, "撤销签到")
    row = sitting.attendance.get(person=person)
    if row.state != AttendanceState.PRESENT:
        raise WrongState(f"{row.name}还没有签到,无须撤销。")
    on_leave = person.pk in selectors.people_on_leave(sitting.meeting)
    row.state = AttendanceState.LEAVE if on_leave else AttendanceState.EXPECTED
    row.means, row.checked_in_at, row.checked_in_by = "", None, ""
    row.save(update_fields=_MUTABLE)
    record("meetings.attendance.undone", sitting, by, name=row.name)
    return row


def sitting_locked(sitting: Sitting) -> Sitting:
    """The sitting's row for this transaction: arriving, opening and closing wait for each other."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("meeting__body__area", "meeting__term")
    return rows.get(pk=sitting.pk)


def record(act: str, sitting: Sitting, by: Actor, *, reason: str = "", **facts: object) -> None:
    """One audit row on a sitting, seen where its meeting is seen."""
    audit.record(act, on=sitting, by=by, reason=reason, area_path=sitting.meeting.body.area.path, **facts)


def _arrive(sitting: Sitting, person: Person, means: str, by: Actor, at: datetime) -> Attendance:
    issues = list(issues_with_seat(selectors.seat_of(sitting, person, local_day(at))))
    if issues:
        raise NotAllowed(issues[0].sentence)
    row = sitting.attendance.get(person=person)
    row.state, row.means, row.checked_in_at, row.checked_in_by = AttendanceState.PRESENT, means, at, by.name
    row.save(update_fields=_MUTABLE)
    record("meetings.attendance.checked_in", sitting, by, name=row.name, means=row.get_means_display())
    return row


def _row(sitting: Sitting, mandate: Mandate, on_leave: bool) -> Attendance:
    return Attendance(
        sitting=sitting,
        mandate=mandate,
        person=mandate.person,
        name=mandate.person.name,
        group_name=selectors.group_name_of(mandate),
        state=AttendanceState.LEAVE if on_leave else AttendanceState.EXPECTED,
    )
