"""Who attends without a vote, and who of them came to a sitting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from apps.congress.meetings.models import Meeting, MeetingState, Observer, Sitting
from apps.congress.meetings.rules.observers import ObserverLine
from apps.foundation.people.selectors import serving_members


def observers_of(meeting: Meeting) -> QuerySet[Observer]:
    """The list in the order in which it was written."""
    return meeting.observers.order_by("number", "pk")


def observers_with_presence(meeting: Meeting) -> QuerySet[Observer]:
    """The list with `came`, at how many sittings each was."""
    return observers_of(meeting).annotate(came=Count("presences"))


def member_names(meeting: Meeting, on: date) -> set[str]:
    """Names of everybody serving in the term."""
    return set(serving_members(meeting.term, on).order_by().values_list("person__name", flat=True))


def observers_of_last(meeting: Meeting, on: date) -> list[ObserverLine]:
    """Who was on the list of the body's meeting before, is not on this one, and holds no seat today."""
    before = Meeting.objects.filter(body=meeting.body, observers__isnull=False).exclude(pk=meeting.pk)
    last = before.exclude(state=MeetingState.CANCELLED).filter(starts_on__lte=meeting.starts_on).order_by("-starts_on")
    listed = set(meeting.observers.values_list("name", "position"))
    deputies = member_names(meeting, on)
    for one in last[:1]:
        return [
            ObserverLine(row.name, row.position, row.kind)
            for row in one.observers.order_by("number", "pk")
            if (row.name, row.position) not in listed and row.name not in deputies
        ]
    return []


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody on the list, and when they came to this sitting."""

    observer: Observer
    arrived_at: datetime | None


def attending_at(sitting: Sitting) -> list[Attending]:
    """The whole list with who came, two queries."""
    came = dict(sitting.observers_present.values_list("observer", "arrived_at"))
    return [Attending(row, came.get(row.pk)) for row in observers_of(sitting.meeting)]
