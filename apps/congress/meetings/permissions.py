"""Who may do what with meetings: the office of the area calls and runs them, members attend."""

from typing import Any

import rules

from apps.congress.meetings.models import Material, Meeting
from apps.foundation.core.actors import HANDLER, LEADER, Actor
from apps.foundation.core.permissions import is_member, is_office


def meeting_of(subject: Any) -> Meeting | None:
    """The meeting itself, or that of a sitting, leave request or agenda item."""
    return subject if subject is None or isinstance(subject, Meeting) else subject.meeting


@rules.predicate
def is_leader(actor: Actor) -> bool:
    return actor.role == LEADER


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    meeting = meeting_of(subject)
    return meeting is None or actor.covers(meeting.body.area.path)


@rules.predicate
def sits_there(actor: Actor, subject: Any) -> bool:
    meeting = meeting_of(subject)
    return meeting is not None and meeting.body_id in actor.body_ids


@rules.predicate
def is_own(actor: Actor, subject: Any) -> bool:
    return subject is not None and actor.person_id is not None and subject.person_id == actor.person_id


@rules.predicate
def reports_on(actor: Actor, subject: Any) -> bool:
    """Whether the actor answers for the unit that delivers a material."""
    if actor.role != HANDLER or not isinstance(subject, Material) or subject.agenda_item is None:
        return False
    return subject.agenda_item.unit_id == actor.unit_id


rules.add_perm("meetings.manage", is_office & covers)
rules.add_perm("meetings.decide_leave", (is_office | is_leader) & covers)
rules.add_perm("meetings.attend", is_member & sits_there)
rules.add_perm("meetings.withdraw_leave", is_own | (is_office & covers))
rules.add_perm("meetings.note", (is_office & covers) | (is_member & sits_there))
rules.add_perm("meetings.withdraw_own", is_own | (is_office & covers))
rules.add_perm("meetings.withdraw_speech", is_own | (is_office & covers))
rules.add_perm("meetings.deliver_material", (is_office & covers) | reports_on)
