"""What people see, and what is lost, while the portal is struck: PostgreSQL restarted, Redis flushed, processes killed
or halted, the disk full, under a load of named ballots, secret ballots and public sentences.

The whole portal as an office runs it (gunicorn, worker, beat, embedded PostgreSQL with fsync, Redis, keeper). Every
client presses again until it reads that its ballot or sentence is in, as people do. Afterwards the database is
compared with what was confirmed.
"""

import argparse
import asyncio
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import uuid4

from benchmarks.support.clients import Answer, ask, post
from benchmarks.support.secret_votes import vote_of
from benchmarks.support.struck_portal import StruckPortal, struck_portal

CLIENTS, VOTERS, PAUSE, BEFORE, AFTER = 6, 700, 0.15, 3.0, 12.0
HALT, PATIENCE = 5.0, 120.0
COLLECT = "/matters/collect/"
SAYS_SO = [form for words in ("系统暂时", "密钥保管进程") for form in (words, json.dumps(words)[1:-1])]
NO_ANSWER, SAID, BARE, CONFIRMED, OTHER = "no_answer", "said", "bare", "confirmed", "other"
NAMED = "SELECT person_id FROM ballots_namedballot JOIN ballots_rollentry ON id = entry_id"
COUNT = """
import json
from django.utils import timezone
from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.closing import poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.foundation.core.actors import Actor
from benchmarks.support.full_house import present
by, at = Actor.system(), timezone.now()
found = {}
for poll in Poll.objects.order_by("pk"):
    for officer in poll.officers.select_related("person")[:2]:
        present(poll, officer.person, "close", at)
    poll_close(poll=poll, by=by, at=at)
    found[poll.method] = poll_count(poll=poll, by=by, at=at).outcome["turnout"]["received"]
print(json.dumps(found))
"""


@dataclass
class Work:
    """One thing a person wants done: the requests it takes, each pressed until it is confirmed."""

    kind: str
    name: str
    steps: Callable[[], Iterator[bytes]]


@dataclass
class Seen:
    """What all clients have seen since the last strike."""

    answers: Counter[str] = field(default_factory=Counter)
    others: list[str] = field(default_factory=list)
    confirmed_at: list[float] = field(default_factory=list)


class Load:
    """Clients that work one thing after the other until told to stop; then each finishes what it has begun."""

    def __init__(self, port: int, works: Iterator[Work]) -> None:
        self.port, self.works = port, works
        self.lock, self.stopping = threading.Lock(), threading.Event()
        self.seen = Seen()
        self.done: dict[str, list[str]] = {"named": [], "secret": [], "sentence": []}
        self.threads = [threading.Thread(target=self._client) for _ in range(CLIENTS)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def turn_over(self) -> Seen:
        with self.lock:
            seen, self.seen = self.seen, Seen()
        return seen

    def _client(self) -> None:
        while not self.stopping.is_set():
            with self.lock:
                work = next(self.works, None)
            if work is None:
                return
            steps = work.steps()
            request = next(steps)
            while request:
                request = steps.send(self._insist(work.kind, request))
            with self.lock:
                self.done[work.kind].append(work.name)
                self.seen.confirmed_at.append(time.monotonic())
            time.sleep(PAUSE)

    def _insist(self, kind: str, request: bytes) -> Answer:
        while True:
            answer = asyncio.run(ask(self.port, request))
            outcome = _outcome(kind, answer)
            with self.lock:
                self.seen.answers[outcome] += 1
                if outcome in (BARE, OTHER):
                    self.seen.others.append(f"{kind} {answer.status} {answer.body[:300].decode(errors='replace')}")
            if outcome == CONFIRMED:
                return answer
            time.sleep(0.25)


def _outcome(kind: str, answer: Answer) -> str:
    body = answer.body.decode(errors="replace")
    if answer.status == 0:
        return NO_ANSWER
    if answer.status >= 500:
        return SAID if answer.status == 503 and any(words in body for words in SAYS_SO) else BARE
    is_in = {"named": answer.status == 200 and "已投票" in body, "sentence": answer.status == 302}
    return CONFIRMED if is_in.get(kind, answer.status == 200) else OTHER


def _works(portal: StruckPortal) -> Iterator[Work]:
    """Named ballots, secret ballots and sentences in turn; sentences go on when everybody has voted."""
    named = json.loads(portal.python("benchmarks.support.full_house", str(VOTERS)).splitlines()[-1])
    secret = json.loads(portal.python("benchmarks.support.full_house", str(VOTERS), "secret").splitlines()[-1])
    [(area,)] = portal.sql("SELECT public_id::text FROM organisations_area ORDER BY id LIMIT 1")
    for number in range(1_000_000):
        if number < VOTERS:
            session = named["sessions"][number]
            yield Work("named", session, lambda session=session: _named(named["page"], session))
            yield Work("secret", str(number), lambda number=number: _secret(secret, secret["sessions"][number]))
        key = str(uuid4())
        session = named["sessions"][number % VOTERS]
        yield Work("sentence", key, lambda key=key, session=session: _sentence(area, key, session))


def _named(page: str, session: str) -> Iterator[bytes]:
    yield post(page, session, [("approve", "项目1")])
    yield b""


def _secret(house: dict[str, Any], session: str) -> Iterator[bytes]:
    vote = vote_of(house, session, {"approve": ["项目1"]})
    taken = yield vote.issue
    yield vote.cast(taken)
    yield b""


def _sentence(area: str, key: str, session: str) -> Iterator[bytes]:
    yield post(COLLECT, session, [("area", area), ("channel", "visit"), ("text", f"路灯坏了 {key}"), ("key", key)])
    yield b""


def _strikes(portal: StruckPortal, *, may_fill: bool) -> dict[str, Callable[[], None]]:
    strikes = {
        "nothing": lambda: None,
        "postgres_restarted": lambda: portal.restart("postgres"),
        "postgres_killed": lambda: portal.kill("postgres"),
        "postgres_halted": lambda: portal.halt("postgres", HALT),
        "redis_flushed": portal.flush,
        "redis_killed": lambda: portal.kill("redis"),
        "redis_halted": lambda: portal.halt("redis", HALT),
        "web_killed": lambda: portal.kill("web"),
        "web_process_killed": lambda: portal.kill_a_child("web"),
        "worker_killed": lambda: portal.kill("worker"),
        "keeper_killed": lambda: portal.kill("keeper"),
    }
    return strikes | ({"disk_full": lambda: portal.fill_disk(HALT)} if may_fill else {})


def _struck(load: Load, strike: Callable[[], None]) -> dict[str, Any]:
    """One strike under load; the outage is the longest time in which nobody read a confirmation."""
    load.turn_over()
    began = time.monotonic()
    time.sleep(BEFORE)
    strike()
    time.sleep(AFTER)
    struck, deadline = time.monotonic(), time.monotonic() + PATIENCE
    while not any(moment > struck for moment in load.seen.confirmed_at) and time.monotonic() < deadline:
        time.sleep(0.1)
    seen = load.turn_over()
    gaps = [later - earlier for earlier, later in pairwise([began, *sorted(seen.confirmed_at)])]
    figures = {name: seen.answers[name] for name in (CONFIRMED, SAID, NO_ANSWER, BARE, OTHER)}
    for line in seen.others[:3]:
        print(line, file=sys.stderr)
    return {"requests": seen.answers.total(), **figures, "outage_s": round(max(gaps, default=0.0), 1)}


def measure(only: str = "") -> dict[str, Any]:
    with struck_portal() as (portal, is_small):
        load = Load(portal.port, _works(portal))
        load.start()
        figures = {}
        try:
            for name, strike in _strikes(portal, may_fill=is_small).items():
                if not only or name in only.split(","):
                    figures[name] = _struck(load, strike)
                    print(name, figures[name], file=sys.stderr, flush=True)
        finally:
            load.stop()
        return {"strikes": figures, **_compared(portal, load)}


def _compared(portal: StruckPortal, load: Load) -> dict[str, Any]:
    """What was confirmed against what stands in the database, and whether every queued task was done."""
    named = [voter for (voter,) in portal.sql(NAMED)]
    [(secret,)] = portal.sql("SELECT count(*) FROM ballots_secretballot")
    stored = Counter(key for (key,) in portal.sql("SELECT right(text, 36) FROM matters_submission"))
    confirmed = {kind: len(names) for kind, names in load.done.items()}
    lost = confirmed["named"] - len(named) + confirmed["secret"] - secret
    lost += sum(not stored[key] for key in load.done["sentence"])
    doubled = len(named) - len(set(named)) + sum(times - 1 for times in stored.values())
    left = _tasks_left(portal)
    return {"confirmed": confirmed, "lost": lost, "doubled": doubled, "tasks_left": left, "counted": _counted(portal)}


def _tasks_left(portal: StruckPortal, seconds: float = 180) -> int:
    deadline = time.monotonic() + seconds
    while True:
        [(left,)] = portal.sql("SELECT (SELECT count(*) FROM core_outboxtask) + (SELECT count(*) FROM core_senttask)")
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(1)


def _counted(portal: StruckPortal) -> dict[str, int]:
    return json.loads(portal.python("django", "shell", "-v0", "-c", COUNT).splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--only", default="", help="names of strikes, separated by commas")
    options = parser.parse_args()
    figures = measure(options.only)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, line in figures.pop("strikes").items():
            print(name, *(f"{key}={value}" for key, value in line.items()))
        print("\n".join(f"{name}: {value}" for name, value in figures.items()))
    bare = sum(line[BARE] + line[OTHER] for line in figures.get("strikes", {}).values())
    return int(bool(figures["lost"] or figures["doubled"] or figures["tasks_left"] or bare))


if __name__ == "__main__":
    sys.exit(main())
