"""The worker application and the beat timetable, which is code: every system names its own timed tasks."""

import os
from typing import Any

from celery import Celery

from apps.foundation.core import registry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress_portal.settings")

app = Celery("congress_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def set_timetable(sender: Celery, **kwargs: Any) -> None:
    for system in registry.systems():
        for timed in system.schedule:
            sender.add_periodic_task(timed.every, sender.tasks[timed.task].s(), name=timed.task)
