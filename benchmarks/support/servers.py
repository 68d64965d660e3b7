"""A web server of two processes, as the portal runs it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

OPTIONS = ["--workers=2", "--threads=4", "--no-control-socket", "--log-level=error"]


@contextmanager
def serving(env: Mapping[str, str], application: str) -> Iterator[int]:
    """gunicorn on a free port, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", *OPTIONS]
    process = subprocess.Popen(command, env=env)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the web server did not start")
