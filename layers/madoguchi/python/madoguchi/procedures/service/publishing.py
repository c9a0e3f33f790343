"""The portal's side of a publication: fetch the town's snapshot, keep every version, never step back."""

from dataclasses import dataclass
from typing import Protocol

from madoguchi.procedures.model.procedure import Snapshot
from madoguchi.procedures.model.towns import Offers


class Source(Protocol):
    """The municipal zone. NotFound before a town's first publication; Unavailable to try again."""

    def snapshot(self, municipality: str) -> Snapshot: ...


class Shelf(Protocol):
    """Published objects. `replace` and `replace_offers` write only over what was read: Conflict otherwise."""

    def keep_versions(self, snapshot: Snapshot) -> None: ...
    def newest(self, municipality: str) -> tuple[int, str]: ...
    def replace(self, snapshot: Snapshot, was: str) -> None: ...
    def offers(self) -> tuple[Offers, str]: ...
    def replace_offers(self, offers: Offers, was: str) -> None: ...


@dataclass(frozen=True)
class Publishing:
    source: Source
    shelf: Shelf

    def receive(self, municipality: str) -> int:
        """The number that citizens now see. Idempotent, and in any order: an older snapshot changes nothing.

        Versions are kept before the snapshot that names them, so whoever reads it can pin to them.
        """
        snapshot = self.source.snapshot(municipality)
        number, was = self.shelf.newest(municipality)
        if number < snapshot.number:
            self.shelf.keep_versions(snapshot)
            self.shelf.replace(snapshot, was)
        offers, read = self.shelf.offers()
        listed = offers.with_snapshot(snapshot)
        if listed is not offers:
            self.shelf.replace_offers(listed, read)
        return max(number, snapshot.number)
