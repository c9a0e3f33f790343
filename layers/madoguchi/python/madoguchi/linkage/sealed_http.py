"""The sealed register as linkage sees it: signed calls that carry sealed numbers or serials, and bring person ids."""

from typing import Any, Protocol


class Http(Protocol):
    def get(self, path: str) -> dict[str, Any]: ...
    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]: ...


class SealedHttp:
    def __init__(self, http: Http) -> None:
        self._http = http

    def sealing_key(self) -> str:
        return str(self._http.get("/sealing-key")["public_key"])

    def person(self, sealed: str) -> str:
        return str(self._http.post("/persons", {"sealed": sealed})["person_id"])

    def person_by_serial(self, serial: str) -> str:
        return str(self._http.post("/persons/by-serial", {"serial": serial})["person_id"])
