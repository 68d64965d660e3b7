"""The keys of one poll and what is done with them: a ballot checked, a box opened. Nothing is stored here.

A ballot is refused in words for the voter who casts it; when a box is opened, in words for its scrutineers.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from apps.congress.ballots.keeper.blind import BlindSigner, is_signed
from apps.congress.ballots.rules import secrecy
from apps.congress.ballots.rules.marks import Marks, issues_before_casting
from apps.congress.ballots.rules.sheets import electronic_sheet
from apps.foundation.core.errors import DomainError, NotAllowed, require_ready

RSA_BITS, RSA_EXPONENT = 2048, 65537
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

NOT_SIGNED = "这张票没有本次表决的有效签发,不能计入。请返回表决页面重新投票。"
NOT_SEALED_HERE = "这张票的内容没有按本次表决封装,尚未投出。请刷新页面后重新投票。"
NOT_A_BALLOT = "这张票的内容无法读取,尚未投出。请刷新页面后重新投票。"
NOT_SIGNABLE = "这次领票请求的格式不正确,没有发出选票。请刷新页面后重新投票。"
INCOMPLETE = "表决的定义不完整,不能生成密钥。请返回表决设置,检查后重新启动。"


class Ballot(NamedTuple):
    """A ballot as the box holds it."""

    serial: str
    randomizer: bytes
    signature: bytes
    sealed: bytes

    @property
    def line(self) -> list[str]:
        """Its line in the published list."""
        return [self.serial, self.randomizer.hex(), self.signature.hex()]


@dataclass(frozen=True, slots=True)
class Opened:
    """A box opened: the two lists, each in its own order, and its signed head."""

    serials: list[list[str]]
    choices: list[Any]
    head: str
    signature: bytes


def _number_of(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no number of people")
    return value


def raw_public(key: X25519PrivateKey | Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


class PollKeys:
    """A poll's definition with the two private keys made for it."""

    def __init__(self, definition: Mapping[str, Any], signing: RSAPrivateKey, sealing: X25519PrivateKey) -> None:
        self.definition = definition
        self.signing, self.sealing = signing, sealing
        self.signer = BlindSigner(signing)
        self.verifying = signing.public_key()
        self.signing_public = self.verifying.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.sealing_public = raw_public(sealing)
        try:
            self.poll = UUID(definition["poll"])
            self.rules = secrecy.rules_in(definition)
            self.size = secrecy.ballot_size(definition)
            self.options, self.grades = list(definition["options"]), list(definition["grades"])
            self.roll = str(definition["roll_sha256"])
            self.voters = _number_of(definition["voters"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DomainError(INCOMPLETE) from error

    @classmethod
    def made_for(cls, definition: Mapping[str, Any]) -> Self:
        """New keys; takes 50 to 500 ms."""
        return cls(definition, generate_private_key(RSA_EXPONENT, RSA_BITS), X25519PrivateKey.generate())

    @classmethod
    def stored(cls, value: Mapping[str, Any]) -> Self:
        signing = load_der_private_key(bytes.fromhex(value["signing"]), None)
        assert isinstance(signing, RSAPrivateKey)
        sealing = X25519PrivateKey.from_private_bytes(bytes.fromhex(value["sealing"]))
        return cls(value["definition"], signing, sealing)

    def as_stored(self) -> dict[str, Any]:
        signing = self.signing.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        sealing = self.sealing.private_bytes_raw()
        return {"definition": self.definition, "signing": signing.hex(), "sealing": sealing.hex()}

    def marks_of(self, ballot: Ballot) -> Marks:
        """The marks of a ballot that is signed, sealed for its own serial and lawful.

        Raises NotAllowed (not signed), DomainError (not sealed here, no ballot) and NotReady (wrong marks).
        """
        if not is_signed(self.verifying, ballot.randomizer + bytes.fromhex(ballot.serial), ballot.signature):
            raise NotAllowed(NOT_SIGNED)
        if len(ballot.sealed) != self.size + secrecy.SEAL_OVERHEAD:
            raise DomainError(NOT_SEALED_HERE)
        try:
            opened = SUITE.decrypt(ballot.sealed, self.sealing, info=secrecy.ballot_info(self.poll, ballot.serial))
        except (InvalidTag, ValueError) as error:
            raise DomainError(NOT_SEALED_HERE) from error
        try:
            marks = secrecy.marks_in(opened, ballot.serial)
        except ValueError as error:
            raise DomainError(NOT_A_BALLOT) from error
        require_ready(issues_before_casting(self.rules, self.options, self.grades, marks))
        return marks

    def open(
        self, ballots: Sequence[Ballot], *, numbers: Mapping[str, int], issued: int, head_key: Ed25519PrivateKey
    ) -> Opened:
        """The lists and the head of this box, which states `numbers` of the keeper's own besides `issued`.

        Raises DomainError where any ballot in it is not lawful.
        """
        choices, unlawful = [], []
        for ballot in ballots:
            try:
                choices.append(self.marks_of(ballot).stored(self.rules.model, self.options))
            except DomainError:
                unlawful.append(ballot.serial)
        if unlawful:
            raise DomainError(
                f"票箱中有{len(unlawful)}张票未经签发、被改动或无法读取(首张票号{unlawful[0][:12]}),没有开箱。"
                "请由监票人宣布本次表决无效,查明原因后重新表决。"
            )
        choices = secrecy.in_order(choices)
        serials = sorted(ballot.line for ballot in ballots)
        head = self._head(serials, choices, numbers, issued)
        return Opened(serials, choices, head.decode(), head_key.sign(head))

    def _head(self, serials: list[list[str]], choices: list[Any], numbers: Mapping[str, int], issued: int) -> bytes:
        sheet = electronic_sheet(self.rules, self.options, choices, issued=issued)
        return secrecy.canonical(
            {
                "format": secrecy.BOX_FORMAT,
                "poll": str(self.poll),
                "definition_sha256": secrecy.sha256(secrecy.canonical(self.definition)),
                "roll_sha256": self.roll,
                "signing_key_sha256": secrecy.sha256(self.signing_public),
                "sealing_key_sha256": secrecy.sha256(self.sealing_public),
                **numbers,
                "ballots": len(serials),
                "serials_root": secrecy.list_root(serials),
                "choices_root": secrecy.list_root(choices),
                "sheet": asdict(sheet),
            }
        )


def set_root(ballots: Sequence[Ballot]) -> str:
    """What a set of ballots is known by, whatever their order: not one byte of one seal can be another."""
    return secrecy.list_root(sorted([*ballot.line, hashlib.sha256(ballot.sealed).hexdigest()] for ballot in ballots))
