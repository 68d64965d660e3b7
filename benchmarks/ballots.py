"""How many ballots a second the portal accepts, named ones (measured against an empty page, bare Django and
PostgreSQL) and secret ones (issue and cast are one ballot), and how long after the close a secret result is there.

Embedded PostgreSQL with fsync (or DATABASE_URL), gunicorn with 2 workers, 32 HTTP clients, 2,000 voters signed in
beforehand. The figures are noisy on a machine that does other things.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import Any

import psycopg

from benchmarks.support.clients import Answer, post, run, run_pairs
from benchmarks.support.secret_votes import vote_of
from benchmarks.support.servers import serving
from deploy.local import services

CLIENTS, VOTERS, EMPTY_PAGES, FLOOR_WRITERS = 32, 2000, 2000, 8
NAMED_BOX = (
    "SELECT count(*), count(DISTINCT person_id) FROM ballots_namedballot JOIN ballots_rollentry ON id = entry_id "
    "WHERE poll_id = %s"
)
SECRET_BOX = "SELECT count(*), count(DISTINCT serial) FROM ballots_secretballot WHERE poll_id = %s"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "benchmarks.support.portal_settings"}
PORTAL = SETTINGS | {"DEBUG": "0", "DEMO": "0", "LOG_LEVEL": "ERROR"}


def measure(voters: int = VOTERS) -> dict[str, Any]:
    with services.scratch(durable=True) as env:
        env = {**env, **PORTAL}
        _python(env, "django", "migrate", "--verbosity=0")
        house = json.loads(_python(env, "benchmarks.support.full_house", str(voters)))
        portal = _portal(env, house)
        figures = portal | _boxes(env, house["poll"], portal["accepted"])
        figures |= _secret(env, voters)
        figures["bare_django_per_s"] = _bare_django(env)
        figures["pg_floor_per_s"] = _floor(env["DATABASE_URL"], voters)
    figures["ratio_to_bare_view"] = round(figures["accepted_per_s"] / figures["bare_view_per_s"], 2)
    figures["bare_view_to_bare_django"] = round(figures["bare_view_per_s"] / figures["bare_django_per_s"], 2)
    return figures


def _portal(env: Mapping[str, str], house: Mapping[str, Any]) -> dict[str, Any]:
    """The empty page before and after the vote (their mean counts), the vote between."""
    marks = [("approve", f"项目{number}") for number in range(1, 11)]
    empty = [post("/bare/", house["sessions"][number % 100]) for number in range(EMPTY_PAGES // 2)]
    votes = [post(house["page"], session, marks) for session in house["sessions"]]
    with serving(env, "congress_portal.wsgi:application") as port:
        _rate(port, empty[:200])
        before = _rate(port, empty)
        answers, seconds = run(port, votes, CLIENTS)
        after = _rate(port, empty)
    accepted = [answer for answer in answers if answer.status == 200 and "已投票".encode() in answer.body]
    return {
        "accepted": len(accepted),
        "accepted_per_s": round(len(accepted) / seconds, 1),
        **_percentiles(accepted),
        "bare_view_per_s": round((before + after) / 2, 1),
    }


def _secret(env: Mapping[str, str], voters: int) -> dict[str, Any]:
    """Every voter takes a ballot and casts it; what phones compute is drawn before the clock starts."""
    house = json.loads(_python(env, "benchmarks.support.full_house", str(voters), "secret"))
    votes = [vote_of(house, session) for session in house["sessions"]]
    with serving(env, "congress_portal.wsgi:application") as port:
        _rate(port, [post("/bare/", house["sessions"][0])] * 200)
        answers, seconds = run_pairs(port, [vote.issue for vote in votes], [vote.cast for vote in votes], CLIENTS)
    accepted = [answer for answer in answers if answer.status == 200]
    stored, serials = _fetch(env, SECRET_BOX, house["poll"])
    figures = {
        "accepted": len(accepted),
        "accepted_per_s": round(len(accepted) / seconds, 1),
        **_percentiles(accepted),
        "lost": len(accepted) - stored,
        "doubled": stored - serials,
        "result_1000_s": float(_python(env, "benchmarks.support.full_box", "1000")),
        "result_10000_s": float(_python(env, "benchmarks.support.full_box", "10000")),
    }
    return {f"secret_{name}": figure for name, figure in figures.items()}


def _fetch(env: Mapping[str, str], statement: str, poll: int) -> tuple[int, int]:
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        found = connection.execute(statement, [poll]).fetchone()
    return found or (0, 0)


def _percentiles(answers: Sequence[Answer]) -> dict[str, float]:
    cuts = quantiles([1000 * answer.seconds for answer in answers], n=20)
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1)}


def _boxes(env: Mapping[str, str], poll: int, accepted: int) -> dict[str, int]:
    """Confirmed ballots that are not in the box, and voters with more than one."""
    stored, voters = _fetch(env, NAMED_BOX, poll)
    return {"lost": accepted - stored, "doubled": stored - voters}


def _bare_django(env: Mapping[str, str]) -> float:
    session = _python(env, "benchmarks.support.bare_django").strip()
    empty = [post("/bare/", session)] * EMPTY_PAGES
    with serving(env, "benchmarks.support.bare_django:application") as port:
        _rate(port, empty[:200])
        return round(_rate(port, empty), 1)


def _floor(url: str, rows: int) -> float:
    """One-row inserts with commit, by a few writers without any framework."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE floor (id int PRIMARY KEY, choices jsonb, cast_at timestamptz)")

    def write(first: int) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for key in range(first, rows, FLOOR_WRITERS):
                connection.execute("INSERT INTO floor VALUES (%s, '[]', now())", [key])

    began = time.perf_counter()
    with ThreadPoolExecutor(FLOOR_WRITERS) as pool:
        list(pool.map(write, range(FLOOR_WRITERS)))
    return round(rows / (time.perf_counter() - began), 1)


def _rate(port: int, requests: Sequence[bytes]) -> float:
    answers, seconds = run(port, requests, CLIENTS)
    failed = [answer.status for answer in answers if answer.status != 200]
    if failed:
        raise SystemExit(f"the empty page answered {sorted(set(failed))}")
    return len(answers) / seconds


def _python(env: Mapping[str, str], module: str, *argv: str) -> str:
    done = subprocess.run([sys.executable, "-m", module, *argv], env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--voters", type=int, default=VOTERS)
    options = parser.parse_args()
    figures = measure(options.voters)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))
    return int(any(figures[name] for name in ("lost", "doubled", "secret_lost", "secret_doubled")))


if __name__ == "__main__":
    sys.exit(main())
