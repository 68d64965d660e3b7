"""A star rating of 1,000 stations: seconds until every figure is taken from a year of receptions, activities and
opinions, until every total and every star is settled from the marks of two raters, and until they are computed again.
On servers of its own.

python -m benchmarks.rating --json
"""

import argparse
import json
import os
import resource
from datetime import datetime
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deploy.local import services


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with services.scratch() as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="congress_portal.settings", LOG_LEVEL="ERROR", DEBUG="0")
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure(options.stations)
        connection.close()
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(count: int) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 - the settings have to be known first

    from apps.systems.deputy_stations.models import StationRating  # noqa: PLC0415
    from apps.systems.deputy_stations.selectors.rating import recomputed, results_now  # noqa: PLC0415
    from apps.systems.deputy_stations.services import rounds  # noqa: PLC0415
    from benchmarks.support import rated_stations  # noqa: PLC0415

    load = os.getloadavg()[0]
    round_ = rated_stations.fill(count, timezone.make_aware(datetime(2026, 1, 10, 9)))
    with CaptureQueriesContext(connection) as asked:
        began = perf_counter()
        round_ = rounds.figures_run(round_=round_)
        figures = perf_counter() - began
    if round_.figures_done != count:
        raise SystemExit(f"figures of {round_.figures_done}")
    rated_stations.score(round_)
    began = perf_counter()
    stars = sorted(one.stars for one in results_now(round_))
    totals = perf_counter() - began
    began = perf_counter()
    rated_stations.settle(round_)
    kept = perf_counter() - began
    began = perf_counter()
    again = recomputed(round_)
    return {
        "load": load, "stations": count, "figures_seconds": round(figures, 1), "figures_queries": len(asked),
        "totals_seconds": round(totals, 1), "kept_seconds": round(kept, 1),
        "again_seconds": round(perf_counter() - began, 1), "same": sum(one.is_same for one in again),
        "five_stars": stars.count(5), "ratings": StationRating.objects.count(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


if __name__ == "__main__":
    main()
