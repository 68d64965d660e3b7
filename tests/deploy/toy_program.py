"""A program with a child, that takes leave when asked to end: python -m tests.deploy.toy_program NAME [PORT]."""

import signal
import subprocess
import sys
from http.server import HTTPServer, SimpleHTTPRequestHandler


def main(name: str, port: str | None = None) -> None:
    child = subprocess.Popen(["sleep", "600"])

    def leave(*_: object) -> None:
        child.kill()  # first: nobody may be left to print to
        print(f"{name} takes leave", flush=True)
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
    print(f"{name} is at work", flush=True)
    if port:
        HTTPServer(("127.0.0.1", int(port)), SimpleHTTPRequestHandler).serve_forever()
    child.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
