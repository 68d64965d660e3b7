"""The inbox message that goes with an act on a meeting."""

from datetime import datetime

from django.urls import reverse

from apps.congress.meetings import selectors
from apps.congress.meetings.models import LeaveRequest, Meeting
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.office.notifications.services import notice_send


def tell_members(meeting: Meeting, text: str, *, by: Actor, at: datetime) -> None:
    """Tell everybody serving, once per text (its slug) and edition."""
    notice_send(
        recipients=selectors.people_invited(meeting, local_day(at)).values_list("pk", flat=True),
        key=f"meetings:{meeting.public_id}:{text}:{meeting.revision}",
        text=text,
        values=selectors.notice_values(meeting),
        area=meeting.body.area,
        url=_page(meeting),
        by=by,
        at=at,
    )


def tell_answer(request: LeaveRequest, *, by: Actor, at: datetime) -> None:
    """Tell who asked for leave how it was decided."""
    notice_send(
        recipients=[request.person_id],
        key=f"meetings:leave:{request.public_id}:{request.state}",
        text="meetings.leave_answer",
        values={
            "meeting": request.meeting.title,
            "decision": request.get_state_display(),
            "answer": request.answer,
            "name": request.person.name,
        },
        area=request.meeting.body.area,
        url=_page(request.meeting),
        by=by,
        at=at,
    )


def _page(meeting: Meeting) -> str:
    return reverse("meetings_notice", args=[meeting.public_id])
