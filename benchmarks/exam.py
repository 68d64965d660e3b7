"""Five hundred candidates at once: how long until the last of them has the paper after the word, and how long a save
takes while each sends all answers every ten seconds and a change now and then.

gunicorn with 2 workers, embedded PostgreSQL with fsync; every candidate waits, opens and saves on connections of
their own. Also the processor time of the servers, read from /proc, and the load of the machine: where others work on
it, clocks say little.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

import psycopg

from benchmarks.support.clients import Answer, ask
from benchmarks.support.processes import family, seconds_used
from benchmarks.support.servers import serving
from deploy.local import services

CANDIDATES, SECONDS, BEAT, ASK, SPREAD, WARM = 500, 30, 10.0, 4.0, 0.7, 100
OK = 200
SETTINGS = {"DJANGO_SETTINGS_MODULE": "congress_portal.settings", "DEBUG": "0", "DEMO": "0", "LOG_LEVEL": "ERROR"}
STORED = "SELECT count(*) FROM legal_exams_answer"
PAPERS = "SELECT count(*) FROM legal_exams_paper WHERE begun_at IS NOT NULL"


@dataclass
class Candidate:
    """One browser: its cookie, what it has ticked, and the answers it got."""

    cookie: str
    questions: int
    ticked: dict[int, tuple[int, int]] = field(default_factory=dict)
    serial: int = 0
    saves: list[Answer] = field(default_factory=list)
    asked: list[Answer] = field(default_factory=list)
    paper: Answer | None = None
    has_paper_at: float = 0.0

    def request(self, step: str, body: Mapping[str, Any]) -> bytes:
        content = json.dumps(body).encode()
        lines = [
            f"POST /exam/seat/{step}/ HTTP/1.1", "Host: localhost", "Connection: close",
            "Content-Type: application/json", f"Cookie: exam_seat={self.cookie}", f"Content-Length: {len(content)}",
        ]  # fmt: skip
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content

    def tick(self) -> None:
        self.serial += 1
        self.ticked[random.randrange(self.questions)] = (random.randrange(2), self.serial)

    def all(self) -> dict[str, Any]:
        return {"answers": [[place, [one], serial] for place, (one, serial) in self.ticked.items()], "events": []}

    async def wait_and_open(self, port: int) -> None:
        """As the page does: ask every four seconds, and open when told, within the page's spread."""
        await asyncio.sleep(random.uniform(0, ASK))
        while True:
            answer = await ask(port, self.request("state", {}))
            self.asked.append(answer)
            stand = json.loads(answer.body) if answer.status == OK else {}
            if stand.get("state") in ("starting", "running"):
                break
            await asyncio.sleep(ASK)
        await asyncio.sleep(stand["starts_in"] / 1000 + random.uniform(0, SPREAD))
        while self.paper is None or self.paper.status != OK:
            self.paper = await ask(port, self.request("paper", {}))
        self.has_paper_at = time.perf_counter()

    async def save(self, port: int, until: float) -> None:
        """All answers every ten seconds, and each change at once: two of them in between."""
        await asyncio.sleep(random.uniform(0, BEAT))
        while time.perf_counter() < until:
            began = time.perf_counter()
            self.tick()
            self.saves.append(await ask(port, self.request("save", self.all())))
            await asyncio.sleep(max(0.0, BEAT - (time.perf_counter() - began)))


def measure(candidates: int = CANDIDATES, seconds: int = SECONDS) -> dict[str, Any]:
    with services.scratch(durable=True) as given:
        env = {**given, **SETTINGS}
        _python(env, "django", "migrate", "--verbosity=0")
        hall = json.loads(_python(env, "benchmarks.support.exam_hall", str(candidates)))
        crowd = [Candidate(cookie, hall["questions"]) for cookie in hall["cookies"]]
        with serving(env, "congress_portal.wsgi:application") as port:
            started = asyncio.run(_start(port, crowd, env))
            saved = asyncio.run(_save(port, crowd, seconds))
        stored, begun = _fetch(env, STORED), _fetch(env, PAPERS)
    lost = sum(len(one.ticked) for one in crowd) - stored
    load = os.getloadavg()[0]
    return {"candidates": candidates, "load": round(load, 1), **started, **saved, "begun": begun, "lost": lost}


async def _start(port: int, crowd: Sequence[Candidate], env: Mapping[str, str]) -> dict[str, Any]:
    """Everybody waits; the word is given by another process, as by the chief's page."""
    await asyncio.gather(*(ask(port, one.request("state", {})) for one in crowd[:WARM]))
    waiting = [asyncio.create_task(one.wait_and_open(port)) for one in crowd]
    await asyncio.sleep(ASK)
    command = [sys.executable, "-m", "benchmarks.support.exam_hall", "start"]
    process = await asyncio.create_subprocess_exec(*command, env=dict(env), stdout=asyncio.subprocess.PIPE)
    output = await process.stdout.readline() if process.stdout else b""
    opens_at, used = time.perf_counter() + float(output), _used()
    await asyncio.gather(process.wait(), *waiting)
    opened = sorted(one.has_paper_at - opens_at for one in crowd)
    cuts = _cuts([one.paper for one in crowd if one.paper])
    return {
        "start_last_s": round(opened[-1], 2),
        "start_half_s": round(opened[len(opened) // 2], 2),
        "start_request_p95_ms": cuts["p95_ms"],
        "start_processor_s": round(_used() - used, 2),
    }


async def _save(port: int, crowd: Sequence[Candidate], seconds: int) -> dict[str, Any]:
    used, began = _used(), time.perf_counter()
    await asyncio.gather(*(one.save(port, began + seconds) for one in crowd))
    lasted, used = time.perf_counter() - began, _used() - used
    answers = [answer for one in crowd for answer in one.saves]
    return {
        **_named("save", _cuts(answers)),
        "save_errors": sum(answer.status != OK for answer in answers),
        "saves": len(answers),
        "saves_per_s": round(len(answers) / lasted, 1),
        "save_processor_ms": round(1000 * used / len(answers), 2),
        "save_core_percent": round(100 * used / lasted, 1),
    }


def _cuts(answers: Sequence[Answer]) -> dict[str, float]:
    milliseconds = [1000 * answer.seconds for answer in answers]
    cuts = quantiles(milliseconds, n=20)
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1), "max_ms": round(max(milliseconds), 1)}


def _named(prefix: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}_{name}": figure for name, figure in figures.items()}


def _used() -> float:
    """Of everything this process has started, itself not."""
    return seconds_used(family(os.getpid()) - {os.getpid()})


def _fetch(env: Mapping[str, str], statement: str) -> int:
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        found = connection.execute(statement).fetchone()
    return found[0] if found else 0


def _python(env: Mapping[str, str], module: str, *argv: str) -> str:
    done = subprocess.run([sys.executable, "-m", module, *argv], env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    return (f"{name}: {value}" for name, value in figures.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    options = parser.parse_args()
    figures = measure(options.candidates, options.seconds)
    print(json.dumps(figures) if options.json else "\n".join(_lines(figures)))
    return int(bool(figures["save_errors"] or figures["lost"]))


if __name__ == "__main__":
    sys.exit(main())
