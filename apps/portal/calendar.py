"""A person's events and deadlines as an iCalendar file (RFC 5545): title, time, place and link, nothing else."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from apps.foundation.core.registry import Deadline, Event
from apps.portal.selectors import Agenda

LIKELY_LENGTH = timedelta(hours=1)
"""What is shown of an event that nobody ended yet; calendars draw one without an end as a line."""


def calendar_file(agenda: Agenda, at: datetime) -> bytes:
    """The file as of `at`."""
    calendar = Calendar()
    calendar.add("prodid", "-//congress portal//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", settings.SITE_NAME)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for event in agenda.events:
        calendar.add_component(_timed(event, at))
    for deadline in agenda.deadlines:
        calendar.add_component(_whole_day(deadline, at))
    return calendar.to_ical()


def _timed(event: Event, at: datetime) -> Entry:
    entry = _entry(event.uid, event.title, event.url, at)
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", (event.ends_at or event.starts_at + LIKELY_LENGTH).astimezone(UTC))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.place:
        entry.add("location", event.place)
    return entry


def _whole_day(deadline: Deadline, at: datetime) -> Entry:
    entry = _entry(str(uuid5(NAMESPACE_URL, f"{deadline.url} {deadline.title}")), deadline.title, deadline.url, at)
    entry.add("dtstart", deadline.on)
    entry.add("dtend", deadline.on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry


def _entry(uid: str, title: str, url: str, at: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    entry.add("dtstamp", at.astimezone(UTC))
    entry.add("summary", title)
    if url:
        entry.add("url", settings.PUBLIC_URL + url)
    return entry
