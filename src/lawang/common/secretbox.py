"""Sealing of typed identity fields and uploaded files, and blind indexes to find them again.

Sealed: one byte of format, one of the key id's length, the key id, a 12-byte nonce, then
AES-256-GCM text and tag. Key id and `bind` ("model.field") are authenticated, so a value copied to
another column does not open. A blind index is HMAC-SHA256 under another derived key: equal texts
give equal indexes, and only for the same `bind`. Random nonces allow about 4 billion seals per
key: change the key long before (`needs_rotation`).
"""

import base64
import binascii
import hmac
import os
import re
from collections.abc import Iterable, Iterator, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_FORMAT = 1
_NONCE_BYTES = 12
_LONGEST_HEADER = 18  # format, length, and an id of up to 16 characters
_LEAST_DIFFERENT_BYTES = 16  # 32 random bytes have fewer once in about 10^17 keys
_URLSAFE = str.maketrans("-_", "+/")
_KEY_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,15}")


class BadKeys(Exception):
    """The keys cannot be used; the text says why and what to do, and never shows a key."""


class CannotOpen(Exception):
    """Not sealed by us, sealed elsewhere, changed, or its key is missing. Never holds the value."""


def new_key() -> str:
    """A fresh key as it is written in LAWANG_FIELD_KEYS."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def read_keys(text: str) -> dict[str, bytes]:
    """Keys from `id:key,id:key` (key in base64; commas or new lines). The first one seals."""
    keys = {}
    for entry in re.split(r"[,\s]+", text.strip()):
        key_id, colon, coded = entry.partition(":")
        if not colon or key_id in keys:
            raise BadKeys("LAWANG_FIELD_KEYS: write each key once, as id:key with commas between.")
        try:
            keys[key_id] = base64.b64decode(coded.translate(_URLSAFE), validate=True)
        except (binascii.Error, ValueError):
            raise BadKeys(f"LAWANG_FIELD_KEYS: key {key_id!r} is not base64.") from None
    return keys


def key_id_of(sealed: bytes) -> str:
    """Which key sealed this; its first 18 bytes are enough. Raises `CannotOpen`."""
    return _read_header(sealed.ljust(_LONGEST_HEADER + _NONCE_BYTES))[0]


class SecretBox:
    """Seals with the first key, opens with any. Raises `BadKeys` when a key is missing or weak."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        _check(keys)
        self.current = next(iter(keys))
        self._seals = {key_id: _derived(key, "seal") for key_id, key in keys.items()}
        self._blinds = {key_id: _derived(key, "blind index") for key_id, key in keys.items()}

    def seal(self, content: str | bytes, *, bind: str) -> bytes:
        """Encrypt a text (as UTF-8) or bytes for one place, named by `bind`."""
        header, nonce = self._header(), os.urandom(_NONCE_BYTES)
        plain = content.encode() if isinstance(content, str) else content
        aead = AESGCM(self._seals[self.current])
        return header + nonce + aead.encrypt(nonce, plain, _bound(header, bind))

    def seal_pieces(self, pieces: Iterable[bytes], *, bind: str) -> Iterator[bytes]:
        """Seal a file that arrives in pieces; joined, the result opens with `open_sealed`."""
        header, nonce = self._header(), os.urandom(_NONCE_BYTES)
        key = algorithms.AES(self._seals[self.current])
        encryptor = Cipher(key, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(_bound(header, bind))
        yield header + nonce
        for piece in pieces:
            yield encryptor.update(piece)
        yield encryptor.finalize() + encryptor.tag

    def open_sealed(self, sealed: bytes, *, bind: str) -> bytes:
        """The bytes that were sealed for this place; raises `CannotOpen`."""
        key_id, start = _read_header(sealed)
        if key_id not in self._seals:
            raise CannotOpen(f"The key {key_id!r} is not among LAWANG_FIELD_KEYS.")
        nonce, body = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
        try:
            return AESGCM(self._seals[key_id]).decrypt(nonce, body, _bound(sealed[:start], bind))
        except (InvalidTag, ValueError):
            raise CannotOpen(f"Changed, cut short or not sealed for {bind}.") from None

    def open_text(self, sealed: bytes, *, bind: str) -> str:
        """The text that was sealed for this place; raises `CannotOpen`."""
        return self.open_sealed(sealed, bind=bind).decode()

    def blind(self, text: str, *, bind: str) -> str:
        """The index to store beside a sealed text (at most 60 characters of ASCII).

        Give it the normal form (digits of a NIK, E.164 of a phone): only equal texts match.
        """
        return self._blind(self.current, text, bind)

    def blinds(self, text: str, *, bind: str) -> list[str]:
        """The index under every key, to look up with `__in` while a rotation is under way."""
        return [self._blind(key_id, text, bind) for key_id in self._blinds]

    def needs_rotation(self, sealed: bytes) -> bool:
        """Was this sealed with another key than the current one? Raises `CannotOpen`."""
        return _read_header(sealed)[0] != self.current

    def _header(self) -> bytes:
        return bytes((_FORMAT, len(self.current))) + self.current.encode()

    def _blind(self, key_id: str, text: str, bind: str) -> str:
        digest = hmac.digest(self._blinds[key_id], _bound(b"", bind) + text.encode(), "sha256")
        return f"{key_id}:{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _check(keys: Mapping[str, bytes]) -> None:
    if not keys:
        raise BadKeys("No field key. Set LAWANG_FIELD_KEYS, or restore DATA/keys.")
    for key_id, key in keys.items():
        if not _KEY_ID.fullmatch(key_id):
            raise BadKeys(f"Key id {key_id!r}: use 1 to 16 of a–z, 0–9 and dashes.")
        if len(key) != KEY_BYTES:
            raise BadKeys(f"Key {key_id!r} has {len(key)} bytes; it must have {KEY_BYTES}.")
        if len(set(key)) < _LEAST_DIFFERENT_BYTES:
            raise BadKeys(f"Key {key_id!r} is not random. Make a new one.")
    if len(set(keys.values())) < len(keys):
        raise BadKeys("Two key ids have the same key. A new id needs a new key.")


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"lawang {purpose} 1".encode()).derive(key)


def _bound(header: bytes, bind: str) -> bytes:
    if not bind or "\0" in bind:
        raise ValueError("bind names the place, as in 'person.nik'.")
    return header + bind.encode() + b"\0"


def _read_header(sealed: bytes) -> tuple[str, int]:
    """The key id, and where the nonce starts."""
    start = 2 + sealed[1] if len(sealed) > 1 and sealed[0] == _FORMAT else 0
    key_id = sealed[2:start].decode("ascii", "replace")
    if not _KEY_ID.fullmatch(key_id) or len(sealed) < start + _NONCE_BYTES:
        raise CannotOpen("Not a sealed value.")
    return key_id, start
