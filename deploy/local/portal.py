"""What `make run` starts: the steps before, then web, worker and beat."""

import os
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial

from deploy.local import services
from deploy.local.home import CHECKOUT, Home
from deploy.local.messages import Refusal, say
from deploy.local.programs import Program, tied
from deploy.local.supervisor import Supervisor

STEPS = {"migrate": ["migrate", "--noinput"], "holidays": ["holidays_load", "--missing"]}
DEMO_STEPS = {"demo": ["demo_load", "--if-empty"]}
PRODUCTION_STEPS = {"static": ["collectstatic", "--noinput", "--verbosity=0", "--ignore=*.map", "--ignore=*.esm*"]}
StepsOf = Callable[[Mapping[str, str]], list[Program]]
ProgramsOf = Callable[[Home, Mapping[str, str]], list[Program]]
PORT_PATIENCE = 5  # seconds: a killed web process lets go of its port a little later


def on(env: Mapping[str, str], name: str) -> bool:
    return env.get(name, "").lower() in {"1", "true", "yes", "on"}


def module(name: str, env: Mapping[str, str], *argv: str) -> Program:
    return Program(name=name, argv=tied([sys.executable, "-m", *argv]), env=env)


def steps(env: Mapping[str, str]) -> list[Program]:
    chosen = STEPS | (DEMO_STEPS if on(env, "DEMO") else {}) | ({} if on(env, "DEBUG") else PRODUCTION_STEPS)
    manage = [sys.executable, str(CHECKOUT / "manage.py")]
    return [Program(name=name, argv=tied([*manage, *argv]), env=env) for name, argv in chosen.items()]


def web(env: Mapping[str, str]) -> Program:
    options = ["--config=python:deploy.web"]
    program = module("web", env, "gunicorn", "congress_portal.wsgi:application", f"--bind={address(env)}", *options)
    program.ready = partial(answers, env)
    return program


def worker(env: Mapping[str, str]) -> Program:
    return module("worker", env, "celery", "-A", "congress_portal", "worker", "--concurrency=2", "--loglevel=WARNING")


def beat(home: Home, env: Mapping[str, str]) -> Program:
    state = [f"--schedule={home.path / 'beat'}", "--pidfile="]
    return module("beat", env, "celery", "-A", "congress_portal", "beat", "--loglevel=WARNING", *state)


def programs(home: Home, env: Mapping[str, str]) -> list[Program]:
    return [web(env), worker(env), beat(home, env)]


def port(env: Mapping[str, str]) -> int:
    given = env.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Refusal(f"PORT={given} 不是有效的端口号。", f"PORT={given} is no port number.")
    return int(given)


def address(env: Mapping[str, str]) -> str:
    return f"{env.get('BIND') or '127.0.0.1'}:{port(env)}"


def answers(env: Mapping[str, str]) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port(env))) == 0


def check_port(env: Mapping[str, str]) -> None:
    deadline = time.monotonic() + PORT_PATIENCE
    while answers(env):
        if time.monotonic() > deadline:
            number = port(env)
            raise Refusal(
                f"端口 {number} 已被占用:请先停止占用它的程序,或换一个端口,例如 PORT=8001 make run。",
                f"Port {number} is in use: stop the program that uses it or choose another, e.g. PORT=8001 make run.",
            )
        time.sleep(0.2)


def defaults() -> None:
    """`make run` is for trying out; DEBUG=0 DEMO=0 make run is for an office's own data."""
    for name in ("DEBUG", "DEMO"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("PYTHONUNBUFFERED", "1")


def serve(home: Home, steps: StepsOf = steps, programs: ProgramsOf = programs) -> None:
    """Serves until asked to stop, or until something cannot start."""
    defaults()
    with home.locked():
        check_port(os.environ)
        supervisor = Supervisor()
        try:
            supervisor.start(services.programs(home))
            env = services.environment(home)
            supervisor.complete(steps(env))
            supervisor.start(programs(home, env))
            url = f"http://localhost:{port(env)}/"
            say(f"平台已启动,请打开 {url}(按 Ctrl-C 停止)", f"The portal is up at {url}; Ctrl-C stops it.")
            supervisor.keep()
            say("正在停止……", "Stopping ...")
        finally:
            supervisor.stop()
