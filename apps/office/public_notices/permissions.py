"""The office of the area keeps its notices; only it learns who objected."""

import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office
from apps.office.public_notices.models import Objection, PublicNotice
from apps.office.public_notices.rules import masked


@rules.predicate
def covers(actor: Actor, subject: PublicNotice | Objection | None) -> bool:
    if subject is None:
        return actor.sees_area
    notice = subject.notice if isinstance(subject, Objection) else subject
    return actor.covers(notice.area.path)


rules.add_perm("public_notices.manage", is_office & covers)
rules.add_perm("public_notices.may_dial", is_office & covers)


def objector_shown(actor: Actor, objection: Objection) -> str:
    """Name and contact to those who answer; leaders see only whether there is a name, and a masked contact."""
    if rules.has_perm("public_notices.may_dial", actor, objection):
        parts = [objection.name or "匿名", objection.contact]
    else:
        parts = ["实名" if objection.name else "匿名", masked(objection.contact)]
    return " ".join(part for part in parts if part)
