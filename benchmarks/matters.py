"""The register of matters with 10,000 and with 1,000,000 of them in 250 towns and streets: milliseconds on the server
from the request to the finished page, for staff of a town, a district and the city. On servers of its own.

python -m benchmarks.matters --json
python -m benchmarks.matters --keep var/matters     (fills once, measures again and again)
"""

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from http import HTTPStatus
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

import django
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from benchmarks.support.processes import seconds_used
from deploy.local import services
from deploy.local.home import Home

SIZES = (10_000, 1_000_000)
REQUESTS, WARM = 200, 3
LEADERS_PAGES = {"leader's page": "matters_watch", "what is late": "matters_late"}
Queries = Sequence[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--keep", type=Path, help="a directory where what was filled stays for the next run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with kept(options.keep) if options.keep else services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        django.setup()
        found = measure(options.sizes, options.requests)
    print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(lines_of(found)))


@contextmanager
def kept(path: Path) -> Iterator[dict[str, str]]:
    home = Home(path.resolve(), durable=False)
    with home.locked(), services.running(home) as env:
        yield env | {"DATA_DIR": str(home.path)}


def measure(sizes: Sequence[int], requests: int) -> dict[str, Any]:
    """`{case: {size: figures}}` as `timed` gives them, with the load of the machine at the beginning of each size."""
    from benchmarks.support import many_matters  # noqa: PLC0415 - the settings have to be known first

    today = date.today()
    found: dict[str, Any] = {}
    for size in sizes:
        use_database(f"matters_{size}", partial(many_matters.city, size, today))
        known = many_matters.asked_for()
        found.setdefault("load", {})[size] = os.getloadavg()[0]
        for level in ("town", "district", "city"):
            asked = {case: (reverse("matters_items"), queries) for case, queries in cases(level, known, today).items()}
            asked |= {case: (reverse(name), [{}]) for case, name in LEADERS_PAGES.items()}
            for case, (page, queries) in asked.items():
                found.setdefault(f"{level}: {case}", {})[size] = timed(level, page, queries, requests)
    return found


def use_database(name: str, fill: Callable[[], None]) -> None:
    """One of its own for each size, filled unless it is there already."""
    from apps.congress.matters.models import Matter  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()
    call_command("migrate", verbosity=0)
    if not Matter.objects.exists():
        fill()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def cases(level: str, known: dict[str, Any], today: date) -> dict[str, Queries]:
    """What is asked: each case by several addresses in turn."""
    from apps.congress.matters.matter_filters import DUE, GRADES, STATES, WAITING  # noqa: PLC0415
    from apps.congress.matters.models import MatterKind, Route  # noqa: PLC0415
    from benchmarks.support.many_matters import CATEGORIES, COMMON, RARE  # noqa: PLC0415

    def each(name: str, choices: Sequence[Any]) -> Queries:
        return [{name: choice[0] if isinstance(choice, tuple) else choice} for choice in choices]

    years = [str(today.year - back) for back in range(5)]
    spots = list(positions(level, today))
    asked: dict[str, Queries] = {
        "first page": [{}],
        "deep page": [{"page": spot} for spot in spots],
        "last page": [{"page": "last"}],
        "jump to a day": [{"page": (today - timedelta(days=37 * back)).isoformat()} for back in range(40)],
        "by due day": [{"sort": "act_by"}],
        "state": each("state", STATES), "waiting for": each("waiting", WAITING), "due": each("due", DUE),
        "kind": each("kind", MatterKind.choices), "category": each("category", CATEGORIES),
        "route": each("route", Route.choices), "rating": each("grade", GRADES), "key": each("key", ["yes", "no"]),
        "year": each("year", years), "unit": [{"unit": known["unit"], "area": known["town"]}],
        "three filters": [{"kind": "suggestion", "state": "closed", "year": year} for year in years],
        "search, common": [{"q": COMMON}], "search, in one of ten": [{"q": "中心小学"}],
        "search, two words": [{"q": "新民村 路灯"}],
        "search, rare": [{"q": RARE}], "search, none": [{"q": "鼖鼗鼘"}],
        "search in a year": [{"q": "中心小学", "year": year} for year in years],
    }  # fmt: skip
    if level != "town":
        asked["one town"] = [{"area": known["town"]}]
        asked["search in a town"] = [{"area": known["town"], "q": "中心小学"}]
    return asked


def positions(level: str, today: date) -> Iterator[str]:
    """Where deep pages begin: behind rows of any age."""
    from apps.congress.matters.models import Matter  # noqa: PLC0415
    from apps.foundation.people.models import RoleAssignment  # noqa: PLC0415

    role = RoleAssignment.objects.select_related("area").get(person__user__username=f"bench-{level}")
    path = role.area.path if role.area else ""
    random = Random(2026)
    for _ in range(40):
        day = datetime.combine(today - timedelta(days=random.randint(200, 1800)), time.min, UTC)
        rows = Matter.objects.filter(path__startswith=path, submitted_at__lt=day).order_by("-submitted_at", "-pk")
        if row := rows.only("submitted_at").first():
            yield f"after~501~{row.submitted_at.isoformat()}~{row.pk}"


def timed(level: str, page: str, queries: Queries, requests: int) -> dict[str, float]:
    """Milliseconds through every middleware, after a few requests that warm: p50 and p95 by the clock; of processor
    time the web process and its PostgreSQL together, and PostgreSQL alone, which a busy machine changes less."""
    from django.test import Client  # noqa: PLC0415

    from apps.foundation.accounts.models import User  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=f"bench-{level}"))
    addresses = [f"{page}?{urlencode(query)}" for query in queries]
    for address in islice(cycle(addresses), WARM):
        seconds_of(client, address)
    backend = [connection.connection.info.backend_pid]
    python, postgres = process_time(), seconds_used(backend)
    times = sorted(seconds_of(client, address) for address in islice(cycle(addresses), requests))
    python, postgres = process_time() - python, seconds_used(backend) - postgres
    cuts = quantiles(times, n=20)
    figures = {"p50": cuts[9], "p95": cuts[18], "cpu": (python + postgres) / requests, "postgres": postgres / requests}
    return {name: round(1000 * seconds, 1) for name, seconds in figures.items()}


def seconds_of(client: Any, address: str) -> float:
    """Seconds of one request."""
    began = perf_counter()
    answer = client.get(address)
    seconds = perf_counter() - began
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{address}: {answer.status_code}")
    return seconds


def lines_of(found: dict[str, Any]) -> Iterator[str]:
    yield f"load {found['load']}"
    for case, by_size in found.items():
        if case != "load":
            sizes = list(by_size.values())
            ratios = (f"{name} x{sizes[-1][name] / (sizes[0][name] or 1):.2f}" for name in ("p95", "cpu"))
            shown = (" ".join(f"{name} {value:6}" for name, value in figures.items()) for figures in sizes)
            yield f"{case:30} " + " | ".join((*shown, *ratios))


if __name__ == "__main__":
    main()
