"""What it costs that 300 phones follow a sitting: processor time of the web processes, PostgreSQL and Redis together,
as a share of one core, read from /proc over half a minute.

Each phone asks every five seconds (the page's own interval), with its ticket and no session, whether anything is new;
where it is, it fetches its page.
Twice: while nothing happens, and while somebody else is given the word once in that time, which every phone fetches.
gunicorn with 2 workers, embedded PostgreSQL with fsync, 40 on the speakers' list. The load generator is not counted.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from benchmarks.support.clients import Answer, ask, get
from benchmarks.support.processes import family, seconds_used
from benchmarks.support.servers import serving
from deploy.local import services

PHONES, SECONDS, PAUSE, TURN_EVERY = 300, 30, 5.0, 30
OK, NOTHING_NEW = 200, 204
SETTINGS = {"DEBUG": "0", "DEMO": "0", "LOG_LEVEL": "ERROR"}
Act = Callable[[], None] | None
BEAT = re.compile(rb'src="([^"]+/pulse/[^"]+)"')


@dataclass
class Phone:
    """One member's phone: its session, and where it asks whether anything is new."""

    session: str
    beat: str = ""
    answers: list[Answer] = field(default_factory=list)

    async def look(self, port: int, page: str) -> None:
        if self.beat:
            self.answers.append(await ask(port, get(self.beat)))
        if not self.beat or self.answers[-1].status != NOTHING_NEW:
            self.answers.append(await ask(port, get(page, self.session)))
            found = BEAT.search(self.answers[-1].body)
            self.beat = found[1].decode() if found else self.beat


def measure(phones: int = PHONES, seconds: int = SECONDS) -> dict[str, Any]:
    with services.scratch(durable=True) as given:
        env = {**given, "DJANGO_SETTINGS_MODULE": "congress_portal.settings", **SETTINGS}
        _python(env, "django", "migrate", "--verbosity=0")
        hall = json.loads(_python(env, "benchmarks.support.full_sitting", str(phones)))
        with serving(env, "congress_portal.wsgi:application") as port:
            crowd = [Phone(session) for session in hall["sessions"]]
            asyncio.run(_follow(port, hall["page"], crowd, 2 * PAUSE))  # connections, caches, every phone's first page
            quiet = _watched(port, hall["page"], crowd, seconds)
            with _desk(env, hall["sitting"]) as call_next:
                lively = _watched(port, hall["page"], crowd, seconds, call_next)
    return {"phones": phones, "every_s": PAUSE, **_named("quiet", quiet), **_named("lively", lively)}


def _watched(port: int, page: str, crowd: Sequence[Phone], seconds: int, act: Act = None) -> dict[str, Any]:
    """Processor time of everything this process has started (itself not), while the crowd follows."""
    for phone in crowd:
        phone.answers.clear()
    before, began = _used(), time.perf_counter()
    asyncio.run(_follow(port, page, crowd, seconds, act))
    lasted = time.perf_counter() - began
    used = _used() - before
    answers = [answer for phone in crowd for answer in phone.answers]
    cuts = quantiles([1000 * answer.seconds for answer in answers], n=20)
    return {
        "core_percent": round(100 * used / lasted, 1),
        "requests_per_s": round(len(answers) / lasted, 1),
        "ms_per_request": round(1000 * used / len(answers), 2),
        "pages": sum(bool(answer.body) for answer in answers),
        "failed": sum(answer.status not in (OK, NOTHING_NEW) for answer in answers),
        "p50_ms": round(cuts[9], 1),
        "p95_ms": round(cuts[18], 1),
    }


async def _follow(port: int, page: str, crowd: Sequence[Phone], seconds: float, act: Act = None) -> None:
    """Every phone at its own moment within the pause, as people open the page one after the other."""
    end = time.perf_counter() + seconds

    async def keep_looking(phone: Phone, offset: float) -> None:
        await asyncio.sleep(offset)
        while time.perf_counter() < end:
            began = time.perf_counter()
            await phone.look(port, page)
            await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))

    async def keep_acting() -> None:
        while act and time.perf_counter() + TURN_EVERY / 2 < end:
            await asyncio.to_thread(act)
            await asyncio.sleep(TURN_EVERY)

    looks = (keep_looking(phone, PAUSE * index / len(crowd)) for index, phone in enumerate(crowd))
    await asyncio.gather(keep_acting(), *looks)


def _used() -> float:
    return seconds_used(family(os.getpid()) - {os.getpid()})


@contextmanager
def _desk(env: Mapping[str, str], sitting: int) -> Iterator[Callable[[], None]]:
    """Somebody at the desk, who gives the word to the next speaker when told; ready when this returns."""
    command = [sys.executable, "-m", "benchmarks.support.full_sitting", "desk", str(sitting)]
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as desk:
        stdin, stdout = desk.stdin, desk.stdout
        if stdin is None or stdout is None or not stdout.readline():
            raise SystemExit("the desk did not start")

        def call_next() -> None:
            stdin.write("next\n")
            stdin.flush()
            if not stdout.readline():
                raise SystemExit("nobody was called")

        yield call_next
        stdin.close()


def _named(prefix: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}_{name}": figure for name, figure in figures.items()}


def _python(env: Mapping[str, str], module: str, *argv: str) -> str:
    done = subprocess.run([sys.executable, "-m", module, *argv], env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--phones", type=int, default=PHONES)
    options = parser.parse_args()
    figures = measure(options.phones)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))
    return int(bool(figures["quiet_failed"] or figures["lively_failed"]))


if __name__ == "__main__":
    sys.exit(main())
