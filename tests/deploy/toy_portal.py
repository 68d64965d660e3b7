"""The launcher with the real PostgreSQL and Redis but small programs in place of the portal's.

python -m tests.deploy.toy_portal HOME [STEP CODE]
"""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from deploy.local import portal
from deploy.local.home import Home
from deploy.local.messages import Refusal, complain
from deploy.local.programs import Program, tied


def steps(code: str, env: Mapping[str, str]) -> list[Program]:
    return [Program(name="step", argv=tied([sys.executable, "-c", code]), env=env)]


def programs(home: Home, env: Mapping[str, str]) -> list[Program]:
    web = portal.module("web", env, "tests.deploy.toy_program", "web", env["PORT"])
    web.ready = partial(portal.answers, env)
    return [web, portal.module("worker", env, "tests.deploy.toy_program", "worker")]


def main(path: str, code: str = "print('step done')") -> int:
    try:
        portal.serve(Home(Path(path)), steps=partial(steps, code), programs=programs)
    except Refusal as refusal:
        complain(refusal)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
