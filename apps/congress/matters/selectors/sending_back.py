"""Whether an answer may still be sent back."""

from datetime import date

from apps.congress.matters.models import Matter, MatterState, Mediation
from apps.congress.matters.rules.deadlines import RATE
from apps.congress.matters.rules.kinds import CHECKED
from apps.congress.matters.selectors.deadlines import due
from apps.foundation.core.dates import local_day


def is_checked(matter: Matter) -> bool:
    """A body looks at the answer, and has not brought it to an end by mediation."""
    return matter.kind in CHECKED and not Mediation.objects.filter(matter=matter).exists()


def may_send_back(matter: Matter, on: date) -> bool:
    """For the page: closed with its answer, within the days of rating."""
    if matter.state != MatterState.CLOSED or matter.replied_at is None or not is_checked(matter):
        return False
    return on <= due(matter, RATE, local_day(matter.replied_at)).on
