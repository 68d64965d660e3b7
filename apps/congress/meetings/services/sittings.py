"""Opening and closing sittings, and the meeting with the last of them."""

from datetime import datetime
from itertools import chain

from django.db import transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import WHOLE_BODY, Meeting, Sitting, SittingState
from apps.congress.meetings.rules.acts import issues_before_meeting_closes, issues_before_sitting_closes
from apps.congress.meetings.rules.quorum import issues_before_opening
from apps.congress.meetings.rules.speaking import issues_before_rising
from apps.congress.meetings.rules.states import meeting_move, sitting_move
from apps.congress.meetings.selectors.speaking import speaker_of
from apps.congress.meetings.services.check_in import record, sitting_locked
from apps.congress.meetings.services.planning import locked
from apps.congress.meetings.services.speaking import list_close
from apps.congress.meetings.signals import meeting_closed, sitting_closed, sitting_opened
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, require_ready
from apps.foundation.people.models import DutyKind
from apps.foundation.people.services.duty import duty_events_record


@transaction.atomic
def sitting_open(*, sitting: Sitting, by: Actor, at: datetime) -> Sitting:
    """Open a sitting that has its quorum (地方组织法第十四条). Raises NotReady: how many are missing, and who."""
    meeting = locked(sitting.meeting)
    sitting = sitting_locked(sitting)
    state = sitting_move(sitting.state, "开会")
    facts = selectors.opening_facts(sitting)
    require_ready(issues_before_opening(facts))
    sitting.state, sitting.opened_at, sitting.present = state, at, facts.present
    sitting.save(update_fields=["state", "opened_at", "present"])
    meeting.state = meeting_move(meeting.state, "开会")
    meeting.save(update_fields=["state"])
    record("meetings.sitting.opened", sitting, by, due=facts.due, present=facts.present)
    sitting_opened.send(sender=Sitting, sitting=sitting)
    return sitting


@transaction.atomic
def sitting_close(*, sitting: Sitting, by: Actor, at: datetime) -> Sitting:
    """散会. The sheet is final from here on. Raises NotReady while a vote is open."""
    sitting = sitting_locked(sitting)
    state = sitting_move(sitting.state, "散会")
    in_the_way = issues_before_sitting_closes(selectors.open_poll_titles(sitting))
    require_ready(chain(in_the_way, issues_before_rising(speaker_of(sitting))))
    list_close(sitting, by=by, at=at)
    sitting.state, sitting.closed_at = state, at
    sitting.save(update_fields=["state", "closed_at"])
    record("meetings.sitting.closed", sitting, by, present=selectors.head_count(sitting).present)
    sitting_closed.send(sender=Sitting, sitting=sitting)
    return sitting


@transaction.atomic
def sitting_call_off(*, sitting: Sitting, reason: str, by: Actor, at: datetime) -> Sitting:
    """宣布不举行: the quorum was not reached; who had come stays on record, another sitting may be planned."""
    sitting = sitting_locked(sitting)
    state = sitting_move(sitting.state, "宣布不举行")
    if not reason.strip():
        raise DomainError("请写明本场会议不举行的原因。")
    list_close(sitting, by=by, at=at)
    sitting.state, sitting.call_off_reason, sitting.closed_at = state, reason.strip(), at
    sitting.save(update_fields=["state", "call_off_reason", "closed_at"])
    record("meetings.sitting.called_off", sitting, by, reason=reason)
    return sitting


@transaction.atomic
def meeting_close(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """闭会: everybody who came gets it into the duty file; who stayed away without leave is listed."""
    meeting = locked(meeting)
    state = meeting_move(meeting.state, "闭会")
    unfinished = meeting.sittings.exclude(state__in=[SittingState.CLOSED, SittingState.CALLED_OFF])
    held = meeting.sittings.filter(state=SittingState.CLOSED, kind__in=WHOLE_BODY).count()
    require_ready(issues_before_meeting_closes(unfinished=[sitting.name for sitting in unfinished], held=held))
    meeting.state = state
    meeting.save(update_fields=["state"])
    people = list(selectors.attended_people(meeting))
    duty_events_record(
        people=people, kind=DutyKind.SESSION, on=meeting.starts_on, title=f"出席{meeting.title}", subject=meeting, at=at
    )
    absent = selectors.absent_without_leave([meeting]).values("person").distinct().count()
    path = meeting.body.area.path
    audit.record("meetings.meeting.closed", on=meeting, by=by, area_path=path, came=len(people), absent=absent)
    meeting_closed.send(sender=Meeting, meeting=meeting)
    return meeting
