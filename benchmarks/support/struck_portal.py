"""The portal as `make run` serves an office, on data of its own, to be struck: processes by name, a disk that fills."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import redis

from deploy.local import postgres
from deploy.local import redis as local_redis
from deploy.local.home import CHECKOUT, Home

OWN = {"DEBUG": "0", "DEMO": "0", "LOG_LEVEL": "ERROR", "PYTHONUNBUFFERED": "1"}
NOT_OURS = {"DATABASE_URL", "REDIS_URL", "KEEPER_SOCKET", "DATA_DIR", "SECRET_KEY"}
UP = "平台已启动"
PATIENCE = 900
DISK = "1500m"
WORDS = {"postgres": "bin/postgres", "redis": "redis-server", "web": "gunicorn", "keeper": "ballots.keeper"}
WORDS["worker"] = "--concurrency"


class StruckPortal:
    """One home and the launcher on it."""

    def __init__(self, place: Path) -> None:
        self.place, self.home = place, Home(place / "home")
        self.port = _free_port()
        kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        self.env = kept | OWN | {"PORT": str(self.port), "LOCAL_DATA_DIR": str(self.home.path)}
        self.log = place.parent / f"{place.name}.log"
        self.launcher: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "deploy.local", "run"]
        with self.log.open("wb") as log:
            self.launcher = subprocess.Popen(command, env=self.env, cwd=CHECKOUT, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while UP not in self.log.read_text(errors="replace"):
            if self.launcher.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(self.log.read_text(errors="replace")[-3000:])
            time.sleep(0.2)

    def stop(self) -> None:
        if self.launcher and self.launcher.poll() is None:
            self.launcher.send_signal(signal.SIGINT)
            self.launcher.wait(60)
        self.home.remove()

    def python(self, *argv: str) -> str:
        """What a module printed that ran beside the portal, on its data."""
        env = self.env | {"DJANGO_SETTINGS_MODULE": "congress_portal.settings"}
        command = [sys.executable, "-m", "deploy.local", "exec", "--", sys.executable, "-m", *argv]
        done = subprocess.run(command, env=env, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def program(self, name: str) -> psutil.Process:
        assert self.launcher is not None
        for child in psutil.Process(self.launcher.pid).children():
            if any(WORDS[name] in part for part in child.cmdline()):
                return child
        raise LookupError(name)

    def kill(self, name: str) -> None:
        with suppress(LookupError, psutil.NoSuchProcess):
            self.program(name).kill()

    def restart(self, name: str) -> None:
        """Ends it in order; the launcher starts it again."""
        self.program(name).send_signal(signal.SIGINT)

    def kill_a_child(self, name: str) -> None:
        if children := self.program(name).children():
            children[0].kill()

    def halt(self, name: str, seconds: float) -> None:
        """The whole program stands still, and goes on."""
        program = self.program(name)
        family = [program, *program.children(recursive=True)]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.suspend()
        time.sleep(seconds)
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.resume()

    def flush(self) -> None:
        redis.Redis(unix_socket_path=str(local_redis.socket(self.home))).flushall()

    def fill_disk(self, seconds: float) -> None:
        ballast = self.place / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(65536)):
                pass
        with suppress(OSError), ballast.open("ab", buffering=0) as file:
            while file.write(bytes(512)):
                pass
        time.sleep(seconds)
        ballast.unlink()

    def sql(self, statement: str) -> list[tuple]:
        with psycopg.connect(postgres.url(self.home)) as connection:
            return connection.execute(statement).fetchall()


@contextmanager
def struck_portal() -> Iterator[tuple[StruckPortal, bool]]:
    """The portal, up; and whether its disk is a small one of its own that may be filled."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faults-"))) / "disk"
        place.mkdir(mode=0o755)
        place.parent.chmod(0o755)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "tmpfs", str(place)]
        is_small = subprocess.run(mount, capture_output=True).returncode == 0
        if is_small:
            stack.callback(subprocess.run, ["umount", "--lazy", str(place)])
        portal = StruckPortal(place)
        stack.callback(portal.stop)
        portal.start()
        yield portal, is_small


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
