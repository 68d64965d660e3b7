"""Blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Randomized): the signer's half and the check of what comes out.

`cryptography` has no raw RSA operation, so libcrypto's is used: constant in time and blinded (0.3 to 0.9 ms).
"""

import ctypes
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ubyte, c_void_p

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

LIBRARY = "libcrypto.so.3"
NO_PADDING = 3
SALT_BYTES = 48

# PyDLL keeps the interpreter lock: giving it up and waiting for it again would cost more than the operation.
_libcrypto = ctypes.PyDLL(LIBRARY)
_OPERATION = [c_void_p, POINTER(c_ubyte), POINTER(c_size_t), c_char_p, c_size_t]
_FUNCTIONS = {
    "d2i_AutoPrivateKey": (c_void_p, [c_void_p, POINTER(c_char_p), c_long]),
    "EVP_PKEY_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
    "EVP_PKEY_CTX_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_set_rsa_padding": (c_int, [c_void_p, c_int]),
    "EVP_PKEY_sign_init": (c_int, [c_void_p]),
    "EVP_PKEY_encrypt_init": (c_int, [c_void_p]),
    "EVP_PKEY_sign": (c_int, _OPERATION),
    "EVP_PKEY_encrypt": (c_int, _OPERATION),
}
for _name, (_result, _arguments) in _FUNCTIONS.items():
    getattr(_libcrypto, _name).restype = _result
    getattr(_libcrypto, _name).argtypes = _arguments


class Unsound(Exception):
    """libcrypto failed, or gave a signature that does not verify: a fault of the machine, never of who asked."""


class BlindSigner:
    """The raw private operation of one RSA key."""

    def __init__(self, key: RSAPrivateKey) -> None:
        self.modulus = key.public_key().public_numbers().n
        self.size = key.key_size // 8
        encoded = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        self._key = _libcrypto.d2i_AutoPrivateKey(None, byref(c_char_p(encoded)), len(encoded))
        self._signing, self._verifying = (_libcrypto.EVP_PKEY_CTX_new(self._key, None) for _ in range(2))
        if not (
            _libcrypto.EVP_PKEY_sign_init(self._signing) == 1
            and _libcrypto.EVP_PKEY_encrypt_init(self._verifying) == 1
            and _libcrypto.EVP_PKEY_CTX_set_rsa_padding(self._signing, NO_PADDING) == 1
            and _libcrypto.EVP_PKEY_CTX_set_rsa_padding(self._verifying, NO_PADDING) == 1
        ):
            raise Unsound("libcrypto does not take the key")

    def __del__(self) -> None:
        for context in (getattr(self, "_signing", None), getattr(self, "_verifying", None)):
            _libcrypto.EVP_PKEY_CTX_free(context)
        _libcrypto.EVP_PKEY_free(getattr(self, "_key", None))

    def accepts(self, blinded: bytes) -> bool:
        """Whether this is a value that can be signed: as long as the modulus, and 0 < m < n."""
        return len(blinded) == self.size and 0 < int.from_bytes(blinded) < self.modulus

    def sign(self, blinded: bytes) -> bytes:
        """The blind signature of a value that `accepts` accepts, checked before it is given away (RFC 9474, 4.3)."""
        if not self.accepts(blinded):
            raise ValueError("out of range")
        signature = self._operate(_libcrypto.EVP_PKEY_sign, self._signing, blinded)
        if self._operate(_libcrypto.EVP_PKEY_encrypt, self._verifying, signature) != blinded:
            raise Unsound("the signature does not verify")
        return signature

    def _operate(self, operation: Callable[..., int], context: int, number: bytes) -> bytes:
        result, length = (c_ubyte * self.size)(), c_size_t(self.size)
        if operation(context, result, byref(length), number, len(number)) != 1 or length.value != self.size:
            raise Unsound("libcrypto failed")
        return bytes(result)


def is_signed(key: RSAPublicKey, prepared: bytes, signature: bytes) -> bool:
    """Whether an unblinded signature is that of the prepared message (randomizer ‖ serial), in its only spelling."""
    if len(signature) * 8 != key.key_size:
        return False
    try:
        key.verify(signature, prepared, PSS(MGF1(SHA384()), SALT_BYTES), SHA384())
    except InvalidSignature:
        return False
    return True
