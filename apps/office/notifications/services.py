"""Telling people something, once, and sending it to their mail without ever doing so twice by itself."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.office.notifications import mail
from apps.office.notifications.models import NEEDS_STAFF, DeliveryAttempt, DeliveryState, Notice

MAIL_TASK = "notifications.deliver_mail"
PATIENCE = timedelta(minutes=2)
"""A try that began longer ago than any mail server is waited for has ended in a way nobody knows."""


@transaction.atomic
def notice_send(
    *,
    recipients: Iterable[int],
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    due: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Put a notice into the inbox of each person (by id) and queue a mail for those with an address.

    Belongs inside the transaction of the act it tells of. Whoever was told of `key` before is not told again.
    Returns how many were told now.
    """
    text = {"key": key, "title": title[:120], "body": body, "url": url, "due": due, "sender": by.name, "created_at": at}
    wanted = [Notice(recipient_id=person_id, **text) for person_id in dict.fromkeys(recipients)]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    told = Notice.objects.filter(public_id__in=[notice.public_id for notice in wanted])
    by_mail = told.exclude(recipient__email="").order_by("pk").values_list("pk", flat=True)
    outbox.send_many(MAIL_TASK, [(pk, 1) for pk in by_mail])
    return told.count()


def mail_deliver(*, notice_id: int, number: int, at: datetime) -> DeliveryAttempt | None:
    """Make try `number` to mail a notice. A try that was begun before is never made again.

    The try is committed before the mail leaves, so it must not run inside another transaction.
    """
    attempt = _attempt_begin(notice_id, number, at)
    if attempt is None:
        attempts_settle(at=at)
        return None
    notice = attempt.notice
    try:
        mail.hand_over(to=attempt.address, subject=" ".join(notice.title.split()), text=_mail_text(notice))
    except mail.Failed as error:
        return _attempt_end(attempt, DeliveryState.FAILED, str(error))
    except mail.Doubtful as error:
        return _attempt_end(attempt, DeliveryState.UNKNOWN, str(error))
    return _attempt_end(attempt, DeliveryState.SENT)


@transaction.atomic
def _attempt_begin(notice_id: int, number: int, at: datetime) -> DeliveryAttempt | None:
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    attempt, is_new = DeliveryAttempt.objects.get_or_create(
        notice=notice, number=number, defaults={"address": notice.recipient.email, "started_at": at}
    )
    return attempt if is_new else None


def _attempt_end(attempt: DeliveryAttempt, state: DeliveryState, reason: str = "") -> DeliveryAttempt:
    attempt.state, attempt.reason, attempt.ended_at = state, reason[:300], timezone.now()
    attempt.save(update_fields=["state", "reason", "ended_at"])
    return attempt


def _mail_text(notice: Notice) -> str:
    link = f"请登录办理:{settings.PUBLIC_URL}{notice.url}" if notice.url else ""
    due = f"办理期限:{notice.due:%Y年%m月%d日}" if notice.due else ""
    parts = [f"{notice.recipient.name}:", notice.body or notice.title, due, link, f"{settings.SITE_NAME}"]
    return "\n\n".join(part for part in parts if part)


def attempts_settle(*, at: datetime) -> int:
    """Say of tries that were begun and never ended that their outcome is unknown; returns how many."""
    reason = "发送过程中断,无法确认是否已发出"
    return DeliveryAttempt.objects.stale(at - PATIENCE).update(state=DeliveryState.UNKNOWN, reason=reason, ended_at=at)


@transaction.atomic
def notice_resend(*, notice: Notice, by: Actor, at: datetime) -> int:
    """Queue another try by mail; only where the latest failed or is unknown. Returns its number."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("recipient__area").get(pk=notice.pk)
    latest = notice.attempts.order_by("-number").first()
    if latest is None or latest.state not in NEEDS_STAFF:
        raise WrongState("这封邮件没有发送失败,也不是结果未知,无须重发。请刷新页面查看最新状态。")
    if not notice.recipient.email:
        raise WrongState(f"{notice.recipient.name}没有登记邮箱,请先在人员信息中填写邮箱。")
    outbox.send(MAIL_TASK, notice.pk, latest.number + 1)
    number, path = latest.number + 1, notice.recipient.area.path
    audit.record("notifications.notice.resent", on=notice, by=by, area_path=path, title=notice.title, number=number)
    return number


def notice_read(*, notice: Notice, by: Actor, at: datetime) -> None:
    """The recipient has seen it; the first time counts."""
    Notice.objects.inbox_of(by).unread().filter(pk=notice.pk).update(read_at=at)


def inbox_read(*, by: Actor, at: datetime) -> int:
    """Everything in one's inbox has been seen; returns how many were unread."""
    return Notice.objects.inbox_of(by).unread().update(read_at=at)
