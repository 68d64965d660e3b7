"""Command line: `run` serves the portal, `exec` runs one command with the servers it needs."""

import argparse
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import NoReturn

from deploy.local import portal, services
from deploy.local.home import standing_home
from deploy.local.messages import Refusal, complain
from deploy.local.programs import tied


def leave(number: int, frame: FrameType | None) -> NoReturn:
    """Unwinds, so that everything started is stopped; a second signal does not disturb that."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, stand_by)
    sys.exit(128 + number)


def stand_by(number: int, frame: FrameType | None) -> None:
    """Ctrl-C reaches the command as well, and the command decides what it means."""


def foreground(argv: Sequence[str], env: Mapping[str, str]) -> int:
    signal.signal(signal.SIGINT, stand_by)
    process = subprocess.Popen(tied(argv), env=env)
    try:
        return process.wait()
    finally:
        process.terminate()
        process.wait()


def execute(argv: Sequence[str], *, scratch: bool) -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    servers = services.scratch() if scratch else services.shared(standing_home())
    with servers as env:
        return foreground(argv, env)


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    commands = result.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="serve the portal with worker and beat")
    execution = commands.add_parser("exec", help="run one command with PostgreSQL and Redis at hand")
    execution.add_argument("--scratch", action="store_true", help="on empty servers that are thrown away afterwards")
    execution.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- COMMAND ...")
    return result


def main() -> int:
    options = parser().parse_args()
    try:
        if options.command == "run":
            portal.serve(standing_home())
            return 0
        argv = options.argv[1:] if options.argv[:1] == ["--"] else options.argv
        return execute(argv or ["true"], scratch=options.scratch)
    except Refusal as refusal:
        complain(refusal)
        return 1


if __name__ == "__main__":
    sys.exit(main())
