"""Notices and tries to send them, channels at rest, runs of reminders, words of notices, calendar addresses."""

from apps.office.notifications.models.feeds import CalendarFeed
from apps.office.notifications.models.notices import (
    DIGEST,
    MAY_BE_SENT_AGAIN,
    NEEDS_STAFF,
    DeliveryAttempt,
    DeliveryState,
    Notice,
)
from apps.office.notifications.models.running import GATHER, ChannelRest, ReminderRun
from apps.office.notifications.models.wordings import NoticeWording

__all__ = [
    "DIGEST",
    "GATHER",
    "MAY_BE_SENT_AGAIN",
    "NEEDS_STAFF",
    "CalendarFeed",
    "ChannelRest",
    "DeliveryAttempt",
    "DeliveryState",
    "Notice",
    "NoticeWording",
    "ReminderRun",
]
