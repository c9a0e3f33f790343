"""Published snapshots, from the municipal zone's exchange."""

from madoguchi.procedures.model.procedure import Snapshot
from madoguchi.signed import SignedHttp, segment


class SnapshotsHttp:
    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def snapshot(self, municipality: str) -> Snapshot:
        return Snapshot.model_validate(self._http.get(f"/snapshots/{segment(municipality)}"))
