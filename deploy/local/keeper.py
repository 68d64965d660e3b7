"""The keeper of secret ballots on a private socket; started by root it becomes a user of its own."""

import functools
import os
import sys
from pathlib import Path

from apps.congress.ballots.keeper.client import Keeper
from apps.foundation.core.errors import DomainError
from deploy.local.home import CHECKOUT, Home
from deploy.local.programs import Program, tied


def socket(home: Home) -> Path:
    return home.sockets / "keeper.sock"


def vault(home: Home) -> Path:
    return Path(os.environ.get("KEEPER_VAULT") or home.path / "keeper").absolute()


def master_key(home: Home) -> Path:
    """Beside the vault, not in it: a copy of the vault alone opens nothing."""
    return Path(os.environ.get("KEEPER_MASTER_KEY") or home.path / "keeper.key").absolute()


def is_ready(home: Home) -> bool:
    try:
        Keeper(url(home), timeout=2).identity()
    except DomainError:
        return False
    return True


def url(home: Home) -> str:
    return str(socket(home))


def program(home: Home) -> Program:
    """It sees of the environment nothing but PATH: neither the database nor the portal's keys concern it."""
    places = {"--socket": socket(home), "--vault": vault(home), "--master-key": master_key(home)}
    given = [str(part) for option in places.items() for part in option]
    return Program(
        name="keeper",
        argv=tied([sys.executable, "-m", "apps.congress.ballots.keeper", *given]),
        env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(CHECKOUT)},
        log=home.path / "keeper.log",
        prepare=home.make_sockets,
        ready=functools.partial(is_ready, home),
    )
