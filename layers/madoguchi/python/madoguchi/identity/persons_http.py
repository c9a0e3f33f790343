"""What identity asks the core about persons: never who somebody is, only whether two serials are one."""

from typing import Any, Protocol


class Neighbour(Protocol):
    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]: ...


class CorePersons:
    def __init__(self, core: Neighbour) -> None:
        self._core = core

    def pair(self, account_id: str, serial: str) -> None:
        self._core.post("/portal/pairings", {"account_id": account_id, "serial": serial})

    def same(self, serials: tuple[str, str]) -> bool:
        return self._core.post("/portal/same-person", {"serials": list(serials)})["same"] is True
