"""The formats of secret ballots (docs/decisions/0010): what is hashed, what is sealed, what a box says of itself."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import category
from uuid import UUID

from apps.congress.ballots.rules.cases import RULE_FIELDS
from apps.congress.ballots.rules.marks import WRITE_IN_LIMIT, Marks
from apps.congress.ballots.rules.measures import CountingRules, Model
from apps.foundation.audit.rules import merkle_root

BOX_FORMAT = "congress-ballot-box/1"
BALLOT_INFO = b"congress-ballot/1"
TOKEN_BYTES = RANDOMIZER_BYTES = SERIAL_BYTES = 32
BLINDED_BYTES = SIGNATURE_BYTES = 256
SEAL_OVERHEAD = 32 + 16
"""Bytes that HPKE adds: the encapsulated key before, the tag behind."""
RECEIPT_LENGTH = 10
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011")
SIZE_STEP = 256
EMPTY_BALLOT: dict[str, Any] = {"approve": [], "oppose": [], "grades": {}}
UNKEPT = {"Cc", "Cs"}
"""Unicode categories that no name has: control characters and lone surrogates."""
LONGEST_CHARACTER = 6
"""Bytes of one character in JSON at worst: an escaped control character."""


def canonical(value: Any) -> bytes:
    """One spelling for one content: sorted keys, no blanks, UTF-8, not escaped."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def serial_of(token: bytes) -> str:
    """The number of a ballot, published after the close; only who drew the token can tell that it is theirs."""
    return sha256(token)


def receipt_of(serial: str) -> str:
    """The first 50 bits of a serial as people read and type them (Crockford's base 32): XXXXX-XXXXX."""
    number = int(serial, 16) >> 256 - 5 * RECEIPT_LENGTH
    letters = [CROCKFORD[number >> 5 * place & 31] for place in reversed(range(RECEIPT_LENGTH))]
    return "".join(letters[:5]) + "-" + "".join(letters[5:])


def serial_range(typed: str) -> tuple[str, str] | None:
    """The lowest and the highest serial that begin as typed: a receipt, or hex digits of a serial. None for neither."""
    text = "".join(typed.split()).replace("-", "").upper()
    if len(text) > RECEIPT_LENGTH:
        known = text.lower() if set(text) <= set("0123456789ABCDEF") and len(text) <= 2 * SERIAL_BYTES else ""
        return (known.ljust(64, "0"), known.ljust(64, "f")) if known else None
    text = text.translate(MISREAD)
    if not text or not set(text) <= set(CROCKFORD):
        return None
    number, rest = 0, 256 - 5 * len(text)
    for letter in text:
        number = number << 5 | CROCKFORD.index(letter)
    return f"{number << rest:064x}", f"{(number + 1 << rest) - 1:064x}"


def ballot_info(poll: UUID, serial: str) -> bytes:
    """What a sealed ballot is bound to: it opens under no other serial and in no other poll."""
    return BALLOT_INFO + poll.bytes + bytes.fromhex(serial)


def fingerprint(*keys: bytes) -> str:
    """128 bits of SHA-256 as people compare them on paper: eight groups of four hex digits."""
    digits = hashlib.sha256(b"".join(keys)).hexdigest()[:32].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def list_root(lines: Sequence[Any]) -> str:
    """The Merkle root (RFC 6962) over the canonical JSON of each line."""
    leaves = [hashlib.sha256(b"\x00" + canonical(line)).hexdigest() for line in lines]
    return merkle_root(leaves) if leaves else sha256(b"")


def definition_of(
    *, poll: UUID, body: str, title: str, held_under: str, rules: CountingRules, method: str, grades: Sequence[str],
    options: Sequence[str], roll_hash: str, due: int, present: int, voters: int,
) -> dict[str, Any]:  # fmt: skip
    """What a secret poll asks, by which rules, of whom; `voters` are those who vote electronically at the opening."""
    counted = {field: getattr(rules, field) for field in RULE_FIELDS}
    return {
        "format": BOX_FORMAT,
        "poll": str(poll),
        "body": body,
        "title": title,
        "held_under": held_under,
        "method": method,
        "rules": counted,
        "grades": list(grades),
        "options": list(options),
        "roll_sha256": roll_hash,
        "due": due,
        "present": present,
        "voters": voters,
    }


def rules_in(definition: Mapping[str, Any]) -> CountingRules:
    """The counting rules a definition was made with."""
    return CountingRules.stored(**definition["rules"])


def ballot_size(definition: Mapping[str, Any]) -> int:
    """Bytes to which every ballot is padded, its token included: the longest lawful one, rounded up to tell little."""
    rules = rules_in(definition)
    options = definition["options"]
    written_in = (rules.seats or 1) if rules.model is Model.ELECTION else 0
    longest = len(canonical({"approve": options, "oppose": options if rules.model.has_opposition else []}))
    if rules.model is Model.ASSESSMENT:
        worst = max(definition["grades"], key=lambda grade: len(canonical(grade)), default="")
        longest = len(canonical({"grades": dict.fromkeys(options, worst)}))
    longest += TOKEN_BYTES + written_in * (WRITE_IN_LIMIT * LONGEST_CHARACTER + 3) + len(canonical(EMPTY_BALLOT))
    return -(-longest // SIZE_STEP) * SIZE_STEP


def marks_in(plaintext: bytes, serial: str) -> Marks:
    """The marks in an opened ballot: token, JSON, blanks. Raises ValueError where it is no ballot at all.

    Anybody can seal, so whoever writes to the database could put a ballot of their own under a voter's serial; the
    token, which is stored nowhere, shows that the voter sealed this one.
    """
    if serial_of(plaintext[:TOKEN_BYTES]) != serial:
        raise ValueError("sealed by somebody else")
    try:
        value = json.loads(plaintext[TOKEN_BYTES:].decode())
    except RecursionError as error:
        raise ValueError("not a ballot") from error
    if not isinstance(value, dict) or set(value) - set(EMPTY_BALLOT):
        raise ValueError("not a ballot")
    parts = EMPTY_BALLOT | value
    approve, oppose, grades = parts["approve"], parts["oppose"], parts["grades"]
    if not (_are_texts(approve) and _are_texts(oppose) and isinstance(grades, dict) and _are_texts([*grades.values()])):
        raise ValueError("not a ballot")
    return Marks(tuple(approve), tuple(oppose), grades)


def _are_texts(values: Any) -> bool:
    """One text that no database or list could hold would keep the whole box from being counted."""
    return isinstance(values, list) and all(isinstance(value, str) and _can_be_kept(value) for value in values)


def _can_be_kept(text: str) -> bool:
    return not any(category(character) in UNKEPT for character in text)


def in_order(choices: Sequence[Any]) -> list[Any]:
    """The list of choices in an order of its own, which tells nothing of the order of the ballots."""
    return sorted(choices, key=canonical)
