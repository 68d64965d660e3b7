"""Who may do what with records and minutes: the office of the body's area writes them, members read what is opened."""

from typing import Any

import rules

from apps.congress.meetings.models import Meeting
from apps.congress.minutes.models import Bundle, Minutes, MinutesSection
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office


def area_path_of(subject: Any) -> str | None:
    """The area of a paper, a section of it, a meeting or its bundle."""
    if isinstance(subject, MinutesSection):
        subject = subject.minutes
    if isinstance(subject, Bundle):
        subject = subject.meeting
    return subject.body.area.path if isinstance(subject, Minutes | Meeting) else None


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    path = area_path_of(subject)
    return path is None or actor.covers(path)


rules.add_perm("minutes.manage", is_office & covers)
