"""Sending a notice outside without ever doing so twice by itself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.office.notifications.channels import Channel, Doubtful, Failed, Reach, channel
from apps.office.notifications.models import DeliveryAttempt, DeliveryState, Notice

PATIENCE = timedelta(minutes=2)
"""A try that began longer ago than any server is waited for has ended in a way nobody knows."""


def notice_deliver(*, notice_id: int, through: str, number: int, at: datetime) -> DeliveryAttempt | None:
    """Make try `number` to send a notice through a channel (by name). A try that was begun before is never made again.

    The try is committed before the message leaves, so inside another transaction it is refused (RuntimeError).
    """
    used = channel(through)
    attempt = _attempt_begin(notice_id, through, used, number, at)
    if attempt is None:
        attempts_settle(at=at)
        return None
    if used is None:
        return _attempt_end(attempt, DeliveryState.FAILED, "渠道已经停用")
    if not attempt.address:
        return _attempt_end(attempt, DeliveryState.SKIPPED, f"{attempt.notice.recipient.name}{used.lacking}")
    notice, text = attempt.notice, _text(attempt.notice, used)
    try:
        used.hand_over(address=attempt.address, subject=" ".join(notice.title.split()), text=text)
    except Failed as error:
        return _attempt_end(attempt, DeliveryState.FAILED, str(error))
    except Doubtful as error:
        return _attempt_end(attempt, DeliveryState.UNKNOWN, str(error))
    return _attempt_end(attempt, DeliveryState.SENT)


@transaction.atomic(durable=True)
def _attempt_begin(
    notice_id: int, through: str, used: Channel | None, number: int, at: datetime
) -> DeliveryAttempt | None:
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    address = used.address_of(Reach(notice.recipient.email, notice.recipient.phone)) if used else ""
    attempt, is_new = DeliveryAttempt.objects.get_or_create(
        notice=notice, channel=through, number=number, defaults={"address": address, "started_at": at}
    )
    return attempt if is_new else None


def _attempt_end(attempt: DeliveryAttempt, state: DeliveryState, reason: str = "") -> DeliveryAttempt:
    attempt.state, attempt.reason, attempt.ended_at = state, reason[:300], timezone.now()
    attempt.save(update_fields=["state", "reason", "ended_at"])
    return attempt


def _text(notice: Notice, used: Channel) -> str:
    """A group is not addressed by one member's name."""
    greeting = "" if used.is_group else f"{notice.recipient.name}:"
    link = f"请登录办理:{settings.PUBLIC_URL}{notice.url}" if notice.url else ""
    due = f"办理期限:{notice.due:%Y年%m月%d日}" if notice.due else ""
    parts = [greeting, notice.body or notice.title, due, link, settings.SITE_NAME]
    return "\n\n".join(part for part in parts if part)


def attempts_settle(*, at: datetime) -> int:
    """Say of tries that were begun and never ended that their outcome is unknown; returns how many."""
    reason = "发送过程中断,无法确认是否已发出"
    return DeliveryAttempt.objects.stale(at - PATIENCE).update(state=DeliveryState.UNKNOWN, reason=reason, ended_at=at)
