"""Who may do what with submissions: the office of the area keeps them, members bring them, leaders read."""

import rules

from apps.congress.matters.models import Submission
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_member, is_office


@rules.predicate
def covers(actor: Actor, subject: Submission | None) -> bool:
    return subject is None or actor.covers(subject.area.path)


rules.add_perm("matters.keep", is_office & covers)
rules.add_perm("matters.dial", is_office & covers)
rules.add_perm("matters.collect", is_member)
