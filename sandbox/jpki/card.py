"""A software card: two certificates and two keys in one JSON file, each key sealed under its PIN.

The browser opens the same file with WebCrypto. A file can be tried without limit by whoever
holds it, a chip cannot: for demos and tests only.
"""

import base64
import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ITERATIONS = 210_000
TRIES = {"authentication": 3, "signing": 5}
PIN_SHAPES = {"authentication": re.compile(r"[0-9]{4}"), "signing": re.compile(r"[A-Z0-9]{6,16}")}


class WrongPin(Exception):
    """The PIN does not open the key; `tries_left` more tries before the key locks."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(f"wrong PIN, {tries_left} tries left")
        self.tries_left = tries_left


class CardLocked(Exception):
    """Too many wrong PINs: only the municipality's counter can unlock the key."""


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _sealing_key(pin: str, salt: bytes, iterations: int) -> AESGCM:
    return AESGCM(PBKDF2HMAC(hashes.SHA256(), 32, salt, iterations).derive(pin.encode()))


def seal(kind: str, certificate: x509.Certificate, key: rsa.RSAPrivateKey, pin: str) -> dict[str, Any]:
    """One half of a card file. The PIN's shape is the law's: 4 digits, or 6-16 upper-case alphanumerics."""
    if not PIN_SHAPES[kind].fullmatch(pin):
        raise ValueError(f"this is no {kind} PIN")
    encoding, form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    plain = key.private_bytes(encoding, form, serialization.NoEncryption())
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(12)
    return {
        "certificate": b64(certificate.public_bytes(encoding)),
        "key": {
            "kdf": "PBKDF2-SHA256",
            "iterations": ITERATIONS,
            "salt": b64(salt),
            "iv": b64(iv),
            "ciphertext": b64(_sealing_key(pin, salt, ITERATIONS).encrypt(iv, plain, None)),
        },
    }


@dataclass(frozen=True)
class UnlockedKey:
    certificate: bytes
    key: rsa.RSAPrivateKey

    def sign(self, data: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256, as the chip does it."""
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


class SoftwareCard:
    """A card as a reader sees it: certificates readable, keys behind their PINs, wrong tries remembered."""

    def __init__(self, path: Path, content: dict[str, Any]) -> None:
        self._tries_file = path.with_suffix(".tries")
        self._content = content

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        return cls(Path(path), json.loads(Path(path).read_text(encoding="utf-8")))

    @property
    def card_id(self) -> str:
        return str(self._content["card_id"])

    def certificate(self, kind: str) -> bytes:
        return base64.b64decode(self._content[kind]["certificate"])

    def tries_left(self, kind: str) -> int:
        return TRIES[kind] - self._wrong_tries().get(kind, 0)

    def unlock(self, pin: str, kind: str = "authentication") -> UnlockedKey:
        if self.tries_left(kind) <= 0:
            raise CardLocked(kind)
        try:
            plain = self._open(kind, pin)
        except InvalidTag:
            self._remember(kind, self._wrong_tries().get(kind, 0) + 1)
            raise WrongPin(self.tries_left(kind)) from None
        self._remember(kind, 0)
        key = serialization.load_der_private_key(plain, None)
        assert isinstance(key, rsa.RSAPrivateKey)
        return UnlockedKey(self.certificate(kind), key)

    def _open(self, kind: str, pin: str) -> bytes:
        sealed = self._content[kind]["key"]
        salt, iv, ciphertext = (base64.b64decode(sealed[name]) for name in ("salt", "iv", "ciphertext"))
        return _sealing_key(pin, salt, sealed["iterations"]).decrypt(iv, ciphertext, None)

    def _wrong_tries(self) -> dict[str, int]:
        if not self._tries_file.exists():
            return {}
        tries: dict[str, int] = json.loads(self._tries_file.read_text(encoding="utf-8"))
        return tries

    def _remember(self, kind: str, wrong: int) -> None:
        tries = {**self._wrong_tries(), kind: wrong}
        self._tries_file.write_text(json.dumps(tries), encoding="utf-8")
