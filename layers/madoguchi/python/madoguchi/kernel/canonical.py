"""One byte form for a JSON value, so that a digest or a signature means the same everywhere."""

import base64
import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """UTF-8 JSON, keys sorted, no spaces, no NaN. Text is kept code point for code point.

    Shape   numbers are integers (yen, counts); a float is refused, its text form differs between languages.
    Errors  TypeError on a float or an unknown type.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a canonical document holds integers, never floats")
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_floats(child)


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    """Strict standard base64; ValueError on anything else."""
    return base64.b64decode(text, validate=True)
