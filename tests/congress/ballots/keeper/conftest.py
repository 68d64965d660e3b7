"""Keepers in processes of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from apps.congress.ballots.keeper.client import Keeper, KeeperDown, PublicKeys
from deploy.local.home import CHECKOUT
from tests.congress.ballots.keeper.voter import definition

MODULE = "apps.congress.ballots.keeper"


class KeeperProcess:
    """One vault, and the keeper processes that the test starts on it."""

    def __init__(self, path: Path) -> None:
        self.path, self.vault, self.master_key = path, path / "vault", path / "master.key"
        self.socket, self.output_file = path / "socket", path / "output"
        self.process: subprocess.Popen | None = None
        self.client = Keeper(str(self.socket))

    def start(self, *, wrapped: tuple[str, ...] = (), **options: str) -> None:
        given = {"socket": str(self.socket), "vault": str(self.vault), "master-key": str(self.master_key)} | options
        argv = [sys.executable, "-m", MODULE, *(part for name, value in given.items() for part in (f"--{name}", value))]
        with self.output_file.open("ab") as output:
            self.process = subprocess.Popen([*wrapped, *argv], cwd=CHECKOUT, stdout=output, stderr=output)
        self.wait_until_up()

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + 20
        while self.process and self.process.poll() is None and time.monotonic() < deadline:
            try:
                self.client.identity()
            except KeeperDown:
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)

    def restart(self) -> None:
        self.kill()
        self.start()

    @property
    def output(self) -> str:
        return self.output_file.read_text()

    def of(self, poll: UUID) -> Path:
        return self.vault / "polls" / str(poll)

    def poll(self, **changed: object) -> tuple[UUID, PublicKeys]:
        """A poll that has its keys."""
        made = definition(**changed)
        return UUID(made["poll"]), self.client.create(made)


@pytest.fixture
def own_keeper(tmp_path):
    """A keeper for this test alone, to be killed and broken."""
    made = KeeperProcess(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="package")
def running(tmp_path_factory):
    """The keeper that tests share; polls are known by UUIDs, so none meets another's."""
    made = KeeperProcess(tmp_path_factory.mktemp("keeper"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def keeper(running) -> Keeper:
    return running.client


@pytest.fixture
def as_root():
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
