"""The worker application and the beat timetable, which is code: every system names its own timed tasks."""

import logging.config
import os
from time import perf_counter
from typing import Any

from celery import Celery, signals
from django.conf import settings

from apps.foundation.core import pulses, registry
from apps.foundation.core.recording import TASK_HEADER, begin, current, end

logger = logging.getLogger("portal.tasks")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress_portal.settings")

app = Celery("congress_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def set_timetable(sender: Celery, **kwargs: Any) -> None:
    for system in registry.systems():
        for timed in system.schedule:
            sender.add_periodic_task(timed.every, sender.tasks[timed.task].s(), name=timed.task)


signals.heartbeat_sent.connect(pulses.worker_lives)
signals.worker_shutdown.connect(pulses.worker_leaves)


@signals.beat_init.connect
def watch_beat(**kwargs: Any) -> None:
    """In the process of the beat alone: whoever else hands tasks over is no beat."""
    signals.after_task_publish.connect(pulses.beat_lives)


@signals.setup_logging.connect
def log_as_the_web_does(**kwargs: Any) -> None:
    """A receiver keeps Celery from a format of its own, which tells arguments and what errors say."""
    logging.config.dictConfig(settings.LOGGING)


@signals.task_prerun.connect
def task_begins(task: Any, **kwargs: Any) -> None:
    """A task goes on under the number of the request that wanted it."""
    begin(str(getattr(task.request, TASK_HEADER, "") or ""))
    task.request.began = perf_counter()


@signals.task_postrun.connect
def task_ends(task: Any, state: str, **kwargs: Any) -> None:
    """One line for each task that a request wanted; the timetable's own would only be noise."""
    work = current()
    if work and getattr(task.request, TASK_HEADER, ""):
        ms = round((perf_counter() - task.request.began) * 1000, 1)
        facts = {"task": task.name, "state": state, "ms": ms, "acts": work.acts}
        logger.info("task", extra={"facts": facts})
    end()
