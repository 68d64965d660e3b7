"""How gunicorn serves the portal everywhere: `gunicorn --config python:deploy.web congress_portal.wsgi:application`.

Threads, because browsers open connections ahead and would otherwise hold a whole process with them. No access log:
the portal writes a line for each request itself, without paths (docs/operations/observing.md).
"""

import os
from pathlib import Path
from typing import Any

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
control_socket_disable = True
graceful_timeout = 30


def on_starting(server: Any) -> None:
    """Figures count from the start of the web server; those of processes of an earlier one are dropped."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for left in Path(folder).glob("*.db"):
            left.unlink()
