"""What of a resident is kept sealed: LINE user ids, raw bodies, reply tokens, the running conversation, photos.

Sealing is AES-256-GCM under a key derived from ``SECRET_KEY``; every value carries the id of its key, so that values under
the previous key stay readable while keys rotate. Looking up goes by a keyed hash, which reveals nothing without its key; that
one stays the same while keys rotate (see ``storage.keyring``).
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_ID_BYTES = 4
_NONCE_BYTES = 12


class Unreadable(Exception):
    """A sealed value that no key at hand opens: SECRET_KEY was changed without SECRET_KEY_PREVIOUS, or bytes were damaged."""


class Seal:
    """Seals and opens texts and photos; ``repr`` shows no key.

    ``lookup_key`` is that of the hashes, in hex, as ``storage.keyring`` keeps it; without it, it is made from ``secret_key``.
    """

    def __init__(self, secret_key: str, previous: str | None = None, *, lookup_key: str | None = None) -> None:
        self._ciphers: dict[bytes, AESGCM] = {}
        for secret in [secret_key, *([previous] if previous else [])]:
            key_id = _derive(secret, "key id")[:_KEY_ID_BYTES]
            self._ciphers.setdefault(key_id, AESGCM(_derive(secret, "sealing")))
        self._current = next(iter(self._ciphers))
        self._hash_key = bytes.fromhex(lookup_key or first_lookup_key(secret_key))

    @property
    def key_number(self) -> int:
        """Which key values are sealed under now, as every one of them tells: the same number, the same ``SECRET_KEY``."""
        return int.from_bytes(self._current)

    def seal(self, text: str) -> bytes:
        # LINE's JSON may hold half a character; it must survive, not raise
        return self.seal_bytes(text.encode("utf-8", "surrogatepass"))

    def open(self, sealed: bytes) -> str:
        """The text again. Raises Unreadable."""
        return self.open_bytes(sealed).decode("utf-8", "surrogatepass")

    def seal_bytes(self, data: bytes) -> bytes:
        """For what is no text: photos."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._current + nonce + self._ciphers[self._current].encrypt(nonce, data, self._current)

    def open_bytes(self, sealed: bytes) -> bytes:
        """The bytes again. Raises Unreadable."""
        key_id, nonce = sealed[:_KEY_ID_BYTES], sealed[_KEY_ID_BYTES : _KEY_ID_BYTES + _NONCE_BYTES]
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise Unreadable("sealed under a key that is not at hand")
        if len(nonce) < _NONCE_BYTES:
            raise Unreadable("cut off")
        try:
            return cipher.decrypt(nonce, sealed[_KEY_ID_BYTES + _NONCE_BYTES :], key_id)
        except InvalidTag as problem:
            raise Unreadable("damaged") from problem

    def opens(self, sealed: bytes) -> bool:
        """Whether a key at hand opens this."""
        try:
            self.open_bytes(sealed)
        except Unreadable:
            return False
        return True

    def is_stale(self, sealed: bytes) -> bool:
        """Whether this was sealed under another key than the present one."""
        return sealed[:_KEY_ID_BYTES] != self._current

    def fingerprint(self, identity: str) -> str:
        """The keyed hash under which an identity is looked up: 32 hex digits, the same for the same identity."""
        return _fingerprint(self._hash_key, identity)


def first_lookup_key(secret_key: str) -> str:
    """The key of the hashes as an installation begins with it, in hex."""
    return _derive(secret_key, "lookup").hex()


def _fingerprint(key: bytes, identity: str) -> str:
    return hmac.new(key, identity.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]


def _derive(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"koe-no-mado {purpose}".encode(), hashlib.sha256).digest()
