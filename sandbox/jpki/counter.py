"""What a municipality's counter does with cards: issue, revoke, issue again."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from sandbox.jpki.authority import OCSP_URL, Authority, Revoked, new_key
from sandbox.jpki.card import seal
from sandbox.jpki.profile import KINDS, Holder
from sandbox.jpki.state import Issued, State

MOVED = "affiliationChanged"  # the CRL reason written when one of the four attributes changed


@dataclass(frozen=True)
class Pins:
    authentication: str
    signing: str


@dataclass(frozen=True)
class Counter:
    state: State

    def open(self, generation: int = 1, ocsp_url: str = OCSP_URL) -> None:
        """Make the authorities of one generation, unless they exist."""
        for kind in KINDS:
            if generation not in self.state.generations(kind):
                self.state.save_authority(Authority.new(kind, ocsp_url), generation)

    def issue(self, card_id: str, person: str, label: str, holder: Holder, pins: Pins, at: datetime) -> Path:
        """A new card with both certificates. `person` is the key into the registers' data."""
        card: dict[str, Any] = {"card_id": card_id, "label": label, "holder": holder.name}
        for kind, pin in (("authentication", pins.authentication), ("signing", pins.signing)):
            card[kind] = self._half(kind, card_id, person, holder, pin, at)
        return self.state.write_card(card)

    def reissue(self, card_id: str, holder: Holder, signing_pin: str, at: datetime) -> Path:
        """A new signing certificate on the same card; a former one that still lives is revoked."""
        person = self._owner(card_id)
        for old in self._living(card_id, "signing"):
            self.revoke(old.serial, at, "superseded")
        card = self.state.read_card(card_id)
        return self.state.write_card(
            {**card, "signing": self._half("signing", card_id, person, holder, signing_pin, at)}
        )

    def revoke(self, serial: str, at: datetime, reason: str = MOVED) -> None:
        x509.ReasonFlags(reason)  # an unknown reason fails here, not at the next question
        rows = self.state.issued()
        if serial not in {row.serial for row in rows}:
            raise KeyError(f"no certificate {serial}")
        self.state.save_issued(
            [
                replace(row, revoked=Revoked(at, reason)) if row.serial == serial and not row.revoked else row
                for row in rows
            ]
        )

    def lapse(self, card_id: str, at: datetime) -> None:
        """What a move does: the signing certificate ends, the authentication certificate stays."""
        for row in self._living(card_id, "signing"):
            self.revoke(row.serial, at, MOVED)

    def _half(self, kind: str, card_id: str, person: str, holder: Holder, pin: str, at: datetime) -> dict[str, Any]:
        generation, authority = self.state.newest(kind)
        key = new_key()
        certificate = authority.issue(holder, key.public_key(), at)
        half = seal(kind, certificate, key, pin)
        serial = format(certificate.serial_number, "x")
        self.state.add_issued(Issued(serial, kind, generation, card_id, person))
        return half

    def _living(self, card_id: str, kind: str) -> list[Issued]:
        rows = self.state.issued()
        return [row for row in rows if (row.card_id, row.kind, row.revoked) == (card_id, kind, None)]

    def _owner(self, card_id: str) -> str:
        owners = {row.person for row in self.state.issued() if row.card_id == card_id}
        if len(owners) != 1:
            raise KeyError(f"no card {card_id}")
        return owners.pop()
