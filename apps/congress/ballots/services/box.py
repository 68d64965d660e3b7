"""Opening the box of a secret poll after its close."""

import json

from apps.congress.ballots.models import IssuedBallot, OpenedBox, Poll, SecretBallot
from apps.congress.ballots.rules.recovery import issues_before_counting_restored
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.services.keys import keeper
from apps.congress.ballots.services.records import record
from apps.congress.ballots.services.recovery import recovery_facts
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import require_ready


def box_open(poll: Poll, *, by: Actor) -> Sheet:
    """Have the keeper open every ballot, keep its two lists and its signed head, and return the box as it counted it.

    The ballots go to the keeper in the order of their serials, which tells nothing. Raises NotReady where database or
    vault come from an older copy; ballots that were confirmed and are not in the box are told in the log.
    """
    facts = recovery_facts(poll)
    require_ready(issues_before_counting_restored(facts))
    ballots = SecretBallot.objects.filter(poll=poll).order_by("serial")
    sealed = [
        (serial, bytes(randomizer), bytes(signature), bytes(content))
        for serial, randomizer, signature, content in ballots.values_list("serial", "randomizer", "signature", "sealed")
    ]
    issued = IssuedBallot.objects.filter(entry__poll=poll).count()
    opened = keeper().open(poll.public_id, sealed, issued)
    OpenedBox.objects.create(
        poll=poll, serials=opened.serials, choices=opened.choices, head=opened.head, signature=opened.signature
    )
    if facts.missing:
        record("ballots.box.lacks", on=poll, by=by, missing=facts.missing)
    counted = json.loads(opened.head)["sheet"]
    return Sheet(**{**counted, "items": tuple(counted["items"])})
