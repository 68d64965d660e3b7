"""What inspections do when a matter of theirs is over; in that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.inspections.services.reporting import matter_ended
from apps.congress.matters.models import Matter
from apps.congress.matters.signals import matter_closed
from apps.foundation.core.actors import Actor


@receiver(matter_closed)
def follow_matter(sender: type[Matter], matter: Matter, by: Actor, at: datetime, **kwargs: Any) -> None:
    matter_ended(matter=matter, by=by, at=at)
