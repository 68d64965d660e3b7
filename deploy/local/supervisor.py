"""Keeps several programs running side by side and prints what they say."""

import os
import selectors
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import FrameType

from deploy.local.messages import Refusal, complain, say
from deploy.local.programs import Program

SETTLED = 60  # seconds after which a program counts as healthy again
LONGEST_PAUSE = 30
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Kept:
    """A program, when it started, and how often it fell since it was last healthy."""

    program: Program
    started: float
    falls: int = 0
    due: float | None = None  # when it will be started again

    def fall(self, now: float) -> float:
        """Notes a fall and returns the pause before the next start: 1, 2, 4 ... seconds."""
        self.falls = 1 if now - self.started > SETTLED else self.falls + 1
        pause = min(2 ** (self.falls - 1), LONGEST_PAUSE)
        self.due = now + pause
        return pause


class Output:
    """Prints the lines of many programs, each with the program's name before it."""

    def __init__(self) -> None:
        self.selector = selectors.DefaultSelector()
        self.rest: dict[int, bytes] = {}

    def listen(self, program: Program) -> None:
        if program.process and program.process.stdout:
            pipe = program.process.stdout
            os.set_blocking(pipe.fileno(), False)
            self.selector.register(pipe, selectors.EVENT_READ, program.name)

    def pump(self, seconds: float = 0.2) -> None:
        for key, _ in self.selector.select(seconds):
            data = os.read(key.fd, 65536)
            lines = (self.rest.pop(key.fd, b"") + data).split(b"\n")
            rest = lines.pop()
            if data:
                self.rest[key.fd] = rest
            else:
                self.selector.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]
                lines += [rest] if rest else []
            for line in lines:
                print(f"{key.data:<8}| {line.decode(errors='replace')}", flush=True)


class Supervisor:
    """Starts programs in order, restarts the fallen, ends all in the opposite order."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.output = Output()
        self.stopping = False
        for number in STOPPING:
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def wait(self) -> None:
        if not self.output.selector.get_map():
            time.sleep(0.05)
        self.output.pump()

    def start(self, programs: Iterable[Program]) -> None:
        for program in programs:
            if self.stopping:
                return
            self.kept.append(Kept(program, started=time.monotonic()))
            program.start()
            self.output.listen(program)
            program.wait_until_ready(self.wait_or_leave)

    def wait_or_leave(self) -> None:
        """While something starts, a wish to stop is obeyed at once."""
        if self.stopping:
            raise Refusal("启动已中止。", "Start-up was interrupted.")
        self.wait()

    def complete(self, steps: Iterable[Program]) -> None:
        """Runs one-off commands one after the other; the first that fails ends the launcher."""
        for step in steps:
            step.start()
            self.output.listen(step)
            try:
                while step.alive:
                    self.wait_or_leave()
            finally:
                step.stop(self.wait)
                self.drain()
            if step.process and step.process.returncode:
                raise Refusal(f"步骤 {step.name} 失败,原因见上。", f"Step {step.name} failed; the reason stands above.")

    def drain(self) -> None:
        """Prints what the ended have said last."""
        for _ in range(20):
            if not self.output.selector.get_map():
                return
            self.output.pump(0.01)

    def keep(self) -> None:
        while not self.stopping:
            self.wait()
            for kept in self.kept:
                self.revive(kept)

    def revive(self, kept: Kept) -> None:
        now = time.monotonic()
        program = kept.program
        if program.alive or self.stopping:
            return
        if kept.due is None:
            pause = kept.fall(now)
            name = program.name
            say(
                f"{name} 意外退出,{pause} 秒后重新启动。", f"{name} ended unexpectedly; starting it again in {pause} s."
            )
        elif now >= kept.due:
            self.start_again(kept)

    def start_again(self, kept: Kept) -> None:
        kept.due, kept.started = None, time.monotonic()
        kept.program.sweep()
        try:
            kept.program.start()
            self.output.listen(kept.program)
            kept.program.wait_until_ready(self.wait_or_leave)
        except Refusal as refusal:
            complain(refusal)

    def stop(self) -> None:
        for kept in reversed(self.kept):
            kept.program.stop(self.wait)
        self.drain()
        sys.stdout.flush()
