"""What goes over the socket: one JSON object a line, bytes as base64, one answer to every request in turn."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from apps.congress.ballots.keeper.refusals import Fault, NoRoom
from apps.foundation.core.errors import Conflict, DomainError, Issue, NotAllowed, NotReady, WrongState

LIMIT = 64 * 1024 * 1024
"""Bytes of the longest line: 10,000 ballots of 4 kB."""
TOO_LONG = "选票总量超过密钥保管进程一次能处理的上限(64 MB),没有处理。请联系管理员。"
KINDS: dict[str, type[DomainError]] = {
    kind.__name__: kind for kind in (WrongState, Conflict, NotAllowed, NoRoom, Fault)
}
"""What a refusal remains on the other side, its HTTP status with it: a page asks again after 503 and not after 422."""


def line(message: Mapping[str, Any]) -> bytes:
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    if len(content) > LIMIT:
        raise DomainError(TOO_LONG)
    return content


def packed(content: bytes) -> str:
    return b64encode(content).decode()


def unpacked(text: str) -> bytes:
    """Raises TypeError or ValueError where this is no base64."""
    return b64decode(text.encode(), validate=True)


def refusal(error: DomainError) -> dict[str, Any]:
    """A refusal as an answer."""
    kind = next((name for name, known in KINDS.items() if isinstance(error, known)), "")
    issues = [[issue.code, issue.sentence] for issue in error.issues]
    return {"refused": error.sentence, "kind": kind, "issues": issues}


def refused(answer: Mapping[str, Any]) -> DomainError:
    """The refusal in an answer, as the portal raises it."""
    issues = [Issue(code, sentence) for code, sentence in answer["issues"]]
    if issues:
        return NotReady(issues, answer["refused"])
    return KINDS.get(answer["kind"], DomainError)(answer["refused"])
