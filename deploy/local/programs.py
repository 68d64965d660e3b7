"""One program that the launcher starts and ends."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.messages import Refusal


def tied(argv: Sequence[str], end: signal.Signals = signal.SIGTERM) -> list[str]:
    """The kernel ends the program with its launcher, even where that was killed."""
    return ["setpriv", "--pdeathsig", end.name.removeprefix("SIG"), "--", *argv]


def nothing() -> None:
    """Most programs need no preparation."""


def at_once() -> bool:
    """Most programs are not waited for."""
    return True


@dataclass
class Program:
    """What to run, how to prepare and to end it, and how to know that it serves."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    end: signal.Signals = signal.SIGTERM
    grace: float = 15
    log: Path | None = None  # else its output goes to the supervisor
    prepare: Callable[[], None] = nothing
    ready: Callable[[], bool] = at_once
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """A session of its own, so that Ctrl-C reaches the launcher only."""
        self.prepare()
        target = self.log.open("wb") if self.log else nullcontext(subprocess.PIPE)
        with target as output:
            self.process = subprocess.Popen(
                self.argv,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_until_ready(self, meanwhile: Callable[[], None], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not self.ready():
            if not self.alive or time.monotonic() > deadline:
                raise Refusal(f"{self.name} 未能启动。{self.last_words()}", f"{self.name} did not start.")
            meanwhile()

    def last_words(self) -> str:
        if self.log is None or not self.log.exists():
            return ""
        with self.log.open(errors="replace") as lines:
            return f"({self.log})\n" + "".join(deque(lines, 8)).rstrip()

    def stop(self, meanwhile: Callable[[], None]) -> None:
        """Asks, waits, then kills what is left of its session."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.end)
        deadline = time.monotonic() + self.grace
        while self.alive and time.monotonic() < deadline:
            meanwhile()
        self.sweep()

    def sweep(self) -> None:
        """Ends children that outlived the program."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def short_pause() -> None:
    time.sleep(0.05)
