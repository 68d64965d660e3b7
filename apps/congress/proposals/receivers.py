"""What proposals hear from the session, inside the transaction of the act; receivers only write rows."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.meetings.models import Resolution
from apps.congress.meetings.signals import resolution_decided
from apps.congress.proposals.services.handling import resolution_take
from apps.foundation.core.actors import Actor


@receiver(resolution_decided)
def take_resolution(sender: type[Resolution], resolution: Resolution, by: Actor, at: datetime, **kwargs: Any) -> None:
    resolution_take(resolution=resolution, by=by, at=at)
