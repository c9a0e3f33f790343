"""Random names for things. Callers take ids as arguments; only doors and steps draw them here."""

import base64
import secrets

READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: read aloud over a telephone


def new_id() -> str:
    """26 lower-case base32 characters, 128 random bits: opaque and safe in a URL or a key."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def receipt_number() -> str:
    """16 readable characters, 80 random bits. Outside numbers are opaque and at most 20 characters."""
    return "".join(secrets.choice(READABLE) for _ in range(16))


def correlation_id() -> str:
    """One id that follows a request through door, event, process and log."""
    return new_id()
