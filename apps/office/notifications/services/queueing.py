"""Tries wait as rows until a worker is told of them; a lost queue, a restart or a pause loses none."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.foundation.core import outbox
from apps.office.notifications.channels import MAIL, Channel, Reach, gateways
from apps.office.notifications.models import ChannelRest, DeliveryAttempt, DeliveryState, Notice

TASK = "notifications.deliver"
BATCH = 500


def reach_of(notice: Notice) -> Reach:
    return Reach(notice.recipient.email, notice.recipient.phone)


def first_tries(notices: Sequence[Notice], *, at: datetime) -> list[DeliveryAttempt]:
    """One try per person and channel, with `recipient` at hand. Who lacks a mail address reads the inbox; any other
    lack is put on record.
    """
    personal: list[Channel] = [each for each in gateways() if not each.is_group]
    return [
        attempt_of(notice, each, at=at)
        for each in (MAIL, *personal)
        for notice in notices
        if (each is MAIL and MAIL.address_of(reach_of(notice))) or (each is not MAIL and notice.is_outside)
    ]


def attempt_of(notice: Notice, through: Channel, *, at: datetime, number: int = 1, **given: Any) -> DeliveryAttempt:
    """A try to be stored, waiting, or skipped with its reason where the person has no address there."""
    row = DeliveryAttempt(notice=notice, channel=through.name, number=number, started_at=at, **given)
    if through.address_of(reach := reach_of(notice)):
        row.due_at = row.queued_at = at
    else:
        row.state, row.ended_at = DeliveryState.SKIPPED, at
        row.reason = f"{notice.recipient.name}{through.lack_of(reach)}"
    return row


def attempts_start(rows: Iterable[DeliveryAttempt]) -> None:
    """Store tries and tell workers of those that wait, all in the transaction of the act."""
    made = DeliveryAttempt.objects.bulk_create(rows, batch_size=BATCH)
    outbox.send_many(TASK, [_task(row) for row in made if row.state == DeliveryState.WAITING])


def attempts_queue(*, at: datetime) -> int:
    """Tell workers of tries whose hour has come; of a channel that was paused only one, to see whether it is back."""
    broken = {rest.channel: rest.until for rest in ChannelRest.objects.out_of_order()}
    total = 0
    for name in [name for name, until in broken.items() if until and until <= at]:
        total += _queue_some(at, limit=1, channel=name)
    while count := _queue_some(at, limit=BATCH, without=broken):
        total += count
    return total


@transaction.atomic
def _queue_some(at: datetime, *, limit: int, without: Iterable[str] = (), **chosen: str) -> int:
    waiting = DeliveryAttempt.objects.to_queue(at).filter(**chosen).exclude(channel__in=list(without))
    rows = list(waiting.select_for_update(skip_locked=True).order_by("pk")[:limit])
    DeliveryAttempt.objects.filter(pk__in=[row.pk for row in rows]).update(queued_at=at)
    outbox.send_many(TASK, [_task(row) for row in rows])
    return len(rows)


def _task(row: DeliveryAttempt) -> tuple[int, str, int]:
    return row.notice_id, row.channel, row.number
