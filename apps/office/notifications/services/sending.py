"""Telling people something, once, and queueing it for the channels to the outside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox, registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.models import Area
from apps.office.notifications import rules, selectors
from apps.office.notifications.channels import MAIL, Channel, Reach, channel, gateways, label_of
from apps.office.notifications.models import MAY_BE_SENT_AGAIN, DeliveryAttempt, DeliveryState, Notice

TASK = "notifications.deliver"


@transaction.atomic
def notice_send(
    *,
    recipients: Iterable[int],
    key: str,
    text: str,
    values: Mapping[str, Any],
    area: Area | None = None,
    url: str = "",
    due: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Put a notice into the inbox of each person (by id) and queue it for the outside.

    `text` is the slug of a NoticeText, worded as `area` words it; `values` holds every field of it (KeyError where
    one is missing or the slug is unknown). Belongs inside the transaction of the act it tells of. Whoever was told of
    `key` before is not told again. Returns how many were told now.
    """
    declared = registry.notice_texts()[text]
    wording = selectors.wording_of(declared, area)
    known = {name: values[name] for name in declared.fields}
    told = {
        "key": key, "title": rules.title_of(wording.subject, known), "body": rules.filled(wording.body, known).strip(),
        "url": url, "due": due, "sender": by.name, "created_at": at,
    }  # fmt: skip
    outside = gateways() if declared.outside else []
    opens = any(each.is_group for each in outside) and _opens_occasion(key)
    wanted = [Notice(recipient_id=person_id, **told) for person_id in dict.fromkeys(recipients)]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    own = Notice.objects.filter(public_id__in=[notice.public_id for notice in wanted])
    new = list(own.select_related("recipient").order_by("pk"))
    _queue(new, [MAIL, *(each for each in outside if not each.is_group)])
    if opens and len(new) > 1:
        outbox.send_many(TASK, [(new[0].pk, each.name, 1) for each in outside if each.is_group])
    return len(new)


def _opens_occasion(key: str) -> bool:
    """Whether nobody was told of `key` yet; tellers of one occasion wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"notice {key}"])
    return not Notice.objects.filter(key=key).exists()


def _queue(notices: Sequence[Notice], channels: Sequence[Channel]) -> None:
    """One task per person and channel. Who lacks a mail address reads the inbox; any other lack is put on record."""
    tasks, skipped = [], []
    for each in channels:
        for notice in notices:
            if each.address_of(_reach(notice)):
                tasks.append((notice.pk, each.name, 1))
            elif each is not MAIL:
                skipped.append(_skipped(notice, each))
    DeliveryAttempt.objects.bulk_create(skipped)
    outbox.send_many(TASK, tasks)


def _reach(notice: Notice) -> Reach:
    return Reach(notice.recipient.email, notice.recipient.phone)


def _skipped(notice: Notice, through: Channel) -> DeliveryAttempt:
    at = notice.created_at
    return DeliveryAttempt(
        notice=notice, channel=through.name, number=1, state=DeliveryState.SKIPPED,
        reason=f"{notice.recipient.name}{through.lacking}", started_at=at, ended_at=at,
    )  # fmt: skip


@transaction.atomic
def notice_resend(*, notice: Notice, through: str, by: Actor, at: datetime) -> int:
    """Queue another try through a channel (by name) where the latest is not known as sent; returns its number."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("recipient__area").get(pk=notice.pk)
    latest = notice.attempts.filter(channel=through).order_by("-number").first()
    if latest is None or latest.state not in MAY_BE_SENT_AGAIN:
        raise WrongState("这条通知没有发送失败,也不是结果未知,无须重发。请刷新页面查看最新状态。")
    used = channel(through)
    if used is None:
        raise WrongState(f"“{label_of(through)}”渠道已经停用,不能再用它发送。请直接与本人联系。")
    if not used.address_of(_reach(notice)):
        raise WrongState(f"{notice.recipient.name}{used.lacking},请先在人员信息中填写。")
    number, path = latest.number + 1, notice.recipient.area.path
    outbox.send(TASK, notice.pk, through, number)
    facts: dict[str, Any] = {"title": notice.title, "channel": used.label, "number": number}
    audit.record("notifications.notice.resent", on=notice, by=by, area_path=path, **facts)
    return number
