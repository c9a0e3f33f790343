"""The ledger: its table, fed from linkage's stream; and, in the portal's zone, the citizen's door to her records."""

from typing import TYPE_CHECKING

from constructs import Construct

from infra import uses
from infra.constructs import CITIZEN, Api, Door, Function, Route, StreamReader, Table, parks_poison

if TYPE_CHECKING:
    from infra.capabilities.identity import IdentityData
    from infra.capabilities.linkage import LinkageData
    from infra.stacks.core import CoreZone


class LedgerData(Construct):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table")


class Ledger(Construct):
    """In the core. The announcer of linkage is its stream's other reader: there may be no third."""

    def __init__(self, scope: Construct, id: str, *, data: LedgerData, linkage_data: "LinkageData") -> None:
        super().__init__(scope, id)
        self.table = data.table
        feed = Function(
            self,
            "Feed",
            entry="ledger/feed",
            uses=[uses.puts(data.table, "LEDGER_TABLE"), parks_poison(self)],
        )
        StreamReader(self, "Records", table=linkage_data.table, function=feed, kind="record")


class Records(Construct):
    """In the portal: who looked at my data."""

    def __init__(self, scope: Construct, id: str, *, identity: "IdentityData", api: Api, core: "CoreZone") -> None:
        super().__init__(scope, id)
        door = Function(
            self,
            "RecordsApi",
            entry="ledger/records_api",
            door=True,
            uses=[
                uses.gets(identity.table, "IDENTITY_TABLE", of=identity.ACCOUNTS),
                uses.calls(core.exchange, "CORE_API", ["GET /portal/records/{account_id}"]),
            ],
        )
        Door(self, "Door", api=api, function=door, routes=[Route("GET", "/api/records", CITIZEN)])
