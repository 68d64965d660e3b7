"""Reminders of one morning: seconds until 100,000 are found, written and queued as one message to each of 10,000
people, and the peak of memory for a tenth of that and for all. On servers of its own.

python -m benchmarks.reminders --json
"""

import argparse
import json
import os
import resource
from datetime import date, datetime
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

from deploy.local import services

DUE = date(2026, 3, 20)
EACH = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reminders", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure(options.reminders)
        connection.close()
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(count: int) -> dict[str, Any]:
    """A morning with a tenth of the reminders, one with all of them, and one when each was told before."""
    from benchmarks.support.due_days import fill  # noqa: PLC0415 - the settings have to be known first

    figures: dict[str, Any] = {"load": os.getloadavg()[0]}
    fill(count // 10 // EACH, EACH, DUE)
    figures |= morning("tenth", 8)
    forget()
    fill((count - count // 10) // EACH, EACH, DUE)
    figures |= morning("all", 8)
    forget("notifications_reminderrun")
    return figures | morning("all_again", 9)


def morning(name: str, hour: int) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415

    from apps.foundation.core.models import OutboxTask  # noqa: PLC0415
    from apps.office.notifications.models import DeliveryAttempt  # noqa: PLC0415
    from apps.office.notifications.services import reminders_run  # noqa: PLC0415

    began = perf_counter()
    run = reminders_run(at=timezone.make_aware(datetime(DUE.year, DUE.month, DUE.day, hour)))
    seconds = perf_counter() - began
    if run is None:
        raise SystemExit("no run")
    waiting = DeliveryAttempt.objects.count()
    OutboxTask.objects.all().delete()
    return {
        f"{name}_seconds": round(seconds, 1), f"{name}_reminders": run.told, f"{name}_people": run.people,
        f"{name}_messages": waiting, f"{name}_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def forget(*tables: str) -> None:
    names = tables or ("notifications_deliveryattempt", "notifications_notice", "notifications_reminderrun")
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")


if __name__ == "__main__":
    main()
