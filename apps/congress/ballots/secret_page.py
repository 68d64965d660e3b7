"""What the page of a secret poll must know to draw, seal and cast a ballot: docs/decisions/0010."""

from base64 import b64encode
from typing import Any

from django.urls import reverse
from django.utils.crypto import salted_hmac

from apps.congress.ballots.models import Channel
from apps.congress.ballots.selectors import VotingPage
from apps.congress.ballots.tablets import tablet_sign_in

VOTER_SALT = "ballots.voter-on-a-device"


def secret_facts(page: VotingPage, *, on_tablet: bool) -> dict[str, Any] | None:
    """None where no ballot can be taken here, and none was: then the page says why.

    Who took a ballot may come even after the close: a device whose answer was lost asks again and learns that its
    ballot is in the box. `voter` keeps apart those who share a device and tells nobody else anything.
    """
    keys, entry, poll = page.keys, page.entry, page.poll
    if keys is None or entry is None or entry.channel != Channel.ELECTRONIC or (page.refusal and not page.took_ballot):
        return None
    return {
        "voter": salted_hmac(VOTER_SALT, str(entry.pk), algorithm="sha256").hexdigest()[:20],
        "issue_url": reverse("ballots_issue", args=[poll.public_id]),
        "box_url": reverse("ballots_box", args=[poll.public_id]),
        "signing_key": b64encode(keys.signing_key).decode(),
        "sealing_key": bytes(keys.sealing_key).hex(),
        "ballot_size": keys.ballot_size,
        "taken": page.took_ballot,
        "refusal": page.refusal,
        "tablet": on_tablet,
        "next_url": tablet_sign_in(poll),
    }
