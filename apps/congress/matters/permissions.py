"""Who may do what with submissions: the office of the area keeps them, members bring them, leaders read."""

import rules

from apps.congress.matters.models import Commitment, Handling, Matter, PartRole, Submission
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.permissions import is_member, is_office


@rules.predicate
def covers(actor: Actor, subject: Submission | None) -> bool:
    return subject is None or actor.covers(subject.area.path)


@rules.predicate
def covers_matter(actor: Actor, subject: Matter | Handling | Commitment | None) -> bool:
    return subject is None or actor.covers(_matter_of(subject).path)


@rules.predicate
def put_it_forward(actor: Actor, subject: Matter | Handling | Commitment | None) -> bool:
    """The lead alone, for all who signed."""
    return subject is None or (actor.person_id is not None and _matter_of(subject).lead_id == actor.person_id)


@rules.predicate
def promised_it(actor: Actor, commitment: Commitment | None) -> bool:
    """A handler of the unit that promised it."""
    return actor.role == HANDLER and commitment is not None and commitment.handling.unit_id == actor.unit_id


def _matter_of(subject: Matter | Handling | Commitment) -> Matter:
    return subject if isinstance(subject, Matter) else subject.matter


rules.add_perm("matters.rate", is_member & put_it_forward)
rules.add_perm("matters.follow", is_office & covers_matter)
rules.add_perm("matters.keep_promise", promised_it | (is_office & covers_matter))
rules.add_perm("matters.keep", is_office & covers)
rules.add_perm("matters.dial", is_office & covers)
rules.add_perm("matters.collect", is_member)


@rules.predicate
def leads_it(actor: Actor, subject: Matter | None) -> bool:
    return subject is not None and actor.is_member and put_it_forward(actor, subject)


@rules.predicate
def is_by_no_member(actor: Actor, subject: Matter | None) -> bool:
    """What no member put forward: the office takes it back for who brought it."""
    return subject is not None and not subject.is_by_members


rules.add_perm("matters.write", is_member)
rules.add_perm("matters.change", leads_it)
rules.add_perm("matters.manage", is_office & covers_matter)
rules.add_perm("matters.withdraw", leads_it | (is_office & covers_matter & is_by_no_member))


@rules.predicate
def has_part(actor: Actor, part: Handling | None) -> bool:
    """Who answers for the unit whose part it is."""
    return part is not None and actor.role == HANDLER and actor.unit_id == part.unit_id


@rules.predicate
def is_helped(actor: Actor, part: Handling | None) -> bool:
    """The main unit of the round in which `part` helps."""
    if part is None or actor.role != HANDLER:
        return False
    main = part.matter.parts.standing().filter(round=part.round, role=PartRole.MAIN)  # type: ignore[attr-defined]
    return main.filter(unit=actor.unit_id).exists()


rules.add_perm("matters.handle", has_part)
rules.add_perm("matters.waive_contact", is_member & put_it_forward)
rules.add_perm("matters.answer_units", is_office & covers_matter)
rules.add_perm("matters.send_opinion_back", is_helped)
