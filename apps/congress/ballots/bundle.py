"""票箱核验包: everything by which anybody can check a secret poll on a computer of their own, without the portal.

Every data file is covered to the last byte: by the head and its signature, or because it can be computed again.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from apps.congress.ballots.rules.results import result_lines
from apps.congress.ballots.rules.secrecy import canonical

VERIFIERS = Path(__file__).parent / "verifiers"
EPOCH = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16


def bundle_files(
    *, definition: str, signing_key: bytes, sealing_key: bytes, head_key: bytes, serials: Sequence[Any],
    choices: Sequence[Any], head: str, head_signature: bytes,
) -> dict[str, bytes]:  # fmt: skip
    """The files by name. `definition` and `head` are the very texts that were hashed and signed."""
    keys = {
        "signing_key": b64encode(signing_key).decode(),
        "sealing_key": sealing_key.hex(),
        "head_key": head_key.hex(),
    }
    lines = result_lines(json.loads(definition), json.loads(head)["sheet"])
    return {
        "poll.json": definition.encode(),
        "keys.json": canonical(keys),
        "serials.json": canonical(serials),
        "choices.json": canonical(choices),
        "head.json": head.encode(),
        "head.sig": head_signature,
        "result.txt": "".join(f"{line}\n" for line in lines).encode(),
        **verifiers(),
    }


@cache
def verifiers() -> Mapping[str, bytes]:
    """The instructions and the two verifiers, the same in every bundle."""
    sources = {"说明.txt": "readme.txt", "verify.html": "verify.html", "verify.py": "verify.py"}
    return {name: (VERIFIERS / source).read_bytes() for name, source in sources.items()}


def bundle_zip(files: Mapping[str, bytes]) -> bytes:
    """Stored, not compressed, so that verify.html can read it; the same files are always the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, READABLE
            archive.writestr(entry, content)
    return out.getvalue()
