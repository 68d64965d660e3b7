"""Seconds of processor time that processes have used, as /proc tells them."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(root: int) -> set[int]:
    """A process and everything it started, however deep."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (stat := _stat(int(entry.name))):
            parents[int(entry.name)] = int(stat[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def seconds_used(pids: Iterable[int]) -> float:
    """User and system time, that of children which ended included."""
    spent = 0
    for pid in pids:
        if stat := _stat(pid):
            spent += sum(int(field) for field in stat[11:15])
    return spent / TICKS


def _stat(pid: int) -> list[str]:
    """The fields behind the name: state, parent …; empty where the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []
