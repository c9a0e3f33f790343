"""Core systems of a town: which town a client works for, and what passes through to the core in its name."""

from dataclasses import dataclass
from typing import Any, Protocol

from madoguchi.errors import NotAllowed
from madoguchi.municipal.model.grants import Reader
from madoguchi.municipal.model.machines import CopyRequest, RepresentationRequest, SealedRequest


class UnknownClient(NotAllowed):
    type = "unknown-client"


class Clients(Protocol):
    def municipality_of(self, client_id: str) -> str | None: ...


class Core(Protocol):
    def pair(self, municipality: str, addressee_number: str, sealed: str) -> None: ...
    def sealing_key(self) -> str: ...
    def copy(self, municipality: str, addressee_number: str, item: str, copy: dict[str, Any]) -> None: ...
    def represent(self, municipality: str, representation: dict[str, Any]) -> None: ...


@dataclass(frozen=True)
class Machines:
    clients: Clients
    core: Core

    def reader(self, client_id: str) -> Reader:
        """The client as a reader of its own town. UnknownClient when no town registered it."""
        municipality = self.clients.municipality_of(client_id)
        if municipality is None:
            raise UnknownClient("this client stands for no municipality")
        return Reader(municipality=municipality, name=client_id, role="system")

    def pair(self, client_id: str, addressee_number: str, asked: SealedRequest) -> None:
        self.core.pair(self.reader(client_id).municipality, addressee_number, asked.sealed)

    def copy(self, client_id: str, addressee_number: str, item: str, asked: CopyRequest) -> None:
        body = asked.model_dump(mode="json")
        self.core.copy(self.reader(client_id).municipality, addressee_number, item, body)

    def represent(self, client_id: str, asked: RepresentationRequest) -> None:
        body = asked.model_dump(mode="json", by_alias=True)
        self.core.represent(self.reader(client_id).municipality, body)

    def sealing_key(self, client_id: str) -> str:
        self.reader(client_id)
        return self.core.sealing_key()
