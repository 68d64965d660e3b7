"""The directory in which the embedded servers keep their data."""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from deploy.local.messages import Busy, Refusal

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Home:
    """Data of one embedded PostgreSQL and Redis; a home that is not durable trades safety for speed."""

    path: Path
    durable: bool = True

    @property
    def sockets(self) -> Path:
        """Inside the home where the path is short and plain enough for a socket address and a URL, else in /tmp."""
        inside = self.path / "sockets"
        fits = len(os.fsencode(inside / LONGEST_SOCKET_NAME)) <= LONGEST_SOCKET_PATH
        if fits and re.fullmatch(r"[A-Za-z0-9/._-]+", str(inside)):
            return inside
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path("/tmp") / f"congress-{os.getuid()}-{digest}"

    def make_sockets(self) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if self.sockets.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
            raise Refusal(
                f"{self.sockets} 不归当前用户专有,不能放置套接字:请删除该目录后重试。",
                f"{self.sockets} is not private to this user: remove it and try again.",
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One launcher per home; the kernel drops the lock with the launcher, however that ends."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                file.seek(0)
                raise already_running(self.path, file.read()) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def secret_key(self) -> str:
        """The key of this home, made once: sessions and encrypted fields outlive a restart."""
        file = self.path / "secret_key"
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            draft = self.path / f"secret_key.{os.getpid()}"
            with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(64))
            try:
                os.link(draft, file)  # appears complete or not at all, and never replaces a key
            finally:
                draft.unlink()
        return file.read_text()

    def remove(self) -> None:
        shutil.rmtree(self.sockets, ignore_errors=True)
        shutil.rmtree(self.path, ignore_errors=True)


def already_running(path: Path, pid: str) -> Busy:
    return Busy(
        f"{path} 的数据正由另一个运行中的平台使用(进程 {pid}):请先在那个窗口按 Ctrl-C 停止,再运行 make run。",
        f"The data in {path} are in use by another running portal (process {pid}): stop that one first.",
    )


def standing_home() -> Home:
    """Where `make run` keeps an office's or the demo's data."""
    return Home(Path(os.environ.get("LOCAL_DATA_DIR") or CHECKOUT / "var" / "data").resolve())


@contextmanager
def scratch_home(*, durable: bool = False) -> Iterator[Home]:
    """An empty home for tests and benchmarks, removed at the end; also removes what killed runs left behind."""
    parent = CHECKOUT / "var" / "test"
    for left_over in parent.glob("*"):
        remove_if_free(Home(left_over))
    home = Home(parent / str(os.getpid()), durable=durable)
    with home.locked():
        try:
            yield home
        finally:
            home.remove()


def remove_if_free(home: Home) -> None:
    with suppress(Busy, OSError), home.locked():
        home.remove()
