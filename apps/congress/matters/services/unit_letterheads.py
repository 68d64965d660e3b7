"""How a unit numbers its reply letters."""

from datetime import datetime

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Letterhead
from apps.office.documents.selectors import letterhead_of
from apps.office.documents.services.numbering import letterhead_set


def letterhead_code_set(*, unit: Unit, code: str, by: Actor, at: datetime) -> Letterhead:
    """The unit's 机关代字; mark and office stay as they are."""
    head = letterhead_of(unit)
    return letterhead_set(organ=unit, mark=head.mark, code=code, office=head.office, by=by, at=at)
