"""What sittings and resolutions do when a poll moves or a matter is over; in that transaction, rows only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import officer_vote_prepared, poll_announced, poll_opened, poll_voided
from apps.congress.matters.models import Matter
from apps.congress.matters.signals import matter_closed
from apps.congress.meetings.models import Resolution, SittingPoll, SittingState
from apps.congress.meetings.services.handing_over import matter_ended
from apps.congress.meetings.services.polls import sitting_poll_create
from apps.congress.meetings.services.resolutions import poll_check, poll_result_take, poll_void_take
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


@receiver(matter_closed)
def follow_matter(sender: type[Matter], matter: Matter, by: Actor, at: datetime, **kwargs: Any) -> None:
    matter_ended(matter=matter, by=by, at=at)


@receiver(poll_opened)
def check_majority(sender: type[Poll], poll: Poll, **kwargs: Any) -> None:
    """A draft may be changed until it opens; what the law asks of a vote on a resolution holds when it does."""
    resolution = Resolution.objects.filter(poll=poll).select_related("meeting__body").first()
    if resolution is not None:
        poll_check(poll, resolution)


@receiver(poll_announced)
def take_result(sender: type[Poll], poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    poll_result_take(poll=poll, outcome=outcome, by=Actor.system(), at=poll.announced_at or timezone.now())


@receiver(poll_voided)
def take_vote_back(sender: type[Poll], poll: Poll, reason: str, **kwargs: Any) -> None:
    poll_void_take(poll=poll, reason=reason, by=Actor.system())
