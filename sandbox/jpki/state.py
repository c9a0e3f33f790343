"""Where the test authorities keep what they made: one directory, never committed."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.jpki.authority import OCSP_URL, Authority, Revoked

PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Issued:
    """One line of the register of certificates. `serial` is lower-case hexadecimal."""

    serial: str
    kind: str
    generation: int
    card_id: str
    person: str
    revoked: Revoked | None = None


class State:
    def __init__(self, directory: str | os.PathLike[str]) -> None:
        self.directory = Path(directory)
        self.cards = self.directory / "cards"

    def save_authority(self, authority: Authority, generation: int) -> None:
        folder = self._folder(authority.kind, generation)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_bytes(authority.certificate.public_bytes(PEM))
        (folder / "ocsp.pem").write_bytes(authority.responder.public_bytes(PEM))
        _write_key(folder / "root.key", authority.key)
        _write_key(folder / "ocsp.key", authority.responder_key)
        (folder / "ocsp_url").write_text(authority.ocsp_url, encoding="utf-8")
        bundle = b"".join(root.certificate.public_bytes(PEM) for root in self.authorities(authority.kind))
        (self.directory / f"{authority.kind}_root.pem").write_bytes(bundle)

    def authority(self, kind: str, generation: int) -> Authority:
        folder = self._folder(kind, generation)
        url = folder / "ocsp_url"
        return Authority(
            kind,
            x509.load_pem_x509_certificate((folder / "root.pem").read_bytes()),
            _read_key(folder / "root.key"),
            x509.load_pem_x509_certificate((folder / "ocsp.pem").read_bytes()),
            _read_key(folder / "ocsp.key"),
            url.read_text(encoding="utf-8") if url.exists() else OCSP_URL,
        )

    def generations(self, kind: str) -> list[int]:
        found = (self.directory / "authorities").glob(f"{kind}-*")
        return sorted(int(folder.name.rsplit("-", 1)[1]) for folder in found)

    def authorities(self, kind: str) -> list[Authority]:
        return [self.authority(kind, generation) for generation in self.generations(kind)]

    def newest(self, kind: str) -> tuple[int, Authority]:
        generation = self.generations(kind)[-1]
        return generation, self.authority(kind, generation)

    def issued(self) -> list[Issued]:
        return [_issued(row) for row in self.read("issued", [])]

    def save_issued(self, rows: list[Issued]) -> None:
        self.write("issued", [_row(issued) for issued in rows])

    def add_issued(self, *rows: Issued) -> None:
        self.save_issued([*self.issued(), *rows])

    def read_card(self, card_id: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.cards / f"{card_id}.json").read_text(encoding="utf-8"))
        return content

    def write_card(self, card: dict[str, Any]) -> Path:
        self.cards.mkdir(parents=True, exist_ok=True)
        path = self.cards / f"{card['card_id']}.json"
        path.write_text(json.dumps(card, ensure_ascii=False, indent=2), encoding="utf-8")
        return path

    def read(self, name: str, default: Any) -> Any:
        path = self.directory / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else default

    def write(self, name: str, content: Any) -> None:
        """Replaced in one step: the running stand-ins read these files at every request."""
        self.directory.mkdir(parents=True, exist_ok=True)
        temporary = self.directory / f".{name}.json.new"
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(self.directory / f"{name}.json")

    def _folder(self, kind: str, generation: int) -> Path:
        return self.directory / "authorities" / f"{kind}-{generation}"


def _write_key(path: Path, key: rsa.RSAPrivateKey) -> None:
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(PEM, form, plain))


def _read_key(path: Path) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _row(issued: Issued) -> dict[str, Any]:
    revoked = issued.revoked and {"at": issued.revoked.at.isoformat(), "reason": issued.revoked.reason}
    return {**issued.__dict__, "revoked": revoked}


def _issued(row: dict[str, Any]) -> Issued:
    revoked = row["revoked"]
    entry = Revoked(datetime.fromisoformat(revoked["at"]), revoked["reason"]) if revoked else None
    return Issued(**{**row, "revoked": entry})
