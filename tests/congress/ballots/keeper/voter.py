"""A voter's browser in Python: encodes, blinds and unblinds by RFC 9474 in plain integers, seals by RFC 9180."""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from apps.congress.ballots.keeper.client import Keeper, PublicKeys
from apps.congress.ballots.phones import SUITE, pss_encoded
from apps.congress.ballots.rules import secrecy
from apps.congress.ballots.rules.measures import Base, CountingRules, Model

OPTIONS = ["修桥", "安装路灯", "通自来水"]
TWO_OF_THREE = CountingRules(Model.CHOOSE_UP_TO, Base.ALL, seats=2)


def definition(poll: UUID | None = None, *, rules: CountingRules = TWO_OF_THREE, **changed: Any) -> dict[str, Any]:
    given = {
        "body": "示范镇人大", "title": "民生实事项目票决", "held_under": "票决办法第六条", "method": "secret",
        "grades": [], "options": OPTIONS, "roll_hash": "5e" * 32, "due": 1200, "present": 1100, "voters": 1000,
    }  # fmt: skip
    return secrecy.definition_of(poll=poll or uuid4(), rules=rules, **given | changed)


@dataclass
class Paper:
    """A ballot on its way: what the browser knows of it."""

    poll: UUID
    token: bytes
    randomizer: bytes
    blinded: bytes
    inverse: int
    modulus: int
    sealed: bytes
    signature: bytes = b""

    @property
    def serial(self) -> str:
        return secrecy.serial_of(self.token)

    @property
    def cast(self) -> tuple[UUID, bytes, bytes, bytes, bytes]:
        return self.poll, self.token, self.randomizer, self.signature, self.sealed

    @property
    def in_box(self) -> tuple[str, bytes, bytes, bytes]:
        return self.serial, self.randomizer, self.signature, self.sealed

    def unblind(self, blind_signature: bytes) -> None:
        self.signature = (int.from_bytes(blind_signature) * self.inverse % self.modulus).to_bytes(256)

    def signed_by(self, keeper: Keeper) -> "Paper":
        self.unblind(keeper.sign(self.poll, self.blinded))
        return self


def sealed(keys: PublicKeys, poll: UUID, serial: str, text: bytes) -> bytes:
    public = X25519PublicKey.from_public_bytes(keys.sealing_key)
    return SUITE.encrypt(text, public, info=secrecy.ballot_info(poll, serial))


def room(keys: PublicKeys) -> int:
    """Bytes for the JSON of a ballot."""
    return keys.ballot_size - secrecy.TOKEN_BYTES


def take(keys: PublicKeys, poll: UUID, marks: Any = None, text: bytes | None = None) -> Paper:
    """A ballot filled in: `marks` as JSON, or the exact `text` to be sealed behind the token."""
    numbers = load_der_public_key(keys.signing_key).public_numbers()
    token, randomizer = secrets.token_bytes(32), secrets.token_bytes(32)
    serial = secrecy.serial_of(token)
    message = int.from_bytes(pss_encoded(randomizer + bytes.fromhex(serial), 2047, secrets.token_bytes(48)))
    factor = secrets.randbelow(numbers.n - 2) + 2
    blinded = message * pow(factor, numbers.e, numbers.n) % numbers.n
    padded = json.dumps(marks, ensure_ascii=False).encode().ljust(room(keys)) if text is None else text
    return Paper(
        poll, token, randomizer, blinded.to_bytes(256), pow(factor, -1, numbers.n), numbers.n,
        sealed(keys, poll, serial, token + padded),
    )  # fmt: skip
