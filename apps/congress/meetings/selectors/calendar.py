"""Sittings in people's own calendars."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from apps.congress.meetings.models import Meeting, MeetingState, Sitting, SittingState
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import Event

SINCE = timedelta(days=60)


def events(actor: Actor, on: date) -> Iterator[Event]:
    """Sittings of announced meetings since two months before `on`: of a member's bodies, or of an office's own area.

    An office that sees areas below its own is not sent all their sittings.
    """
    rows = Sitting.objects.filter(meeting__in=_meetings(actor), starts_at__date__gte=on - SINCE)
    if not actor.sees_area:
        rows = rows.concerning(actor.person_id, on)
    page = "meetings_detail" if actor.sees_area else "meetings_notice"
    for sitting in rows.select_related("meeting__body", "group").order_by("starts_at", "pk"):
        yield Event(
            uid=f"sitting-{sitting.public_id}",
            title=str(sitting),
            starts_at=sitting.starts_at,
            ends_at=sitting.closed_at if sitting.state == SittingState.CLOSED else None,
            place=sitting.place,
            url=reverse(page, args=[sitting.meeting.public_id]),
            is_cancelled=_is_cancelled(sitting),
        )


def _meetings(actor: Actor) -> QuerySet[Meeting]:
    announced = Meeting.objects.visible_to(actor).filter(noticed_at__isnull=False)
    return announced.filter(body__area__path=actor.area_path) if actor.sees_area else announced


def _is_cancelled(sitting: Sitting) -> bool:
    return sitting.state == SittingState.CALLED_OFF or sitting.meeting.state == MeetingState.CANCELLED
