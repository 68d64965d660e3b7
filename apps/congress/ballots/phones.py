"""What a voter's browser does in a secret poll, in Python: for the demo district, tests and benchmarks."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_der_public_key

from apps.congress.ballots.rules.secrecy import (
    BLINDED_BYTES,
    RANDOMIZER_BYTES,
    TOKEN_BYTES,
    ballot_info,
    canonical,
    serial_of,
)

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SALT_BYTES = 48


def pss_encoded(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS of RFC 8017, 9.1.1, with SHA-384, MGF1-SHA384 and a salt of 48 bytes."""
    length = (bits + 7) // 8
    digest = hashlib.sha384(b"\0" * 8 + hashlib.sha384(message).digest() + salt).digest()
    block = b"\0" * (length - SALT_BYTES - len(digest) - 2) + b"\x01" + salt
    masked = bytes(a ^ b for a, b in zip(block, _mgf1(digest, len(block)), strict=True))
    return bytes([masked[0] & 0xFF >> 8 * length - bits]) + masked[1:] + digest + b"\xbc"


def _mgf1(seed: bytes, length: int) -> bytes:
    rounds = range(-(-length // 48))
    return b"".join(hashlib.sha384(seed + number.to_bytes(4)).digest() for number in rounds)[:length]


@dataclass(frozen=True)
class PollOnPhone:
    """The public half of a secret poll, as its page carries it."""

    poll: UUID
    signing_key: bytes
    sealing_key: bytes
    ballot_size: int

    @cached_property
    def modulus(self) -> tuple[int, int]:
        key = load_der_public_key(self.signing_key)
        assert isinstance(key, RSAPublicKey)
        numbers = key.public_numbers()
        return numbers.n, numbers.e

    def draw(self, marks: Mapping[str, Any]) -> "DrawnBallot":
        """A ballot marked, sealed and blinded, before anything is sent."""
        token, randomizer = secrets.token_bytes(TOKEN_BYTES), secrets.token_bytes(RANDOMIZER_BYTES)
        serial, salt = serial_of(token), secrets.token_bytes(SALT_BYTES)
        n, e = self.modulus
        encoded = int.from_bytes(pss_encoded(randomizer + bytes.fromhex(serial), n.bit_length() - 1, salt))
        factor = secrets.randbelow(n - 2) + 2
        blinded = encoded * pow(factor, e, n) % n
        return DrawnBallot(
            token, randomizer, blinded.to_bytes(BLINDED_BYTES), pow(factor, -1, n), self.seal(marks, token), n
        )

    def seal(self, marks: Mapping[str, Any], token: bytes) -> bytes:
        plaintext = (token + canonical(dict(marks))).ljust(self.ballot_size)
        key = X25519PublicKey.from_public_bytes(self.sealing_key)
        return SUITE.encrypt(plaintext, key, ballot_info(self.poll, serial_of(token)))


@dataclass(frozen=True)
class DrawnBallot:
    """What a phone remembers until its ballot is confirmed."""

    token: bytes
    randomizer: bytes
    blinded: bytes
    inverse: int
    sealed: bytes
    modulus: int

    @property
    def serial(self) -> str:
        return serial_of(self.token)

    def signature(self, answer: bytes) -> bytes:
        """The keeper's answer without the blinding."""
        return (int.from_bytes(answer) * self.inverse % self.modulus).to_bytes(BLINDED_BYTES)
