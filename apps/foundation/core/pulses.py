"""Worker and beat say now and then that they live; whoever has been silent for a minute is taken for dead."""

import os
import socket
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.cache import cache

EVERY, KEPT = 15, 24 * 3600
SILENT = 60
"""Seconds without a sign after which somebody is missed."""
WORKER, BEAT = "worker", "beat"
_last: dict[str, float] = {}


def note_life(kind: str, name: str, *, at: float) -> None:
    """Note the sign of one process. Two at once may lose one of both signs: the next comes soon."""
    key = f"pulse:{kind}"
    known = {who: when for who, when in cache.get(key, {}).items() if at - when < KEPT}
    cache.set(key, {**known, name: at}, KEPT)


def silences(kind: str, at: datetime) -> dict[str, float]:
    """Name -> seconds since the last sign, of all that were heard within a day."""
    now = at.timestamp()
    return {name: max(0.0, now - when) for name, when in cache.get(f"pulse:{kind}", {}).items()}


def forget(kind: str, name: str) -> None:
    """Somebody says good-bye: nobody misses them."""
    key = f"pulse:{kind}"
    cache.set(key, {who: when for who, when in cache.get(key, {}).items() if who != name}, KEPT)


def _sign(kind: str, name: str) -> None:
    """Not at each of the signals, which come every two seconds; without Redis the next is waited for."""
    now = time.time()
    if now - _last.get(kind, 0) < EVERY:
        return
    _last[kind] = now
    with suppress(Exception):  # the process goes on without being seen
        note_life(kind, name, at=now)


def worker_lives(sender: Any, **kwargs: Any) -> None:
    """Sent by Celery every two seconds; the sender is the worker's heart."""
    _sign(WORKER, str(sender.eventer.hostname))


def worker_leaves(sender: Any, **kwargs: Any) -> None:
    """A worker that ends in order is not missed."""
    with suppress(Exception):
        forget(WORKER, str(sender.hostname))


def beat_lives(**kwargs: Any) -> None:
    """Sent whenever the beat has handed a task to the broker. Two beats on one host are told apart."""
    _sign(BEAT, f"{socket.gethostname()}:{os.getpid()}")
