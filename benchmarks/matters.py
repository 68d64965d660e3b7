"""The register of matters with 10,000 and with 1,000,000 of them in 250 towns and streets: milliseconds on the server
from the request to the finished page, for staff of a town, a district and the city. On servers of its own.

python -m benchmarks.matters --json
"""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import django
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from deploy.local import services

SIZES = (10_000, 1_000_000)
REQUESTS, WARM = 200, 3
LEADERS_PAGE = "matters_watch"
Queries = Sequence[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        django.setup()
        call_command("migrate", verbosity=0)
        found = measure(options.sizes, options.requests)
    print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(lines_of(found)))


def measure(sizes: Sequence[int], requests: int) -> dict[str, Any]:
    """`{case: {size: [p50, p95]}}` in milliseconds, with the load of the machine at the beginning of each size."""
    from benchmarks.support import many_matters  # noqa: PLC0415 - the settings have to be known first

    today, have = date.today(), 0
    known = many_matters.ground()
    found: dict[str, Any] = {}
    for size in sizes:
        many_matters.fill(have, size, today)
        have = size
        found.setdefault("load", {})[size] = os.getloadavg()[0]
        for level in ("town", "district", "city"):
            for case, queries in cases(level, known, today).items():
                figures = timed(level, reverse("matters_items"), queries, requests)
                found.setdefault(f"{level}: {case}", {})[size] = figures
            if leaders := address_of(LEADERS_PAGE):
                found.setdefault(f"{level}: leader's page", {})[size] = timed(level, leaders, [{}], requests)
    return found


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


def timed(level: str, page: str, queries: Queries, requests: int) -> list[float]:
    """p50 and p95 in milliseconds through every middleware, after a few requests that warm."""
    from django.test import Client  # noqa: PLC0415

    from apps.foundation.accounts.models import User  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=f"bench-{level}"))
    times = []
    for query in [*queries[:WARM], *islice(cycle(queries), requests)]:
        address = f"{page}?{urlencode(query)}"
        began = perf_counter()
        answer = client.get(address)
        times.append(1000 * (perf_counter() - began))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    cuts = quantiles(times[len(queries[:WARM]) :], n=20)
    return [round(cuts[9], 1), round(cuts[18], 1)]


def address_of(name: str) -> str:
    """Empty where this portal has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def lines_of(found: dict[str, Any]) -> Iterator[str]:
    yield f"load {found['load']}"
    for case, by_size in found.items():
        if case != "load":
            figures = list(by_size.values())
            ratio = figures[-1][1] / figures[0][1]
            yield f"{case:38} " + "  ".join(f"p50 {p50:7} p95 {p95:7}" for p50, p95 in figures) + f"  ratio {ratio:.2f}"


if __name__ == "__main__":
    main()
