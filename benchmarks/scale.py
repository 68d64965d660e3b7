"""The leader's page of a small city and of one a hundred times as large: milliseconds on the server from the request
to the finished page, for who sees the whole city. On servers of its own.

python -m benchmarks.scale --json
python -m benchmarks.scale --keep var/scale     (fills once, measures again and again)
"""

import argparse
import json
import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.urls import reverse

from benchmarks.matters import REQUESTS, kept, timed, use_database
from deploy.local import services

SIZES = {
    "1x": {"offices": 7, "matters": 10_000, "deputies": 200, "assignments": 500},
    "100x": {"offices": 250, "matters": 1_000_000, "deputies": 20_000, "assignments": 50_000},
}
PAGES = {"dashboard": "portal_dashboard", "wall": "portal_wall", "compare": "portal_compare"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--keep", type=Path, help="a directory where what was filled stays for the next run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with kept(options.keep) if options.keep else services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        django.setup()
        found = measure(options.requests)
    print(json.dumps(found) if options.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def measure(requests: int) -> dict[str, Any]:
    """p95 by the clock, processor time of web process and PostgreSQL, and queries of each page at each size."""
    from benchmarks.support import many_places  # noqa: PLC0415 - the settings have to be known first

    today = date.today()
    found: dict[str, Any] = {}
    for size, numbers in SIZES.items():
        use_database(f"scale_{size}", partial(many_places.city, **numbers, today=today))
        found[f"load_{size}"] = os.getloadavg()[0]
        for page, url_name in PAGES.items():
            figures = timed("city", reverse(url_name), [{}], requests)
            found |= {f"{page}_{name}_ms_{size}": figures[name] for name in ("p50", "p95", "cpu", "postgres")}
        found["queries" if size == "100x" else f"queries_{size}"] = queries_of(reverse(PAGES["dashboard"]))
    found["growth"] = round(found["dashboard_p95_ms_100x"] / found["dashboard_p95_ms_1x"], 2)
    return found


def queries_of(address: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from apps.foundation.accounts.models import User  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="bench-city"))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


if __name__ == "__main__":
    main()
