"""What a season does when its poll is announced or voided; inside the transaction of that act, rows only."""

from typing import Any

from django.dispatch import receiver

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_voided
from apps.foundation.core.actors import Actor
from apps.systems.livelihood_projects.services.deciding import result_adopt, vote_void


@receiver(poll_announced)
def adopt_result(sender: type[Poll], poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    result_adopt(poll=poll, outcome=outcome, by=Actor.system())


@receiver(poll_voided)
def take_vote_back(sender: type[Poll], poll: Poll, reason: str, **kwargs: Any) -> None:
    vote_void(poll=poll, reason=reason)
