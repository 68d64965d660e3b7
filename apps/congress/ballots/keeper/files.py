"""Files that appear whole or not at all, whenever the process is killed or the disk is full."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apps.congress.ballots.keeper.refusals import NO_ROOM, NoRoom

DRAFT = ".new"


@contextmanager
def refusing_a_full_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NoRoom(NO_ROOM) from error


def sync_directory(path: Path) -> None:
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def write_whole(path: Path, content: bytes) -> None:
    """Write and rename, both on disk when this returns. Raises NoRoom, and then the old content stands."""
    draft = path.with_name(path.name + DRAFT)
    with refusing_a_full_disk():
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
            sync_directory(path.parent)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise


def make_directory(path: Path) -> None:
    with refusing_a_full_disk():
        path.mkdir(parents=True, exist_ok=True)
        sync_directory(path.parent)


def remove_drafts(directory: Path) -> None:
    """What a killed write left behind."""
    for draft in directory.rglob(f"*{DRAFT}"):
        draft.unlink()


def shred(path: Path) -> None:
    """Overwrite, then remove. Copies that the disk or a backup keeps are beyond reach (docs/operations/keeper.md)."""
    if path.exists():
        with refusing_a_full_disk(), path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_directory(path.parent)
