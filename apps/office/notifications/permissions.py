import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office
from apps.foundation.organisations.models import Area


@rules.predicate
def covers_area(actor: Actor, area: Area | None) -> bool:
    """Staff within their own area; for the whole installation only operators."""
    return actor.covers(area.path) if area else actor.is_operator


rules.add_perm("notifications.resend", is_office)
rules.add_perm("notifications.word", is_office & covers_area)
