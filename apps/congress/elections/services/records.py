"""What every act on an election does: hold its row, leave one audit entry where it is seen."""

from typing import Any

from django.db.models import Model

from apps.congress.elections.models import Election
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def election_locked(election: Election) -> Election:
    """The election's row for this transaction; acts on one election wait for each other, so limits hold in races."""
    rows = Election.objects.select_for_update(of=("self",)).with_body()
    return rows.get(pk=election.pk)


def record(act: str, election: Election, by: Actor, *, on: Model | None = None, reason: str = "", **facts: Any) -> None:
    """One entry on the election, or on something of it, visible where the election is."""
    audit.record(act, on=on or election, by=by, reason=reason, area_path=election.body.area.path, **facts)
