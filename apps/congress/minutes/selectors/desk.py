"""What records and minutes put on everybody's desk: to-do, deadlines, search, figures, ways from a meeting."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse

from apps.congress.meetings.models import Meeting, MeetingState, Sitting, SittingState
from apps.congress.minutes.composers import OF_SITTINGS
from apps.congress.minutes.models import Minutes, MinutesKind, MinutesState
from apps.foundation.core.actors import LEADER, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.core.selectors import add_working_days_each
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area
from apps.foundation.policies.selectors import resolve_each
from apps.office.documents.models import Document

RECORD_DAYS = "minutes.record_days"
LOOKED_BACK = timedelta(days=90)
"""Meetings from before the portal kept their records are nobody's task today."""
SHOWN = 20


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """The office: records to be drafted, and drafts to be finished."""
    if not actor.sees_area or actor.role == LEADER:
        return
    for meeting, due in with_due_dates(without_record(Meeting.objects.visible_to(actor), on)[:SHOWN]):
        yield TodoItem(f"起草会议记录:{meeting.title}", _page(meeting), due, "已散会,还没有记录", "去起草")
    drafts = Minutes.objects.visible_to(actor).filter(_OVER, state=MinutesState.DRAFT)
    for minutes in drafts.order_by("pk")[:SHOWN]:
        yield TodoItem(f"完成并送审:{minutes.title}", minutes.get_absolute_url(), None, "草稿", "去编辑")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """By when the record of each meeting without one is due, for the staff of its area."""
    meetings = Meeting.objects.filter(asked(watch, area="body__area"))
    for chunk in in_chunks(without_record(meetings, on).iterator(CHUNK), CHUNK):
        staff = staff_by_area((meeting.body.area_id for meeting in chunk), on)
        for meeting, due in with_due_dates(chunk):
            people, key = tuple(sorted(staff.get(meeting.body.area_id, ()))), f"minutes.record:{meeting.public_id}"
            yield Deadline(f"起草会议记录:{meeting.title}", due, _page(meeting), people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    found = Minutes.objects.visible_to(actor).filter(Q(title__icontains=text) | Q(meeting__title__icontains=text))
    for minutes in found[:SHOWN]:
        yield Hit(minutes.title, minutes.get_absolute_url(), minutes.get_kind_display(), minutes.get_state_display())


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a meeting or a sitting to its papers; from a document back to the paper it was made of."""
    if isinstance(subject, Meeting) and actor.sees_area:
        yield Related("记录和纪要", _page(subject))
    elif isinstance(subject, Sitting) and actor.sees_area:
        yield Related("记录和纪要", _page(subject.meeting))
    elif isinstance(subject, Document) and subject.subject_label == Minutes._meta.label_lower:
        for minutes in Minutes.objects.visible_to(actor).filter(pk=subject.subject_id or 0):
            yield Related(f"打开{minutes.get_kind_display()}", minutes.get_absolute_url())


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """Meetings of this year that are over and have no signed record."""
    signed = Minutes.objects.filter(meeting=OuterRef("pk"), kind=MinutesKind.RECORD, state=MinutesState.ISSUED)
    closed = Meeting.objects.visible_to(actor).filter(state=MeetingState.CLOSED, starts_on__year=on.year)
    lacking = closed.filter(~Exists(signed)).count()
    definition = "本年度已闭会而会议记录还没有签发的会议次数"
    yield Figure("记录未签发的会议", lacking, definition, reverse("minutes_list"))


def without_record(meetings: QuerySet[Meeting], on: date) -> QuerySet[Meeting]:
    """Of which a sitting was held lately and no record was begun; `ended` is when the last of them ended."""
    record = Minutes.objects.filter(meeting=OuterRef("pk"), kind=MinutesKind.RECORD, sitting=None)
    held = Q(sittings__state=SittingState.CLOSED)
    rows = meetings.annotate(ended=Max("sittings__closed_at", filter=held)).filter(~Exists(record))
    rows = rows.filter(ended__date__gt=on - LOOKED_BACK)
    return rows.select_related("body__area").order_by("ended")


def with_due_dates(rows: Iterable[Meeting]) -> list[tuple[Meeting, date]]:
    """Rows of `without_record`, each with the day so many working days after its last sitting that was held.

    Three queries however many there are.
    """
    meetings = list(rows)
    ends = [local_day(meeting.ended) for meeting in meetings]  # type: ignore[attr-defined]  # annotated there
    bodies = [meeting.body for meeting in meetings]
    places = [(body.area, ended, body.kind) for body, ended in zip(bodies, ends, strict=True)]
    terms = [(ended, rule.value) for ended, rule in zip(ends, resolve_each(RECORD_DAYS, places), strict=True)]
    return list(zip(meetings, add_working_days_each(terms), strict=True))


def sittings_with_minutes(meeting: Meeting) -> list[Sitting]:
    """Sittings that were held and may get minutes of their own."""
    held = meeting.sittings.filter(state__in=[SittingState.OPEN, SittingState.CLOSED], kind__in=OF_SITTINGS)
    return list(held.select_related("group").order_by("starts_at", "pk"))


_OVER = Q(meeting__state=MeetingState.CLOSED, sitting=None) | Q(sitting__state=SittingState.CLOSED)


def _page(meeting: Meeting) -> str:
    return reverse("minutes_meeting", args=[meeting.public_id])
