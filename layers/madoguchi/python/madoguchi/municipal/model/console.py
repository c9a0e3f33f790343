"""How the console's files are served: which paths exist, of which type, under which policy."""

import base64
import re
from typing import Any

PAGE = "index.html"
SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
TEXT = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
}
BINARY = {"png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "woff": "font/woff"}
LARGEST = 4_000_000  # Lambda answers 6 MB, of which base64 takes a third
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def key(path: str) -> str | None:
    """The file behind a path: routes of the console (no extension) are its page; None for anything odd."""
    asked = path.strip("/")
    if not asked:
        return PAGE
    if not SAFE.fullmatch(asked):
        return None
    extension = asked.rsplit("/", 1)[-1].rpartition(".")
    if not extension[1]:
        return PAGE
    return asked if extension[2] in TEXT or extension[2] in BINARY else None


def found(path: str, content: bytes) -> dict[str, Any]:
    """The answer for API Gateway. Hashed files under assets/ stay in the browser; the page is asked for again."""
    if len(content) > LARGEST:
        return absent()
    extension = path.rpartition(".")[2]
    kept = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
    headers = {**HEADERS, "Cache-Control": kept}
    if extension in BINARY:
        body = base64.b64encode(content).decode()
        return _answer(200, {**headers, "Content-Type": BINARY[extension]}, body, binary=True)
    return _answer(200, {**headers, "Content-Type": TEXT[extension]}, content.decode())


def absent() -> dict[str, Any]:
    return _answer(404, {**HEADERS, "Cache-Control": "no-store", "Content-Type": TEXT["txt"]}, "404")


def _answer(status: int, headers: dict[str, str], body: str, *, binary: bool = False) -> dict[str, Any]:
    return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": binary}
