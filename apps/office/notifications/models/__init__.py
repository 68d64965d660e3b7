"""Notices and tries to send them, words of notices, calendar addresses."""

from apps.office.notifications.models.feeds import CalendarFeed
from apps.office.notifications.models.notices import (
    MAY_BE_SENT_AGAIN,
    NEEDS_STAFF,
    DeliveryAttempt,
    DeliveryState,
    Notice,
)
from apps.office.notifications.models.wordings import NoticeWording

__all__ = [
    "MAY_BE_SENT_AGAIN",
    "NEEDS_STAFF",
    "CalendarFeed",
    "DeliveryAttempt",
    "DeliveryState",
    "Notice",
    "NoticeWording",
]
