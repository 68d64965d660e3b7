"""The servers that the portal needs and nobody named in the environment."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from deploy.local import keeper, postgres, redis
from deploy.local.home import Home, scratch_home
from deploy.local.messages import Busy, Refusal
from deploy.local.programs import Program, short_pause

EMBEDDED = {"DATABASE_URL": postgres, "REDIS_URL": redis, "KEEPER_SOCKET": keeper}


def wanted() -> list[str]:
    """Names of the variables that the environment leaves open."""
    return [name for name in EMBEDDED if not os.environ.get(name)]


def programs(home: Home) -> list[Program]:
    return [EMBEDDED[name].program(home) for name in wanted()]


def environment(home: Home) -> dict[str, str]:
    """The environment of everything that works on this home; what the caller has set wins.

    PATH leads to the tools (psql, pg_dump) that fit the embedded PostgreSQL.
    """
    given = dict(os.environ)
    given.setdefault("DATA_DIR", str(home.path))
    given["SECRET_KEY"] = given.get("SECRET_KEY") or home.secret_key()
    for name in wanted():
        given[name] = EMBEDDED[name].url(home)
    if "DATABASE_URL" in wanted():
        given["PATH"] = f"{postgres.binaries()}:{given.get('PATH', os.defpath)}"
    return given


@contextmanager
def running(home: Home) -> Iterator[dict[str, str]]:
    """Starts what is wanted, gives the environment to work in, and stops what was started. The home is locked."""
    started: list[Program] = []
    try:
        for program in programs(home):
            started.append(program)
            program.start()
            program.wait_until_ready(short_pause)
        yield environment(home)
    finally:
        for program in reversed(started):
            program.stop(short_pause)


@contextmanager
def scratch(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Empty servers for tests and benchmarks (`durable=True` keeps fsync on), gone at the end."""
    with scratch_home(durable=durable) as home, running(home) as given:
        yield given | {"DATA_DIR": str(home.path)}


@contextmanager
def joined(home: Home, seconds: float = 30) -> Iterator[dict[str, str]]:
    """Works on the servers of a launcher that already runs on this home."""
    deadline = time.monotonic() + seconds
    while not all(EMBEDDED[name].is_ready(home) for name in wanted()):
        if time.monotonic() > deadline:
            raise Refusal("正在运行的平台没有应答。", f"The portal running on {home.path} does not answer.")
        short_pause()
    yield environment(home)


@contextmanager
def shared(home: Home) -> Iterator[dict[str, str]]:
    """The servers of this home: those of a launcher that holds it, else our own."""
    with ExitStack() as stack:
        servers = running(home)
        try:
            stack.enter_context(home.locked())
        except Busy:
            servers = joined(home)
        yield stack.enter_context(servers)
