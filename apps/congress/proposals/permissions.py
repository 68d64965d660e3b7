"""Who may do what with proposals: deputies of a congress write and sign, the office keeps what was handed in."""

from typing import Any

import rules

from apps.congress.proposals.models import Proposal, Source
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.permissions import is_office


@rules.predicate
def covers(actor: Actor, subject: Any) -> bool:
    return subject is None or actor.covers(subject.body.area.path)


@rules.predicate
def is_deputy(actor: Actor) -> bool:
    return actor.role == DEPUTY


@rules.predicate
def sits_there(actor: Actor, subject: Any) -> bool:
    return subject is None or subject.body.pk in actor.body_ids


@rules.predicate
def is_lead(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Proposal) and actor.person_id is not None and subject.lead_id == actor.person_id


@rules.predicate
def is_of_organ(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Proposal) and subject.source != Source.DEPUTIES


manages = is_office & covers
rules.add_perm("proposals.manage", manages)
rules.add_perm("proposals.sign", is_deputy & sits_there)
rules.add_perm("proposals.change", is_lead | (manages & is_of_organ))
rules.add_perm("proposals.withdraw", is_lead | manages)
