"""Who may do what with submissions: the office of the area keeps them, members bring them, leaders read."""

import rules

from apps.congress.matters.models import Matter, Submission
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_member, is_office


@rules.predicate
def covers(actor: Actor, subject: Submission | None) -> bool:
    return subject is None or actor.covers(subject.area.path)


rules.add_perm("matters.keep", is_office & covers)
rules.add_perm("matters.dial", is_office & covers)
rules.add_perm("matters.collect", is_member)


@rules.predicate
def is_of_own_area(actor: Actor, subject: Matter | None) -> bool:
    return subject is None or actor.covers(subject.path)


@rules.predicate
def leads_it(actor: Actor, subject: Matter | None) -> bool:
    return (
        subject is not None and actor.is_member and actor.person_id is not None and subject.lead_id == actor.person_id
    )


@rules.predicate
def is_by_no_member(actor: Actor, subject: Matter | None) -> bool:
    """What no member put forward: the office takes it back for who brought it."""
    return subject is not None and not subject.is_by_members


rules.add_perm("matters.write", is_member)
rules.add_perm("matters.change", leads_it)
rules.add_perm("matters.manage", is_office & is_of_own_area)
rules.add_perm("matters.withdraw", leads_it | (is_office & is_of_own_area & is_by_no_member))
