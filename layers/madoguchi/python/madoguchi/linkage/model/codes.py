"""Institution-specific codes (機関別符号): the same person, another code at each institution, reversible here alone.

A code is itself an Individual Number in the wide sense (番号法 第2条第8項): it lives in its institution's partition
beside the addressee number and goes into no API, event, log, file or screen.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from madoguchi.errors import MadoguchiError

KEY_BYTES = 64  # AES-256-SIV: one half authenticates, the other encrypts


class WrongCode(MadoguchiError):
    """A code that this institution was never given: a fault of ours, never the asker's."""

    type = "wrong-code"


@dataclass(frozen=True, repr=False)
class CodeBook:
    """`keys` by version; the newest makes codes, every one still reads its own."""

    keys: Mapping[int, bytes]

    def code(self, institution: str, person_id: str) -> str:
        """ "<version>.<base32>": deterministic, so that re-pairing finds what is there."""
        version = max(self.keys)
        sealed = AESSIV(self.keys[version]).encrypt(_packed(person_id), _about(institution, version))
        return f"{version}.{base64.b32encode(sealed).decode().rstrip('=').lower()}"

    def person(self, institution: str, code: str) -> str:
        """The person id behind a code of `institution`; WrongCode for any other institution's code."""
        version, _, text = code.partition(".")
        try:
            opened = AESSIV(self.keys[int(version)]).decrypt(_unbase32(text), _about(institution, int(version)))
        except (InvalidTag, KeyError, ValueError):
            raise WrongCode("the code does not belong here") from None
        return base64.b32encode(opened).decode().rstrip("=").lower()


def _about(institution: str, version: int) -> list[bytes]:
    return [institution.encode(), str(version).encode()]


def _packed(person_id: str) -> bytes:
    return _unbase32(person_id)


def _unbase32(text: str) -> bytes:
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
