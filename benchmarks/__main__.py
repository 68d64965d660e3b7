"""Every benchmark, one after the other."""

import pkgutil
import subprocess
import sys

import benchmarks

FOUND = pkgutil.iter_modules(benchmarks.__path__)
SCRIPTS = [module.name for module in FOUND if not module.ispkg and module.name != "__main__"]


def main() -> int:
    """The worst exit status of all."""
    status = 0
    for name in SCRIPTS:
        print(f"# {name}", flush=True)
        status = max(status, subprocess.call([sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]]))
    return status


if __name__ == "__main__":
    sys.exit(main())
