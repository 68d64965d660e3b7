"""What elections hear from polls, inside the transaction of the act; receivers only write rows or refuse."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_officers_set, poll_opened, poll_voided
from apps.congress.elections.services.results import officers_check, poll_void_take, result_take
from apps.foundation.core.actors import Actor


@receiver([poll_opened, poll_officers_set])
def check_officers(sender: type[Poll], poll: Poll, **kwargs: Any) -> None:
    officers_check(poll)


@receiver(poll_announced)
def take_result(sender: type[Poll], poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    result_take(poll=poll, outcome=outcome, by=Actor.system(), at=poll.announced_at or timezone.now())


@receiver(poll_voided)
def take_vote_back(sender: type[Poll], poll: Poll, reason: str, **kwargs: Any) -> None:
    poll_void_take(poll=poll, reason=reason, by=Actor.system())
