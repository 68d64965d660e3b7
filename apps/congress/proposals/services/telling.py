"""Notices that go with an act on a proposal."""

from collections.abc import Iterable
from datetime import datetime

from apps.congress.proposals.models import Consent, Proposal
from apps.foundation.core.actors import Actor
from apps.office.notifications.services import notice_send


def tell_asked(proposal: Proposal, people: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Ask deputies (by person id) to put their names to this edition; returns how many were told now."""
    return notice_send(
        recipients=people,
        key=f"proposals.sign:{proposal.public_id}:{proposal.revision}",
        text="proposals.sign",
        values={"kind": proposal.get_kind_display(), "title": proposal.title, "lead": by.name},
        area=proposal.body.area,
        url=proposal.get_absolute_url(),
        by=by,
        at=at,
    )


def tell_outcome(proposal: Proposal, outcome: str, *, by: Actor, at: datetime) -> int:
    """Tell everybody who signed what became of it."""
    signed = proposal.signers.filter(consent=Consent.SIGNED).values_list("person_id", flat=True)
    return notice_send(
        recipients=list(signed),
        key=f"proposals.outcome:{proposal.public_id}:{proposal.state}:{proposal.answers.count()}",
        text="proposals.outcome",
        values={
            "kind": proposal.get_kind_display(),
            "title": proposal.title,
            "number": proposal.number_label,
            "outcome": outcome,
        },
        area=proposal.body.area,
        url=proposal.get_absolute_url(),
        by=by,
        at=at,
    )
