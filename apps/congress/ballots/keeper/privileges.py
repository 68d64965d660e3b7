"""A user of its own, and no copy of its memory on any disk."""

import ctypes
import os
import pwd
import resource
import sys

USER = "congress-keeper"
NUMBER = 60990
"""Used where the machine has no such user: outside the ranges of people, of Debian's packages and of systemd."""
PR_SET_PDEATHSIG, PR_GET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 2, 4, 38

_libc = ctypes.CDLL(None, use_errno=True)


def identity_of(name: str | None) -> tuple[int, int]:
    """User and group number of `name` (a name or a number), else of the keeper's own user. KeyError where unknown."""
    if name and name.isdigit():
        return int(name), int(name)
    try:
        entry = pwd.getpwnam(name or USER)
    except KeyError:
        if name:
            raise
        return NUMBER, NUMBER
    return entry.pw_uid, entry.pw_gid


def may_become(user: int, group: int) -> bool:
    """Whether this machine lets us be that user: a container may know no other users. Tried in a child."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        become(user, group)
    except OSError:
        os._exit(1)
    os._exit(0)


def become(user: int, group: int) -> None:
    """The wish to end with the parent is forgotten by the kernel when the user changes, and is renewed here."""
    wish = ctypes.c_int()
    _libc.prctl(PR_GET_PDEATHSIG, ctypes.byref(wish), 0, 0, 0)
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)
    _libc.prctl(PR_SET_PDEATHSIG, wish.value, 0, 0, 0)


def leave_no_traces() -> None:
    """No core dump, no debugger of the same user, no way back to more rights."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
        print("无法关闭内存转储 / cannot forbid memory dumps", file=sys.stderr, flush=True)
