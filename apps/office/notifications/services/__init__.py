"""Acts on notices: send, deliver, read; on their words; on calendar addresses."""

from apps.office.notifications.services.delivering import attempts_settle, notice_deliver
from apps.office.notifications.services.feeds import feed_renew
from apps.office.notifications.services.reading import inbox_read, notice_read
from apps.office.notifications.services.sending import notice_resend, notice_send
from apps.office.notifications.services.wordings import wording_reset, wording_set

__all__ = [
    "attempts_settle",
    "feed_renew",
    "inbox_read",
    "notice_deliver",
    "notice_read",
    "notice_resend",
    "notice_send",
    "wording_reset",
    "wording_set",
]
