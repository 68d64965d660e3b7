"""`python -m apps.congress.ballots.keeper.backup make --vault DIR FOLDER`, `check FILE`, `restore --vault DIR FILE`.

Run by root or by the keeper's user, never by the portal's: docs/operations/backup.md.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from apps.congress.ballots.keeper.copies import copy_check, copy_make, copy_restore, outlived
from apps.congress.ballots.keeper.vault import VaultClosed
from apps.foundation.core.errors import DomainError


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="python -m apps.congress.ballots.keeper.backup", description="Vault copies.")
    acts = result.add_subparsers(dest="act", required=True)
    making = acts.add_parser("make", help="copy the sealed vault, without its master key; the keeper may run")
    making.add_argument("--vault", type=Path, required=True)
    making.add_argument("folder", type=Path, help="not where backups of the database lie")
    checking = acts.add_parser("check", help="read a copy to its last byte, change nothing")
    checking.add_argument("file", type=Path)
    restoring = acts.add_parser("restore", help="put a copy back; the keeper must be stopped")
    restoring.add_argument("--vault", type=Path, required=True)
    restoring.add_argument("--replace", action="store_true", help="in place of keys that are there and damaged")
    restoring.add_argument("file", type=Path)
    return result


def make(vault: Path, folder: Path) -> None:
    path, manifest = copy_make(vault=vault, folder=folder, at=datetime.now(UTC))
    print(f"密钥保管库已备份到 {path}:有密钥的表决{len(manifest['polls'])}次。主密钥不在其中,请另行保管。")
    if stale := outlived(folder=folder, vault=vault):
        print("以下备份中有已经销毁的密钥,请删除:" + "、".join(map(str, stale)))


def check(file: Path) -> None:
    manifest = copy_check(path=file)
    print(f"备份完好:做于 {manifest['made_at']},有密钥的表决{len(manifest['polls'])}次。")


def restore(vault: Path, file: Path, *, replace: bool) -> None:
    done = copy_restore(path=file, vault=vault, replace=replace)
    print(f"已从 {done.made_at} 的备份恢复:补上{len(done.added)}个文件。保管库原有的签发、开箱和销毁记录都保留。")
    if done.kept:
        print("以下文件与备份不同,保留了原有的;确已损坏的,加 --replace 再恢复:" + "、".join(done.kept))
    print(
        "下一步:保管库须归密钥保管进程的用户所有(由 root 启动时自动改正);"
        "启动密钥保管进程,再运行 manage.py polls_check。"
    )


def main(argv: Sequence[str] | None = None) -> int:
    options = parser().parse_args(argv)
    os.umask(0o077)
    try:
        match options.act:
            case "make":
                make(options.vault, options.folder)
            case "check":
                check(options.file)
            case _:
                restore(options.vault, options.file, replace=options.replace)
    except (DomainError, VaultClosed, OSError) as error:
        print(f"没有办成:{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
