"""The only way to queue a task: a row in the same transaction, sent after commit by a relay.

A kill after commit or a broker that is down loses nothing: beat and start-up run the relay again. Delivery is
at least once, so every task is safe to run twice.
"""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.foundation.core.models import OutboxTask

BATCH = 200
logger = logging.getLogger(__name__)


def send(name: str, *args: int | str) -> None:
    """Queue task `name` with plain ids when the surrounding transaction commits. Raises KeyError if unknown."""
    current_app.tasks[name]
    OutboxTask.objects.create(name=name, args=list(args))
    transaction.on_commit(relay)


def relay() -> int:
    """Hand every waiting row to the broker and delete it; returns how many. A broker that is down is logged."""
    total = 0
    while sent := _relay_batch():
        total += sent
    return total


def _relay_batch() -> int:
    with transaction.atomic():
        rows = list(OutboxTask.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        sent = []
        for row in rows:
            try:
                current_app.tasks[row.name].apply_async(args=row.args, retry=False)
            except OperationalError:
                logger.warning("broker unreachable, %s tasks wait in the outbox", len(rows) - len(sent))
                break
            sent.append(row.pk)
        OutboxTask.objects.filter(pk__in=sent).delete()
    return len(sent)
