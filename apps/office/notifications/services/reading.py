"""The inbox."""

from datetime import datetime

from apps.foundation.core.actors import Actor
from apps.office.notifications.models import Notice


def notice_read(*, notice: Notice, by: Actor, at: datetime) -> None:
    """The recipient has seen it; the first time counts."""
    Notice.objects.inbox_of(by).unread().filter(pk=notice.pk).update(read_at=at)


def inbox_read(*, by: Actor, at: datetime) -> int:
    """Everything in one's inbox has been seen; returns how many were unread."""
    return Notice.objects.inbox_of(by).unread().update(read_at=at)
