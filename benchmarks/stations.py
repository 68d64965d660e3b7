"""Pages of deputy stations without sign-in, in a city of 11,000 of them, on servers of its own: milliseconds on the
server for the page of a station with 40 deputies and ten receptions and for that of a deputy; bytes that a phone loads
for it; the map's points, and how long a browser takes to draw them (where Playwright and Chromium are at hand).

python -m benchmarks.stations --json
"""

import argparse
import gzip
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import cycle, islice
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

import django
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from benchmarks.support.servers import serving
from deploy.local import services

STATIONS, REQUESTS, WARM = 11_000, 200, 5
PATIENCE_MS = 180_000
LINKED = re.compile(r'(?:href|src)="/static/([^"]+)"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=STATIONS)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0",
                          SECRET_KEY="benchmark" * 8, FIELD_KEY="benchmark" * 8)  # fmt: skip
        django.setup()
        found = measure(options.stations, options.requests)
    print(json.dumps(found) if options.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def measure(stations: int, requests: int) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 - the settings have to be known first

    from benchmarks.support import many_stations  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    codes = many_stations.fill(stations, timezone.now())
    doors = [reverse("deputy_stations_door", args=[code]) for code in codes]
    deputies = [reverse("deputy_stations_deputy", args=[f"D{number:03}0000"]) for number in range(len(codes))]
    points = reverse("deputy_stations_public_points")
    return {
        "load": round(os.getloadavg()[0], 1),
        "stations": stations,
        "station_page_ms": timed(doors, requests),
        "deputy_page_ms": timed(deputies, requests),
        "list_page_ms": timed([reverse("deputy_stations_public")], requests // 4),
        "page_weight": {"station": weight(doors[0]), "deputy": weight(deputies[0])},
        "map_points_ms": timed([points], 10),
        "map_points_bytes": sizes(answered(points).content),
        "map_in_browser_ms": in_browser(reverse("deputy_stations_public_map")),
    }


def answered(path: str) -> Any:
    from django.test import Client  # noqa: PLC0415

    answer = Client(headers={"host": "localhost"}).get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return answer


def timed(paths: Sequence[str], requests: int) -> dict[str, float]:
    """Warm: p50 and p95 on the clock, and of the processor time of this process, without PostgreSQL's."""
    clock, processor = [], []
    for place, path in enumerate(islice(cycle(paths), WARM + requests)):
        began, used = perf_counter(), process_time()
        answered(path)
        if place >= WARM:
            clock.append(1000 * (perf_counter() - began))
            processor.append(1000 * (process_time() - used))
    cuts, spent = quantiles(clock, n=20), quantiles(processor, n=20)
    return {name: round(value, 1) for name, value in
            {"p50": cuts[9], "p95": cuts[18], "cpu_p50": spent[9], "cpu_p95": spent[18]}.items()}  # fmt: skip


def weight(path: str) -> dict[str, int]:
    """Everything that the page loads but photos: bytes as they lie, and gzipped."""
    html = answered(path).content
    files = []
    for name in dict.fromkeys(LINKED.findall(html.decode())):
        if found := finders.find(name):
            with open(str(found), "rb") as file:
                files.append(file.read())
    parts = [sizes(part) for part in (html, *files)]
    return {kind: sum(part[kind] for part in parts) for kind in ("plain", "gzipped")} | {"files": len(parts)}


def sizes(content: bytes) -> dict[str, int]:
    return {"plain": len(content), "gzipped": len(gzip.compress(content, 6))}


def in_browser(path: str) -> dict[str, Any]:
    """From opening the page to the points drawn, and the longest silence while it is zoomed six times."""
    with suppress(ImportError):
        from playwright.sync_api import sync_playwright  # noqa: PLC0415

        env = {**os.environ, "DEBUG": "1"}  # static files from where they lie
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        with serving(env, "congress_portal.wsgi:application") as port, sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.set_default_timeout(PATIENCE_MS)
            page.add_init_script(
                "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach("
                "one => window.longest = Math.max(window.longest, one.duration))).observe({entryTypes: ['longtask']})"
            )
            page.goto(f"http://127.0.0.1:{port}{path}")
            page.wait_for_selector("station-map[data-drawn]")
            opened = page.evaluate("performance.now()")
            for _ in range(6):
                page.locator(".leaflet-control-zoom-in").click()
                page.wait_for_timeout(400)
            drawn, longest = page.locator("station-map").get_attribute("data-drawn"), page.evaluate("window.longest")
            browser.close()
            return {"opened": round(opened), "longest_task": round(longest), "drawn": int(drawn or 0)}
    return {}


if __name__ == "__main__":
    sys.exit(main())
