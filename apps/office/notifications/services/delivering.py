"""Sending a notice outside without ever doing so twice by itself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.foundation.core.dates import chinese_date, chinese_datetime
from apps.office.notifications import selectors
from apps.office.notifications.channels import Channel, Doubtful, Failed, Unreachable, channel, label_of
from apps.office.notifications.models import DeliveryAttempt, DeliveryState, Notice
from apps.office.notifications.services.queueing import reach_of
from apps.office.notifications.services.resting import channel_failed, channel_works, may_pass

PATIENCE = timedelta(minutes=2)
"""A try that began longer ago than any server is waited for has ended in a way nobody knows."""
LISTED = 200
"""Parts of a digest that are named in a mail."""


def notice_deliver(*, notice_id: int, through: str, number: int, at: datetime) -> DeliveryAttempt | None:
    """Make try `number` to send a notice through a channel (by name), once: whoever else was told to finds it begun.

    In the hours of rest, or while the channel is paused, it goes on waiting. That the try was begun is committed before
    the message leaves, so inside another transaction it is refused (RuntimeError).
    """
    attempt = _attempt_of(notice_id, through, number)
    if attempt is None:
        attempts_settle(at=at)
        return None
    if _goes_on_waiting(attempt, at) or not _attempt_begin(attempt, at):
        return None
    used = channel(through)
    if used is None:
        return _attempt_end(attempt, DeliveryState.FAILED, "渠道已经停用")
    if not attempt.address:
        lack = used.lack_of(reach_of(attempt.notice))
        return _attempt_end(attempt, DeliveryState.SKIPPED, f"{attempt.notice.recipient.name}{lack}")
    return _attempt_end(attempt, *_hand_over(attempt, used))


def _hand_over(attempt: DeliveryAttempt, used: Channel) -> tuple[DeliveryState, str]:
    """What became of it, and why; the channel's standing follows from it."""
    subject, text = " ".join(attempt.notice.title.split()), _text(attempt.notice, used)
    try:
        used.hand_over(address=attempt.address, subject=subject, text=text)
    except (Unreachable, Doubtful) as error:
        channel_failed(used.name, str(error), at=timezone.now())
        return DeliveryState.UNKNOWN if isinstance(error, Doubtful) else DeliveryState.FAILED, str(error)
    except Failed as error:
        channel_works(used.name)
        return DeliveryState.FAILED, str(error)
    channel_works(used.name)
    return DeliveryState.SENT, ""


def _attempt_of(notice_id: int, through: str, number: int) -> DeliveryAttempt | None:
    waiting = DeliveryAttempt.objects.filter(notice=notice_id, channel=through, number=number)
    return waiting.filter(state=DeliveryState.WAITING).select_related("notice__recipient__area").first()


def _goes_on_waiting(attempt: DeliveryAttempt, at: datetime) -> bool:
    """Put it back while it may not leave. What staff ask for by a click leaves at any hour."""
    if not attempt.asked_by_id and (until := selectors.rests_until(attempt.notice, at)):
        reason = f"免打扰时段,{chinese_datetime(until)}以后发送"
        _waiting(attempt).update(due_at=until, queued_at=None, reason=reason)
        return True
    if may_pass(attempt.channel, at=at):
        return False
    _waiting(attempt).update(queued_at=None, reason=f"{label_of(attempt.channel)}渠道暂停,恢复后发送")
    return True


@transaction.atomic(durable=True)
def _attempt_begin(attempt: DeliveryAttempt, at: datetime) -> bool:
    """Whether this worker is the one that sends it."""
    used = channel(attempt.channel)
    attempt.address = used.address_of(reach_of(attempt.notice)) if used else ""
    begun = {"state": DeliveryState.SENDING, "address": attempt.address, "started_at": at, "reason": ""}
    return bool(_waiting(attempt).update(**begun))


def _waiting(attempt: DeliveryAttempt) -> QuerySet[DeliveryAttempt]:
    return DeliveryAttempt.objects.filter(pk=attempt.pk, state=DeliveryState.WAITING)


def _attempt_end(attempt: DeliveryAttempt, state: DeliveryState, reason: str = "") -> DeliveryAttempt:
    attempt.state, attempt.reason, attempt.ended_at = state, reason[:300], timezone.now()
    attempt.save(update_fields=["state", "reason", "ended_at"])
    return attempt


def _text(notice: Notice, used: Channel) -> str:
    """A group is not addressed by one member's name."""
    greeting = "" if used.is_group else f"{notice.recipient.name}:"
    link = f"请登录办理:{settings.PUBLIC_URL}{notice.url or notice.get_absolute_url()}"
    due = f"办理期限:{chinese_date(notice.due)}" if notice.due and not notice.is_digest else ""
    listed = _listed(notice) if used.takes_long_text else ""
    parts = [greeting, notice.body or notice.title, due, listed, link, settings.SITE_NAME]
    return "\n\n".join(part for part in parts if part)


def _listed(digest: Notice) -> str:
    """What a digest is made of, each with its link."""
    parts = list(digest.parts.order_by(F("due").asc(nulls_last=True), "pk")[: LISTED + 1])
    lines = [f"{number}. {part.title}\n{settings.PUBLIC_URL}{part.url}" for number, part in enumerate(parts, start=1)]
    more = [f"……共{digest.parts.count()}件,其余请登录查看。"] if len(parts) > LISTED else []
    return "\n\n".join(lines[:LISTED] + more)


def attempts_settle(*, at: datetime) -> int:
    """Say of tries that were begun and never ended that their outcome is unknown; returns how many."""
    reason = "发送过程中断,无法确认是否已发出"
    return DeliveryAttempt.objects.stale(at - PATIENCE).update(state=DeliveryState.UNKNOWN, reason=reason, ended_at=at)
