"""Acts on notices: send, gather, remind, deliver, read; on their words; on calendar addresses."""

from apps.office.notifications.services.delivering import attempts_settle, notice_deliver
from apps.office.notifications.services.feeds import feed_renew
from apps.office.notifications.services.gathering import gathering, notices_gather
from apps.office.notifications.services.queueing import attempts_queue
from apps.office.notifications.services.reading import inbox_read, notice_read
from apps.office.notifications.services.reminding import reminders_run
from apps.office.notifications.services.sending import notice_resend, notice_send
from apps.office.notifications.services.wordings import wording_reset, wording_set

__all__ = [
    "attempts_queue",
    "attempts_settle",
    "feed_renew",
    "gathering",
    "inbox_read",
    "notice_deliver",
    "notice_read",
    "notice_resend",
    "notice_send",
    "notices_gather",
    "reminders_run",
    "wording_reset",
    "wording_set",
]
