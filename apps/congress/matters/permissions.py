"""Who may do what with submissions: the office of the area keeps them, members bring them, leaders read."""

import rules

from apps.congress.matters.models import Commitment, Matter, Submission
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.permissions import is_member, is_office


@rules.predicate
def covers(actor: Actor, subject: Submission | None) -> bool:
    return subject is None or actor.covers(subject.area.path)


@rules.predicate
def covers_matter(actor: Actor, subject: Matter | Commitment | None) -> bool:
    return subject is None or actor.covers(_matter_of(subject).path)


@rules.predicate
def put_it_forward(actor: Actor, subject: Matter | Commitment | None) -> bool:
    """The lead alone, for all who signed."""
    return subject is None or (actor.person_id is not None and _matter_of(subject).lead_id == actor.person_id)


@rules.predicate
def promised_it(actor: Actor, commitment: Commitment | None) -> bool:
    """A handler of the unit that promised it."""
    return actor.role == HANDLER and commitment is not None and commitment.handling.unit_id == actor.unit_id


def _matter_of(subject: Matter | Commitment) -> Matter:
    return subject if isinstance(subject, Matter) else subject.matter


rules.add_perm("matters.rate", is_member & put_it_forward)
rules.add_perm("matters.follow", is_office & covers_matter)
rules.add_perm("matters.keep_promise", promised_it | (is_office & covers_matter))
rules.add_perm("matters.keep", is_office & covers)
rules.add_perm("matters.dial", is_office & covers)
rules.add_perm("matters.collect", is_member)
