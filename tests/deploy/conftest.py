"""A launcher started in a process of its own, on a home of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from deploy.local import postgres
from deploy.local import redis as local_redis
from deploy.local.home import CHECKOUT, Home
from deploy.local.programs import short_pause

FROM_THE_TEST_RUN = {"DATABASE_URL", "REDIS_URL", "KEEPER_SOCKET", "DATA_DIR", "SECRET_KEY", "DEBUG", "DEMO"}
UP = ("web is at work", "worker is at work", "平台已启动")


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def bare_environment(port: int) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name not in FROM_THE_TEST_RUN}
    return env | {"PORT": str(port), "PYTHONUNBUFFERED": "1"}


def lives(process: psutil.Process) -> bool:
    """A zombie waits for a parent to notice; it runs no more."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Launcher:
    """One home, and the launcher processes that the test starts on it."""

    def __init__(self, path: Path, outputs: Path) -> None:
        self.home = Home(path)
        self.outputs = outputs
        self.port = free_port()
        self.started: list[subprocess.Popen] = []
        self.seen: dict[int, psutil.Process] = {}

    def start(self, *argv: str, module: str = "tests.deploy.toy_portal", **env: str) -> None:
        output = self.output_file(len(self.started)).open("wb")
        command = [sys.executable, "-m", module, *(argv or [str(self.home.path)])]
        environment = bare_environment(self.port) | {"LOCAL_DATA_DIR": str(self.home.path)} | env
        self.started.append(
            subprocess.Popen(
                command, env=environment, cwd=CHECKOUT, stdout=output, stderr=output, start_new_session=True
            )
        )
        output.close()

    def start_up(self) -> None:
        self.start()
        wait_for(lambda: self.up() or self.process.poll() is not None)
        assert self.up(), self.output
        self.remember()

    def up(self) -> bool:
        return all(sign in self.output for sign in UP)

    def remember(self) -> None:
        for child in psutil.Process(self.process.pid).children(recursive=True):
            self.seen[child.pid] = child

    def output_file(self, number: int) -> Path:
        return self.outputs / f"output-{number}"

    @property
    def process(self) -> subprocess.Popen:
        return self.started[-1]

    @property
    def output(self) -> str:
        return self.output_file(len(self.started) - 1).read_text()

    def child(self, word: str) -> psutil.Process | None:
        """The program started by the launcher whose command line has this word."""
        children = psutil.Process(self.process.pid).children()
        return next((child for child in children if any(word in part for part in child.cmdline())), None)

    def left_over(self) -> list[psutil.Process]:
        return [process for process in self.seen.values() if lives(process)]

    def ask_to_end(self, number: int = signal.SIGINT) -> int:
        self.remember()
        self.process.send_signal(number)
        return self.process.wait(20)

    def kill(self) -> None:
        self.remember()
        self.process.kill()
        self.process.wait()

    def sql(self, statement: str) -> list[tuple]:
        with psycopg.connect(postgres.url(self.home), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @property
    def queue(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(local_redis.socket(self.home)))

    def clean_up(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.terminate()
                process.wait(30)
        for process in self.left_over():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.home.remove()


@pytest.fixture(scope="session")
def empty_cluster(tmp_path_factory):
    """Made once and copied for each test: that is quicker."""
    home = Home(tmp_path_factory.mktemp("cluster"))
    postgres.initialise(home)
    return postgres.cluster(home)


@pytest.fixture(scope="session")
def migrated_cluster(tmp_path_factory, empty_cluster, migrated_database):
    """A cluster on which the first start of a portal finds nothing to migrate, which alone takes 40 s."""
    home = Home(tmp_path_factory.mktemp("migrated"))
    shutil.copytree(empty_cluster, postgres.cluster(home))
    server = postgres.program(home)
    server.start()
    try:
        server.wait_until_ready(short_pause)
        fill(postgres.url(home), migrated_database)
    finally:
        server.stop(short_pause)
    yield postgres.cluster(home)
    home.remove()


def fill(url: str, migrated: str) -> None:
    """From the database of the tests where it lies on the same PostgreSQL; a dump of another may not load."""
    if alike(url, migrated):
        load = [postgres.binaries() / "psql", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--dbname", url]
        subprocess.run(load, input=dump(migrated), check=True)
    else:
        migrate = [sys.executable, CHECKOUT / "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, env=os.environ | {"DATABASE_URL": url}, check=True)


def alike(url: str, migrated: str) -> bool:
    with psycopg.connect(url) as here, psycopg.connect(migrated) as there:
        return here.info.server_version == there.info.server_version


def dump(database: str, *options: str) -> bytes:
    command = [postgres.binaries() / "pg_dump", "--no-owner", *options, "--dbname", database]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def schema(database: str) -> list[bytes]:
    """The statements that make its tables, without what pg_dump draws by lot."""
    lots = (b"\\restrict ", b"\\unrestrict ")
    return [line for line in dump(database, "--schema-only").splitlines() if not line.startswith(lots)]


def launcher_on(cluster: Path, place: Path) -> Iterator[Launcher]:
    made = Launcher(place / "home", place)
    shutil.copytree(cluster, postgres.cluster(made.home))
    yield made
    made.clean_up()


@pytest.fixture
def launcher(tmp_path, empty_cluster):
    yield from launcher_on(empty_cluster, tmp_path)


@pytest.fixture
def migrated_launcher(tmp_path, migrated_cluster):
    yield from launcher_on(migrated_cluster, tmp_path)
