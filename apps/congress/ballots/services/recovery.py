"""After a restore: how every poll under way stands, and what can be put right."""

from datetime import datetime

from apps.congress.ballots.keeper.client import Standing
from apps.congress.ballots.models import IssuedBallot, Poll, PollState, SecretBallot
from apps.congress.ballots.rules.recovery import RecoveryFacts
from apps.congress.ballots.services.keys import keeper
from apps.congress.ballots.services.records import record
from apps.foundation.core.actors import Actor

UNDER_WAY = (PollState.OPEN, PollState.CLOSED)


def polls_under_way() -> list[Poll]:
    """Open, or closed and not counted yet."""
    return list(Poll.objects.filter(state__in=UNDER_WAY).select_related("body__area").order_by("opened_at", "pk"))


def recovery_facts(poll: Poll) -> RecoveryFacts:
    """A secret poll in database and vault. Raises KeeperDown."""
    serials = list(SecretBallot.objects.filter(poll=poll).order_by("serial").values_list("serial", flat=True))
    found: Standing = keeper().compare(poll.public_id, _blinded(poll), serials)
    return RecoveryFacts(
        keys=found.keys,
        same_keys=found.signing_key == bytes(poll.keys.signing_key),
        ballots=len(serials),
        signed=found.signed,
        strange=found.strange,
        unsigned=found.unsigned,
        missing=found.missing,
    )


def ballots_sign_again(*, poll: Poll, by: Actor, at: datetime) -> int:
    """Have the keeper sign every issued ballot again, so that a vault put back from an older copy counts them all.

    What it had signed it signs with the same answer and counts once. Returns how many ballots were issued.
    """
    blinded = _blinded(poll)
    for value in blinded:
        keeper().sign(poll.public_id, value)
    record("ballots.keys.signed_again", on=poll, by=by, issued=len(blinded))
    return len(blinded)


def _blinded(poll: Poll) -> list[bytes]:
    """In an order that tells nothing."""
    issued = IssuedBallot.objects.filter(entry__poll=poll).values_list("blinded", flat=True)
    return sorted(bytes(blinded) for blinded in issued)
