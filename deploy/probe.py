"""Asks the web server in this container whether it lives: `python -m deploy.probe [PORT]`; ends with 1 where not."""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

PATIENCE = 4


def answers(port: int) -> bool:
    """Under the name people use: the portal answers to no other."""
    host = urlsplit(os.environ.get("PUBLIC_URL", "")).netloc or "localhost"
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health/live", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not answers(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
