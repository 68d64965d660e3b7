"""The only way to queue a task: a row in the same transaction, sent after commit by a relay.

A kill after commit or a broker that is down loses nothing: beat and start-up run the relay again. Delivery is
at least once, so every task is safe to run twice.
"""

import logging
from collections.abc import Iterable, Sequence
from threading import Event, Lock, Thread

from celery import current_app
from django.db import DatabaseError, connection, connections, transaction
from kombu.exceptions import OperationalError

from apps.foundation.core.models import OutboxTask

BATCH = 200
logger = logging.getLogger(__name__)
_wanted, _at_work = Event(), Lock()


def send(name: str, *args: int | str) -> None:
    """Queue task `name` with plain ids when the surrounding transaction commits. Raises KeyError if unknown."""
    send_many(name, [args])


def send_many(name: str, many: Iterable[Sequence[int | str]]) -> None:
    """Queue one task per tuple of arguments, in one insert. A wrong name (KeyError) or tuple (TypeError) fails here."""
    task, rows = current_app.tasks[name], [OutboxTask(name=name, args=list(args)) for args in many]
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
        sent = []
        for row in rows:
            try:
                current_app.tasks[row.name].apply_async(args=row.args, retry=False)
            except OperationalError:
                logger.warning("broker unreachable, %s tasks wait in the outbox", len(rows) - len(sent))
                break
            except (KeyError, TypeError):
                logger.exception("outbox row %s fits no task of this version and is left", row.pk)
                continue
            sent.append(row.pk)
        OutboxTask.objects.filter(pk__in=sent).delete()
    return len(sent)
