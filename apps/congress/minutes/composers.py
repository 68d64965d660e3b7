"""How each kind of paper is composed from facts. A system adds its own kind of meeting with `register`.

A system's `system.py` reads:

    composers.register(Composer("reform_dispatch", "改革任务调度会纪要", MINUTES, dispatch_sections))

where `dispatch_sections(minutes)` fills a `rules.facts.WorkMeeting` and hands it to `rules.summary.work_meeting`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from apps.congress.meetings.models import Meeting, Sitting, SittingKind
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.rules import record, summary
from apps.congress.minutes.rules.sections import MINUTES, RECORD, Section
from apps.congress.minutes.selectors.facts import meeting_facts

OF_SITTINGS = (SittingKind.PRESIDIUM, SittingKind.GROUP)
"""Kinds of sitting that get minutes of their own."""


@dataclass(frozen=True, slots=True)
class Composer:
    """`compose` reads the facts of a paper and gives its sections; nothing is written."""

    slug: str
    title: str
    kind: str
    compose: Callable[[Minutes], list[Section]]


_composers: dict[str, Composer] = {}


def register(composer: Composer) -> Composer:
    """Add a composer; its slug must be free. Raises ValueError on a second one of the same slug."""
    if _composers.get(composer.slug, composer) is not composer:
        raise ValueError(f"composer {composer.slug!r} is registered twice")
    _composers[composer.slug] = composer
    return composer


def unregister(slug: str) -> None:
    """Take a composer out again (tests)."""
    _composers.pop(slug, None)


def composer_of(slug: str) -> Composer:
    """Raises KeyError for a slug that nobody registered."""
    return _composers[slug]


def composed(minutes: Minutes) -> list[Section]:
    """The paper as its facts read now."""
    return composer_of(minutes.composer).compose(minutes)


def composer_for(meeting: Meeting, sitting: Sitting | None, kind: str) -> Composer:
    """The one that fits: the record; a street's, whatever its sitting; a presidium's or group's; a session's."""
    if kind == RECORD:
        return RECORDS
    if meeting.body.is_street_body:
        return STREET
    return PRESIDIUM if sitting is not None and sitting.kind in OF_SITTINGS else SESSION


RECORDS = register(Composer("record", "会议记录", RECORD, lambda minutes: record.record(meeting_facts(minutes))))
SESSION = register(Composer("session", "会议纪要", MINUTES, lambda minutes: summary.session(meeting_facts(minutes))))
PRESIDIUM = register(
    Composer("presidium", "主席团会议纪要", MINUTES, lambda minutes: summary.presidium(meeting_facts(minutes)))
)
STREET = register(
    Composer("street", "议事代表会议纪要", MINUTES, lambda minutes: summary.street(meeting_facts(minutes)))
)
