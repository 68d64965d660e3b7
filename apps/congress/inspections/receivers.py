"""What inspections do when a matter of theirs is over or its answer sent back; in that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.inspections.services.reporting import matter_ended, matter_sent_back
from apps.congress.matters.models import Matter
from apps.congress.matters.signals import matter_closed, matter_reopened
from apps.foundation.core.actors import Actor


@receiver(matter_closed)
def follow_matter(sender: type[Matter], matter: Matter, by: Actor, at: datetime, **kwargs: Any) -> None:
    matter_ended(matter=matter, by=by, at=at)


@receiver(matter_reopened)
def wait_again(sender: type[Matter], matter: Matter, by: Actor, at: datetime, **kwargs: Any) -> None:
    matter_sent_back(matter=matter, by=by, at=at)
