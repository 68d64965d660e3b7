"""Keys of a secret poll as a keeper would hold them, for tests: the raw private operation is one `pow`."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from apps.congress.ballots.rules.secrecy import ballot_info

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)


@dataclass(frozen=True)
class Keys:
    signing: RSAPrivateKey
    sealing: X25519PrivateKey
    head: Ed25519PrivateKey

    @property
    def signing_key(self) -> bytes:
        return self.signing.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def sealing_key(self) -> bytes:
        return self.sealing.public_key().public_bytes_raw()

    @property
    def head_key(self) -> bytes:
        return self.head.public_key().public_bytes_raw()

    def sign_blinded(self, blinded: bytes) -> bytes:
        numbers = self.signing.private_numbers()
        signed = pow(int.from_bytes(blinded, "big"), numbers.d, numbers.public_numbers.n)
        return signed.to_bytes(256, "big")

    def check(self, prepared: bytes, signature: bytes) -> None:
        """Raises InvalidSignature."""
        self.signing.public_key().verify(signature, prepared, PSS, hashes.SHA384())

    def opened(self, poll: UUID, serial: str, sealed: bytes) -> bytes:
        return SUITE.decrypt(sealed, self.sealing, ballot_info(poll, serial))

    def signed_serial(self) -> list[str]:
        """A line of the published list, as blinding, signing and finalizing would have given it."""
        serial, randomizer = hashlib.sha256(secrets.token_bytes(32)).digest(), secrets.token_bytes(32)
        return [serial.hex(), randomizer.hex(), self.signing.sign(randomizer + serial, PSS, hashes.SHA384()).hex()]


def new_keys() -> Keys:
    return Keys(generate_private_key(65537, 2048), X25519PrivateKey.generate(), Ed25519PrivateKey.generate())


@cache
def poll_keys() -> Keys:
    """One set for a whole test run."""
    return new_keys()


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()
