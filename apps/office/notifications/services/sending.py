"""Telling people something, once, and queueing it for the channels to the outside."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.models import Area
from apps.office.notifications import rules, selectors
from apps.office.notifications.channels import channel, gateways, label_of
from apps.office.notifications.models import MAY_BE_SENT_AGAIN, DeliveryState, Notice
from apps.office.notifications.services.gathering import gathered_under
from apps.office.notifications.services.queueing import attempt_of, attempts_start, first_tries, reach_of


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
    `key` before is not told again. Returns how many were told now. Within `gathering` it stands in the inbox at once,
    and what goes outside is put together when the gathering ends.
    """
    declared = registry.notice_texts()[text]
    wording = selectors.wording_of(declared, area)
    known = {name: values[name] for name in declared.fields}
    told = {
        "key": key, "title": rules.title_of(wording.subject, known), "body": rules.filled(wording.body, known).strip(),
        "url": url, "due": due, "sender": by.name, "created_at": at, "is_outside": declared.outside,
        "is_urgent": declared.urgent, "gather": "" if declared.urgent else gathered_under(),
    }  # fmt: skip
    outside = gateways() if declared.outside else []
    opens = any(each.is_group for each in outside) and _opens_occasion(key)
    wanted = [Notice(recipient_id=person_id, **told) for person_id in dict.fromkeys(recipients)]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    own = Notice.objects.filter(public_id__in=[notice.public_id for notice in wanted])
    new = list(own.select_related("recipient").order_by("pk"))
    if told["gather"]:
        return len(new)
    tries = first_tries(new, at=at)
    if opens and len(new) > 1:
        tries += [attempt_of(new[0], each, at=at) for each in outside if each.is_group]
    attempts_start(tries)
    return len(new)


def _opens_occasion(key: str) -> bool:
    """Whether nobody was told of `key` yet; tellers of one occasion wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"notice {key}"])
    return not Notice.objects.filter(key=key).exists()


@transaction.atomic
def notice_resend(*, notice: Notice, through: str, by: Actor, at: datetime) -> int:
    """Queue another try through a channel (by name) where the latest is not known as sent; returns its number."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("recipient__area").get(pk=notice.pk)
    latest = notice.attempts.filter(channel=through).order_by("-number").first()
    if latest and latest.state == DeliveryState.WAITING and latest.asked_by_id:
        return latest.number
    if latest is None or latest.state not in MAY_BE_SENT_AGAIN:
        raise WrongState("这条通知没有发送失败,也不是结果未知,无须重发。请刷新页面查看最新状态。")
    used = channel(through)
    if used is None:
        raise WrongState(f"“{label_of(through)}”渠道已经停用,不能再用它发送。请直接与本人联系。")
    if not used.address_of(reach := reach_of(notice)):
        raise WrongState(f"{notice.recipient.name}{used.lack_of(reach)},请先在人员信息中填写。")
    number, path = latest.number + 1, notice.recipient.area.path
    attempts_start([attempt_of(notice, used, at=at, number=number, asked_by_id=by.user_id)])
    facts: dict[str, Any] = {"title": notice.title, "channel": used.label, "number": number}
    audit.record("notifications.notice.resent", on=notice, by=by, area_path=path, **facts)
    return number
