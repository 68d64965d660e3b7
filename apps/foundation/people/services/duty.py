"""履职档案: systems write here what a member did, once per event."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models

from apps.foundation.people.models import DutyEvent, Person


def duty_event_record(
    *, person: Person, kind: str, on: date, title: str, subject: models.Model, at: datetime
) -> DutyEvent:
    """Write one event to the duty file; a second call for the same subject and kind changes nothing."""
    event, _ = DutyEvent.objects.get_or_create(
        person=person,
        kind=kind,
        subject_label=subject._meta.label_lower,
        subject_id=subject.pk,
        defaults={"on": on, "title": title[:200], "recorded_at": at},
    )
    return event


def duty_events_record(
    *, people: Iterable[Person], kind: str, on: date, title: str, subject: models.Model, at: datetime
) -> None:
    """The same event for many people (everybody checked in, everybody voted) in one statement; idempotent."""
    events = [
        DutyEvent(
            person=person,
            kind=kind,
            on=on,
            title=title[:200],
            subject_label=subject._meta.label_lower,
            subject_id=subject.pk,
            recorded_at=at,
        )
        for person in people
    ]
    DutyEvent.objects.bulk_create(events, batch_size=1000, ignore_conflicts=True)
