"""The published numbers: RFC 9474 (blind signatures) and RFC 9180 (sealing)."""

import hmac
import json
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateNumbers,
    RSAPublicNumbers,
    rsa_crt_dmp1,
    rsa_crt_dmq1,
    rsa_crt_iqmp,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from apps.congress.ballots.keeper.blind import BlindSigner, is_signed
from apps.congress.ballots.keeper.keys import SUITE
from apps.congress.ballots.phones import pss_encoded
from apps.congress.ballots.rules.secrecy import ballot_info

RFC_9474 = json.loads((Path(__file__).parent / "rfc9474.json").read_text())  # RSABSSA-SHA384-PSS-Randomized
BYTES = {name: bytes.fromhex(value) for name, value in RFC_9474.items()}


@pytest.fixture(scope="module")
def private():
    p, q, n, e, d = (int(RFC_9474[name], 16) for name in "pqned")
    parts = {"dmp1": rsa_crt_dmp1(d, p), "dmq1": rsa_crt_dmq1(d, q), "iqmp": rsa_crt_iqmp(p, q)}
    return RSAPrivateNumbers(p=p, q=q, d=d, **parts, public_numbers=RSAPublicNumbers(e, n)).private_key()


def test_the_blind_signature_of_the_rfc(private):
    assert BlindSigner(private).sign(BYTES["blinded_msg"]) == BYTES["blind_sig"]


def test_the_signature_of_the_rfc_is_that_of_its_prepared_message(private):
    assert is_signed(private.public_key(), BYTES["prepared_msg"], BYTES["sig"])
    assert not is_signed(private.public_key(), BYTES["msg"], BYTES["sig"])


def test_the_browser_of_these_tests_encodes_and_unblinds_as_the_rfc_does():
    assert BYTES["prepared_msg"] == BYTES["msg_prefix"] + BYTES["msg"]
    assert pss_encoded(BYTES["prepared_msg"], 4095, BYTES["salt"]) == BYTES["encoded_msg"]
    unblinded = int.from_bytes(BYTES["blind_sig"]) * int.from_bytes(BYTES["inv"]) % int.from_bytes(BYTES["n"])
    assert unblinded.to_bytes(512) == BYTES["sig"]


def test_another_spelling_of_a_signature_is_none(private):
    key, modulus = private.public_key(), int.from_bytes(BYTES["n"])
    same_number = [b"\0" + BYTES["sig"], BYTES["sig"] + b"\0", BYTES["sig"][1:]]
    larger = int.from_bytes(BYTES["sig"]) + modulus
    spellings = [*same_number, larger.to_bytes(513), (larger % 2**4096).to_bytes(512)]
    assert [is_signed(key, BYTES["prepared_msg"], spelling) for spelling in spellings] == [False] * 5


@pytest.mark.parametrize("value", [0, 1, -1, "n", "n+1"])
def test_only_numbers_between_0_and_the_modulus_are_signed(private, value):
    modulus = int.from_bytes(BYTES["n"])
    number = {"n": modulus, "n+1": modulus + 1, -1: modulus - 1}.get(value, value)
    assert BlindSigner(private).accepts(number.to_bytes(512)) is (value in (1, -1))


def test_only_values_as_long_as_the_modulus_are_signed(private):
    signer = BlindSigner(private)
    assert [signer.accepts(bytes(length - 1) + b"\x05") for length in (511, 512, 513)] == [False, True, False]
    with pytest.raises(ValueError, match="out of range"):
        signer.sign(bytes(512))


# --- RFC 9180 by hand: cryptography has the suite, this computes it anew -----------------------------------------

KEM_SUITE = b"KEM" + (0x20).to_bytes(2)
KEY_BYTES = {1: 16, 2: 32}
"""AEAD 1 is AES-128-GCM, as in the published vector; 2 is AES-256-GCM, which ballots use."""


def extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")


def expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return hmac.digest(key, length.to_bytes(2) + b"HPKE-v1" + suite + label + info + b"\x01", "sha256")[:length]


def key_and_nonce(mine: X25519PrivateKey, theirs: bytes, enc: bytes, recipient: bytes, info: bytes, aead: int):
    """The key schedule of base mode (RFC 9180, 4.1 and 5.1)."""
    suite = b"HPKE" + b"".join(number.to_bytes(2) for number in (0x20, 0x01, aead))
    shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    extracted = extract(KEM_SUITE, b"", b"eae_prk", shared)
    secret_shared = expand(KEM_SUITE, extracted, b"shared_secret", enc + recipient, 32)
    context = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    secret = extract(suite, secret_shared, b"secret", b"")
    return expand(suite, secret, b"key", context, KEY_BYTES[aead]), expand(suite, secret, b"base_nonce", context, 12)


def test_the_computation_by_hand_gives_the_vector_of_the_rfc():
    """RFC 9180, A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode."""
    enc = bytes.fromhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
    recipient = bytes.fromhex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d")
    mine = X25519PrivateKey.from_private_bytes(
        bytes.fromhex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736")
    )
    info = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
    key, nonce = key_and_nonce(mine, recipient, enc, recipient, info, aead=1)
    assert key.hex() == "4531685d41d65f03dc48f6b8302c05b0"
    assert nonce.hex() == "56d890e5accaaf011cff4b7d"
    sealed = AESGCM(key).encrypt(nonce, b"Beauty is truth, truth beauty", b"Count-0")
    assert sealed.hex() == "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"


def test_the_keepers_suite_opens_what_is_sealed_by_hand_with_aes_256():
    ours, ephemeral = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    recipient, enc = (key.public_key().public_bytes_raw() for key in (ours, ephemeral))
    info = ballot_info(UUID(int=7), "ab" * 32)
    assert info == b"congress-ballot/1" + UUID(int=7).bytes + b"\xab" * 32
    key, nonce = key_and_nonce(ephemeral, recipient, enc, recipient, info, aead=2)
    sealed = enc + AESGCM(key).encrypt(nonce, b'{"approve":[]}', b"")
    assert SUITE.decrypt(sealed, ours, info=info) == b'{"approve":[]}'
