"""`python -m apps.congress.ballots.keeper --socket PATH --vault DIR --master-key FILE [--user NAME_OR_UID]
[--socket-user NAME_OR_UID]`."""

import argparse
import asyncio
import concurrent.futures.thread  # noqa: F401  asyncio would load it when nothing can be loaded any more
import os
import secrets
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from apps.congress.ballots.keeper import privileges
from apps.congress.ballots.keeper.acts import Acts
from apps.congress.ballots.keeper.keys import RSA_BITS, SUITE, PollKeys
from apps.congress.ballots.keeper.server import Server
from apps.congress.ballots.keeper.vault import Vault, VaultClosed, belongs_to, locked, master_key

REHEARSAL = {
    "poll": "00000000-0000-0000-0000-000000000000",
    "rules": {
        "model": "per_item", "base": "all", "seats": None, "threshold": "", "quorum": "",
        "tie_rule": "run_off", "shortage_rule": "adopt_above", "score_rule": "",
    },
    "options": [], "grades": [], "roll_sha256": "", "voters": 0,
}  # fmt: skip


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m apps.congress.ballots.keeper", description="Keeps secret ballots.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--socket", type=Path, help="path of the unix socket to listen on")
    where.add_argument("--listen-fd", type=int, help="an open listening socket, as systemd passes it (3)")
    parser.add_argument("--vault", type=Path, required=True, help="directory of the encrypted keys")
    parser.add_argument("--master-key", type=Path, required=True, help="file of the key that opens the vault")
    parser.add_argument("--socket-user", help="the portal's user, to whom the socket is given when started by root")
    parser.add_argument("--user", help=f"user to become when started by root (default {privileges.USER})")
    return parser.parse_args()


def listen(options: argparse.Namespace) -> socket.socket:
    """The socket belongs to whoever starts the keeper, and nobody else may use it (umask)."""
    if options.listen_fd is not None:
        return socket.socket(fileno=options.listen_fd)
    options.socket.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(options.socket))
    if options.socket_user and os.geteuid() == 0:
        os.chown(options.socket, *privileges.identity_of(options.socket_user))
    listening.listen(128)
    return listening


def rehearse() -> None:
    """Every operation once, so that all is loaded and known to work before anything depends on it."""
    keys = PollKeys.made_for(REHEARSAL)
    keys.signer.sign(secrets.token_bytes(RSA_BITS // 8 - 1).rjust(RSA_BITS // 8, b"\0"))
    SUITE.decrypt(SUITE.encrypt(b"", keys.sealing.public_key(), info=b""), keys.sealing, info=b"")
    Ed25519PrivateKey.generate().sign(b"")


def step_down(options: argparse.Namespace) -> None:
    """From root to a user of its own, to whom vault and master key are given. The vault is the working directory."""
    if os.geteuid() != 0:
        return
    user, group = privileges.identity_of(options.user)
    if not options.user and not privileges.may_become(user, group):
        print(
            "本机不允许更换用户,密钥保管进程以启动者身份运行。\n"
            "This machine allows no other user: the keeper runs as whoever started it.",
            file=sys.stderr,
            flush=True,
        )
        return
    belongs_to(options.master_key, user, group)
    os.chdir(options.vault)
    belongs_to(Path(), user, group)
    privileges.become(user, group)


def main() -> int:
    os.umask(0o077)
    options = arguments()
    options.vault, options.master_key = options.vault.absolute(), options.master_key.absolute()
    with ExitStack() as held:
        try:
            options.vault.mkdir(parents=True, exist_ok=True)
            options.vault.chmod(0o700)
            held.enter_context(locked(options.vault))
            key = master_key(options.master_key, options.vault)
            listening = listen(options)
            rehearse()
            os.chdir(options.vault)
            step_down(options)
            privileges.leave_no_traces()
            vault = Vault(Path(), key)
        except (VaultClosed, OSError, KeyError) as error:
            print(f"密钥保管进程未能启动 / the keeper did not start: {error}", file=sys.stderr, flush=True)
            return 1
        asyncio.run(Server(Acts(vault)).serve(listening))
    return 0


if __name__ == "__main__":
    sys.exit(main())
