"""What every act on a proposal does: hold its row, leave one audit entry where it is seen."""

from typing import Any

from apps.congress.proposals.models import Proposal
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def proposal_locked(proposal: Proposal) -> Proposal:
    """The row for this transaction; acts on one proposal wait for each other.

    Read after it is locked: what a joined query waited with (the resolution begun meanwhile) would be that of before.
    """
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    return Proposal.objects.with_body().get(pk=proposal.pk)


def record(act: str, proposal: Proposal, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the proposal is."""
    audit.record(act, on=proposal, by=by, reason=reason, area_path=proposal.body.area.path, **facts)
