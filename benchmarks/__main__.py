"""Benchmarks one after the other, all or those that are named: figures in `build/bench.json`, aims in the docs.

Who measures a few keeps the figures of the others.
"""

import argparse
import json
import os
import pkgutil
import platform
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import benchmarks
from benchmarks.support.aims import table

ROOT = Path(__file__).resolve().parents[1]
FIGURES, PAGE = ROOT / "build/bench.json", ROOT / "docs/reference/performance.md"
BEGIN, END = "<!-- make bench: begin -->\n", "<!-- make bench: end -->\n"
FOUND = pkgutil.iter_modules(benchmarks.__path__)
SCRIPTS = [module.name for module in FOUND if not module.ispkg and module.name != "__main__"]


def main() -> int:
    """The worst exit status of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scripts", nargs="*", metavar="SCRIPT", help=", ".join(SCRIPTS))
    scripts = parser.parse_args().scripts or SCRIPTS
    if unknown := set(scripts) - set(SCRIPTS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are: {', '.join(SCRIPTS)}")
    failed = [name for name in scripts if not measured(name)]
    write_down()
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def measured(name: str) -> bool:
    """Run one and keep its figures at once; whether it came to its end."""
    print(f"# {name}", flush=True)
    load, began = os.getloadavg()[0], time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return False
    figures = json.loads(done.stdout.splitlines()[-1])
    took = {"on": f"{date.today()}", "took_s": round(time.monotonic() - began), "load_before": round(load, 1)}
    keep({**kept(), name: {**figures, "run": took}})
    print(json.dumps(figures, ensure_ascii=False), flush=True)
    return True


def kept() -> dict[str, Any]:
    return json.loads(FIGURES.read_text()) if FIGURES.exists() else {}


def keep(figures: dict[str, Any]) -> None:
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform(terse=True)}
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps({**figures, "machine": machine}, ensure_ascii=False, indent=1, sort_keys=True))


def write_down() -> None:
    """The aims with the newest figures, between two marks of the page."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table(kept())}\n\n{END}{after}")


if __name__ == "__main__":
    sys.exit(main())
