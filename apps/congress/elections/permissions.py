"""Who may do what with an election: the office of the place runs it, deputies of the body nominate and co-sign."""

from typing import Any

import rules

from apps.congress.elections.models import Election, Nomination
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_member, is_office


def election_of(subject: Any) -> Election | None:
    """The election itself, or that of a nomination or signature."""
    return subject if subject is None or isinstance(subject, Election) else subject.election


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    election = election_of(subject)
    return election is None or actor.covers(election.body.area.path)


@rules.predicate
def sits_there(actor: Actor, subject: Any) -> bool:
    election = election_of(subject)
    return election is not None and election.body.pk in actor.body_ids


@rules.predicate
def is_nominee(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Nomination) and actor.person_id is not None and subject.person_id == actor.person_id


@rules.predicate
def is_lead(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Nomination) and actor.person_id is not None and subject.lead_id == actor.person_id


@rules.predicate
def is_person(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Election) and actor.person_id is not None and subject.person_id == actor.person_id


manages = is_office & covers
rules.add_perm("elections.manage", manages)
rules.add_perm("elections.nominate", is_member & sits_there)
rules.add_perm("elections.answer", manages | is_nominee)
rules.add_perm("elections.withdraw_nomination", manages | is_lead)
rules.add_perm("elections.defend", manages | is_person)
