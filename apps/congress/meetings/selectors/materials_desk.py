"""What materials put on everybody's desk: what to read, to deliver, to send."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from apps.congress.meetings.models import AgendaItem, MaterialVersion, Meeting, MeetingState
from apps.congress.meetings.rules.materials import material_days_late
from apps.congress.meetings.selectors.materials import due_days, items_awaiting, unread_meetings
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, handlers_by_unit, staff_by_area

SOON = timedelta(days=14)
LIVE = (MeetingState.NOTICED, MeetingState.IN_SESSION)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Members: read. Units: deliver. Staff: what is missing, what waits to be sent."""
    if actor.is_member and actor.person_id:
        for meeting, count in unread_meetings(actor, on):
            title = f"阅读会议材料:{meeting.title}({count}份未读)"
            yield TodoItem(title, _mine(meeting), meeting.starts_on, meeting.place, "去阅读")
    elif actor.role == HANDLER and actor.unit_id:
        for item, due in due_days(items_awaiting(Meeting.objects.all()).filter(unit=actor.unit_id), on):
            yield _missing(item, due, on, reverse("meetings_materials_deliver", args=[item.public_id]), "去报送")
    elif actor.role == STAFF:
        own = Meeting.objects.filter(body__area__path=actor.area_path)
        yield from _missing_soon(own, on)
        yield from _waiting(actor)


def _missing_soon(meetings: Any, on: date) -> Iterator[TodoItem]:
    for item, due in due_days(items_awaiting(meetings.filter(starts_on__range=(on, on + SOON))), on):
        yield _missing(item, due, on, _office(item.meeting), "去催报")


def _missing(item: AgendaItem, due: date, on: date, url: str, action: str) -> TodoItem:
    late = material_days_late(due, on)
    who = f"{item.unit.name} · " if item.unit else ""
    detail = f"{who}已迟{late}日" if late else f"{who}{item.meeting.title}"
    return TodoItem(f"报送材料:{item.title}", url, due, detail, action)


def _waiting(actor: Actor) -> Iterator[TodoItem]:
    unsent = MaterialVersion.objects.filter(
        sent_at=None, material__withdrawn_at=None, material__meeting__state__in=LIVE,
        material__meeting__body__area__path=actor.area_path,
    )  # fmt: skip
    counts = dict(
        unsent.order_by()
        .values("material__meeting")
        .annotate(number=Count("material", distinct=True))
        .values_list("material__meeting", "number")
    )
    for meeting in Meeting.objects.filter(pk__in=counts):
        title = f"发送会议材料:{meeting.title}({counts[meeting.pk]}份未发)"
        yield TodoItem(title, _office(meeting), meeting.starts_on, "", "去发送")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The day by which each missing material is due, for the unit's handlers and the area's staff."""
    items = items_awaiting(Meeting.objects.filter(ends_on__gte=on))
    items = items.filter(asked(watch, area="meeting__body__area", unit="unit"))
    for chunk in in_chunks(due_days(items.iterator(CHUNK), on), CHUNK):
        handlers = handlers_by_unit((item.unit_id for item, _ in chunk if item.unit_id), on)
        staff = staff_by_area((item.meeting.body.area_id for item, _ in chunk), on)
        for item, due in chunk:
            people = handlers.get(item.unit_id or 0, set()) | staff.get(item.meeting.body.area_id, set())
            title, key = f"材料:{item.title}({item.meeting.title})", f"meetings.material:{item.public_id}"
            yield Deadline(title, due, _office(item.meeting), tuple(sorted(people)), key)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a meeting to its materials."""
    if isinstance(subject, Meeting) and actor.sees_area:
        yield Related("会议材料", _office(subject))
    elif isinstance(subject, Meeting) and actor.is_member and _has_sent(subject, actor):
        yield Related("会议材料", _mine(subject))


def _has_sent(meeting: Meeting, actor: Actor) -> bool:
    sent = MaterialVersion.objects.to_read().filter(material__meeting=meeting)
    return meeting.body_id in actor.body_ids and sent.exists()


def _office(meeting: Meeting) -> str:
    return reverse("meetings_materials", args=[meeting.public_id])


def _mine(meeting: Meeting) -> str:
    return reverse("meetings_materials_mine", args=[meeting.public_id])
