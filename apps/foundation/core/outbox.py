"""The only way to queue a task: a row in the same transaction, sent after commit by a relay.

A kill after commit or a broker that is down loses nothing: beat and start-up run the relay again. What was sent is
remembered until it is done, so that a broker that lost its memory is given it again, and so that a task which met a
database that was away is tried once more. Delivery is at least once, so every task is safe to run twice.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from threading import Event, Lock, Thread
from typing import Any

from celery import current_app, states
from celery.signals import task_postrun
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.foundation.core.models import OutboxTask, SentTask
from apps.foundation.core.outages import sentence_for
from apps.foundation.core.recording import TASK_HEADER, current_number

BATCH = 200
ID = "outbox-"
GRACE = timedelta(minutes=1)
MOST_TIMES = 10
logger = logging.getLogger(__name__)
_wanted, _at_work = Event(), Lock()


def send(name: str, *args: int | str) -> None:
    """Queue task `name` with plain ids when the surrounding transaction commits. Raises KeyError if unknown."""
    send_many(name, [args])


def send_many(name: str, many: Iterable[Sequence[int | str]]) -> None:
    """Queue one task per tuple of arguments, in one insert. A wrong name (KeyError) or tuple (TypeError) fails here."""
    task, number = current_app.tasks[name], current_number()
    rows = [OutboxTask(name=name, args=list(args), request=number) for args in many]
    for row in rows:
        task.__header__(*row.args)
    OutboxTask.objects.bulk_create(rows)
    if not any(waiting is poke for _, waiting, _ in connection.run_on_commit):
        transaction.on_commit(poke)


def poke() -> None:
    """Relay soon, in a thread beside: a broker that hangs must not hold up the person who acted."""
    _wanted.set()
    if _at_work.acquire(blocking=False):
        Thread(target=_relay_while_wanted, name="outbox", daemon=True).start()


def _relay_while_wanted() -> None:
    try:
        while _wanted.is_set():
            _wanted.clear()
            relay()
    except DatabaseError:
        logger.warning("outbox not read, the timetable tries again", exc_info=True)
    finally:
        connections.close_all()
        _at_work.release()


def relay() -> int:
    """Hand every waiting row to the broker and delete it; returns how many. A broker that is down is logged."""
    total = 0
    while sent := _relay_batch():
        total += sent
    return total


def _relay_batch() -> int:
    with transaction.atomic():
        rows = list(OutboxTask.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        now = timezone.now()
        sent = []
        for row in rows:
            try:
                _hand_over(row.name, row.args, row.pk, row.request)
            except OperationalError:
                logger.warning("broker unreachable, %s tasks wait in the outbox", len(rows) - len(sent))
                break
            except (KeyError, TypeError):
                logger.exception("outbox row %s fits no task of this version and is left", row.pk)
                continue
            sent.append(SentTask(pk=row.pk, name=row.name, args=row.args, sent_at=now))
        SentTask.objects.bulk_create(sent)
        OutboxTask.objects.filter(pk__in=[row.pk for row in sent]).delete()
    return len(sent)


def _hand_over(name: str, args: list[Any], key: int, request: str = "") -> None:
    known = {"headers": {TASK_HEADER: request}} if request else {}
    current_app.tasks[name].apply_async(args=args, retry=False, task_id=f"{ID}{key}", **known)


@task_postrun.connect
def note_done(task_id: str = "", state: str = "", retval: object = None, **kwargs: Any) -> None:
    """Forget a task that is done, or failed for good; one that met an outage stays and is sent again."""
    if not str(task_id).startswith(ID) or state == states.RETRY:
        return
    if state == states.FAILURE and isinstance(retval, BaseException) and sentence_for(retval):
        return
    try:
        SentTask.objects.filter(pk=int(task_id.removeprefix(ID))).delete()
    except DatabaseError:
        logger.warning("%s is done, which could not be noted; it will run once more", task_id, exc_info=True)


def send_lost_again() -> int:
    """Send what was sent a while ago, is not done, and is known to no broker and no worker; returns how many.

    A flushed Redis lost it, or its task failed while the database was away. Asked of a broker whose queue is empty
    only: a long queue has lost nothing. Raises kombu's OperationalError where the broker is away.
    """
    waiting = SentTask.objects.filter(sent_at__lt=timezone.now() - GRACE, times__lt=MOST_TIMES)
    if not waiting.exists():
        return 0
    known = _ids_at_the_broker()
    if known is None:
        return 0
    with transaction.atomic():
        lost = [row for row in waiting.select_for_update(skip_locked=True)[:BATCH] if f"{ID}{row.pk}" not in known]
        for row in lost:
            logger.warning("task %s was lost by the broker or met an outage, sent again", row)
            _hand_over(row.name, row.args, row.pk)
            row.sent_at, row.times = timezone.now(), row.times + 1
        SentTask.objects.bulk_update(lost, ["sent_at", "times"])
    return len(lost)


def _ids_at_the_broker() -> set[str] | None:
    """Ids of the tasks that workers have taken and not finished; None where some wait to be taken."""
    with current_app.connection_for_write() as broker:
        channel = broker.default_channel
        queue = current_app.conf.task_default_queue
        if channel.queue_declare(queue, durable=True).message_count:
            return None
        taken = channel.client.hvals(channel.unacked_key)
    return {json.loads(message)[0]["headers"].get("id", "") for message in taken}
