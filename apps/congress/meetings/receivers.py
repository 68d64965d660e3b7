"""What a sitting does when a poll that is held there needs another; in that transaction, rows only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import officer_vote_prepared
from apps.congress.meetings.models import SittingPoll, SittingState
from apps.congress.meetings.services.polls import sitting_poll_create
from apps.foundation.core.actors import Actor

OVER = (SittingState.CLOSED, SittingState.CALLED_OFF)


@receiver(officer_vote_prepared)
def place_beside_watched_poll(
    sender: type[Poll], hands: Poll, polls: Sequence[Poll], by: Actor, at: datetime, **kwargs: Any
) -> None:
    """The scrutineers are passed at the sitting that votes; where none is fixed yet, staff place it later."""
    placed = SittingPoll.objects.filter(poll__in=polls).exclude(sitting__state__in=OVER)
    link = placed.select_related("sitting").order_by("pk").first()
    if link is not None:
        sitting_poll_create(sitting=link.sitting, poll=hands, by=by, at=at)
