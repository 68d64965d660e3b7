"""The inbox."""

from datetime import datetime

from django.db.models import Q

from apps.foundation.core.actors import Actor
from apps.office.notifications.models import Notice


def notice_read(*, notice: Notice, by: Actor, at: datetime) -> None:
    """The recipient has seen it, and with a digest everything it lists; the first time counts."""
    seen = Q(pk=notice.pk) | Q(digest=notice.pk)
    Notice.objects.inbox_of(by).unread().filter(seen).update(read_at=at)


def inbox_read(*, by: Actor, at: datetime) -> int:
    """Everything in one's inbox has been seen; returns how many were unread."""
    return Notice.objects.inbox_of(by).unread().update(read_at=at)
