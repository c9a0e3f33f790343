"""A throw-away capability, as docs/add-a-capability.md asks for one: a citizen tells the town a wish."""

PACKAGE = "layers/madoguchi/python/madoguchi"

SOURCES = {
    f"{PACKAGE}/wishes/__init__.py": '"""Wishes: what a citizen would like her town to do."""\n',
    f"{PACKAGE}/wishes/model.py": '''"""A wish and the fact that it was told."""

from datetime import datetime

from pydantic import Field

from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value

class Asked(Value):
    """What she writes."""

    text: str = Field(min_length=1, max_length=400)


class Told(Value):
    """What she is answered."""

    wish_id: str


class Wish(Value):
    wish_id: str
    account_id: str
    text: str
    told_at: datetime


def told(wish: Wish, *, event_id: str, correlation_id: str) -> Event:
    """Ids only: what she wishes stays in the table."""
    return Event(
        type="WishTold",
        source="madoguchi.wishes",
        event_id=event_id,
        occurred_at=wish.told_at,
        correlation_id=correlation_id,
        data={"wish_id": wish.wish_id, "account_id": wish.account_id},
    )
''',
    f"{PACKAGE}/wishes/service.py": '''"""Telling a wish, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.kernel.events import Event
from madoguchi.wishes.model import Asked, Wish, told


class Store(Protocol):
    def add(self, wish: Wish, event: Event) -> None: ...


@dataclass(frozen=True)
class Wishes:
    store: Store

    def tell(
        self, account_id: str, asked: Asked, *, now: datetime, new_id: Callable[[], str], correlation_id: str
    ) -> Wish:
        wish = Wish(wish_id=new_id(), account_id=account_id, text=asked.text, told_at=now)
        self.store.add(wish, told(wish, event_id=new_id(), correlation_id=correlation_id))
        return wish
''',
    f"{PACKAGE}/wishes/store.py": '''"""The wishes table: pk ACCOUNT#<account>, sk WISH#<id> | EVENT#<id>."""

from typing import Any

from madoguchi import dynamo
from madoguchi.kernel.clock import rfc3339
from madoguchi.kernel.events import Event, event_row
from madoguchi.wishes.model import Wish


class WishesTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def add(self, wish: Wish, event: Event) -> None:
        """Store a new wish with its event. Conflict, when it stands already."""
        pk = f"ACCOUNT#{wish.account_id}"
        row = {"pk": pk, "sk": f"WISH#{wish.wish_id}", "text": wish.text, "told_at": rfc3339(wish.told_at)}
        events = event_row(event, pk=pk, wall=wish.told_at)
        with dynamo.conflicts(wish.wish_id):
            self._client.transact_write_items(
                TransactItems=[dynamo.put_new(self._table, row), dynamo.put_new(self._table, events)]
            )
''',
    f"{PACKAGE}/wiring/wishes.py": '''"""What wishes run on: one table, the portal's bus, and the citizens' sessions."""

import os
from functools import cache

import boto3

from madoguchi import streams
from madoguchi.identity.sessions_table import Living
from madoguchi.identity.sessions_table import living as living_sessions
from madoguchi.kernel import clock
from madoguchi.origin import Origin
from madoguchi.wishes.service import Wishes
from madoguchi.wishes.store import WishesTable


@cache
def service() -> Wishes:
    return Wishes(WishesTable(boto3.client("dynamodb"), os.environ["WISHES_TABLE"]))


@cache
def publish() -> streams.Publish:
    return streams.to_bus(boto3.client("events"), os.environ["BUS"])


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"


@cache
def living() -> Living:
    return living_sessions(boto3.client("dynamodb"), os.environ["IDENTITY_TABLE"])


def origin() -> Origin:
    """One for each function that asks, which remembers it."""
    return Origin(boto3.client("secretsmanager"), os.environ["ORIGIN_SECRET"], clock.wall)
''',
    "functions/wishes/public_api.py": '''"""The citizen's door to her wishes."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from madoguchi.kernel import clock, correlation, ids
from madoguchi.wiring import wishes as wiring
from madoguchi.wishes.model import Asked, Told

app = http.door("wishes: citizen")
wishes = wiring.service()
origin = wiring.origin()
gate = http.portal_gate(origin.demand, wiring.living())


@app.post("/api/wishes")
def tell(asked: Annotated[Asked, Body()]) -> Told:
    chain = correlation.current()
    made = wishes.tell(http.citizen(), asked, now=clock.now(), new_id=ids.new_id, correlation_id=chain)
    return Told(wish_id=made.wish_id)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)
''',
    "functions/wishes/announce.py": '''"""Wishes' events, from their table's stream to the portal bus."""

from madoguchi import streams
from madoguchi.wiring import wishes as wiring

handler = streams.announcer(wiring.publish(), park_poison=wiring.park_poison())
''',
    "infra/capabilities/wishes.py": '''"""Wishes: a table, the citizen's door, and the announcer."""

from constructs import Construct

from infra import uses
from infra.capabilities.identity import IdentityData
from infra.constructs import CITIZEN, Announcer, Api, Door, Function, Route, Table
from infra.zone import ServicesZone


class WishesData(Construct):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table", stream=True)


class Wishes(Construct):
    def __init__(self, scope: Construct, id: str, *, data: WishesData, identity: IdentityData, api: Api) -> None:
        super().__init__(scope, id)
        door = Function(
            self,
            "PublicApi",
            entry="wishes/public_api",
            door=True,
            uses=[
                uses.puts(data.table, "WISHES_TABLE"),
                uses.gets(identity.table, "IDENTITY_TABLE", of=identity.ACCOUNTS),
            ],
        )
        Door(self, "Door", api=api, function=door, routes=[Route("POST", "/api/wishes", CITIZEN)])
        Announcer(self, "Announce", table=data.table, entry="wishes/announce", bus=ServicesZone.of(self).bus)
''',
}
_TEXT = '{"type": "string"}'
_IDS = f'{{"event_id": {_TEXT}, "version": {{"const": 1}}, "occurred_at": {_TEXT}, "correlation_id": {_TEXT}}}'
LANGUAGE = {
    "events/wishes/WishTold.v1.schema.json": f"""{{
 "title": "WishTold",
 "type": "object",
 "properties": {{
  "metadata": {{"type": "object", "additionalProperties": false, "properties": {_IDS},
   "required": ["event_id", "version", "occurred_at", "correlation_id"]}},
  "data": {{"type": "object", "additionalProperties": false,
   "properties": {{"wish_id": {_TEXT}, "account_id": {_TEXT}}}, "required": ["wish_id", "account_id"]}}
 }},
 "required": ["metadata", "data"],
 "additionalProperties": false
}}
""",
    "events/wishes/WishTold.v1.example.json": """{
 "metadata": {"event_id": "e1", "version": 1, "occurred_at": "2026-11-05T00:30:00Z", "correlation_id": "c1"},
 "data": {"wish_id": "w1", "account_id": "a1"}
}
""",
}
TESTS = {
    "tests/unit/wishes/test_wishes.py": '''"""A wish is told with ids alone."""

from datetime import UTC, datetime

from madoguchi.wishes.model import Asked
from madoguchi.wishes.service import Wishes

NOW = datetime(2026, 11, 5, tzinfo=UTC)


class Kept(list):
    def add(self, wish, event):
        self.append((wish, event))


def test_what_is_announced_holds_no_word_of_the_wish():
    kept, ids = Kept(), iter(["w1", "e1"])

    Wishes(kept).tell("a1", Asked(text="a bench"), now=NOW, new_id=lambda: next(ids), correlation_id="c1")

    ((wish, event),) = kept
    assert wish.text == "a bench"
    assert event.data == {"wish_id": "w1", "account_id": "a1"}
''',
    "tests/adapters/wishes/test_store.py": '''"""The wishes table: a wish is kept once, with its event."""

from datetime import UTC, datetime

import pytest

from madoguchi.errors import Conflict
from madoguchi.wishes.model import Wish, told
from madoguchi.wishes.store import WishesTable
from tests.support.tables import make_table

WISH = Wish(wish_id="w1", account_id="a1", text="a bench", told_at=datetime(2026, 11, 5, tzinfo=UTC))


def test_a_wish_is_kept_once(aws):
    client = make_table("wishes")
    store = WishesTable(client, "wishes")
    store.add(WISH, told(WISH, event_id="e1", correlation_id="c1"))

    with pytest.raises(Conflict):
        store.add(WISH, told(WISH, event_id="e2", correlation_id="c1"))

    assert client.scan(TableName="wishes")["Count"] == 2
''',
    "tests/functions/wishes/test_wishes.py": '''"""From the citizen's request to the bus, with the real handlers on moto."""

import os

import boto3
from wishes import announce, public_api

from madoguchi import dynamo
from tests.support.events import LambdaContext, answer, api_event, failed, stream_event
from tests.support.sessions import sign_in
from tests.support.tables import make_table

MIDORI = "a" * 26


def test_a_wish_is_kept_and_announced(aws):
    client = make_table(os.environ["WISHES_TABLE"], stream=True)
    sign_in(make_table(os.environ["IDENTITY_TABLE"]), MIDORI)
    boto3.client("events").create_event_bus(Name=os.environ["BUS"])

    reply = public_api.handler(api_event("POST", "/api/wishes", {"text": "a bench"}, account_id=MIDORI), LambdaContext())

    rows = [dynamo.load(item) for item in client.scan(TableName=os.environ["WISHES_TABLE"])["Items"]]
    assert reply["statusCode"] == 200 and answer(reply)["wish_id"]
    assert {row["sk"].split("#")[0] for row in rows} == {"WISH", "EVENT"}
    events = [row for row in rows if row.get("kind") == "event"]
    assert failed(announce.handler(stream_event(*events), LambdaContext())) == []
''',
    "tests/contracts/wishes/test_events.py": '''"""What is announced keeps its schema."""

import json
from datetime import UTC, datetime

import jsonschema_rs

from madoguchi.wishes.model import Wish, told
from tests.support.house import ROOT


def test_the_announced_event_keeps_its_schema():
    wish = Wish(wish_id="w1", account_id="a1", text="a bench", told_at=datetime(2026, 11, 5, tzinfo=UTC))
    schema = json.loads((ROOT / "events/wishes/WishTold.v1.schema.json").read_text())

    assert jsonschema_rs.is_valid(schema, told(wish, event_id="e1", correlation_id="c1").detail())
''',
}
# Lines put in, by the line that they stand before: file to (before, new).
STACK = "infra/stacks/portal.py"
MATRIX = "tests/faults/test_matrix.py"
LINES = [
    (
        "pyproject.toml",
        '  "(payments) | (accounts) | (notices) | (links)",',
        '  "(payments) | (accounts) | (notices) | (links) | wishes",',
    ),
    (
        STACK,
        "from infra.constructs import Api, Bucket",
        "from infra.capabilities.wishes import Wishes, WishesData\nfrom infra.constructs import Api, Bucket",
    ),
    (
        STACK,
        '        self.notices = NoticesData(self, "Notices")',
        '        self.notices = NoticesData(self, "Notices")\n        self.wishes = WishesData(self, "Wishes")',
    ),
    (
        STACK,
        '        Records(self, "Records"',
        '        Wishes(self, "Wishes", data=data.wishes, identity=data.identity, api=self.api)\n        Records(self, "Records"',
    ),
    (
        MATRIX,
        "OUTSIDE = {\n",
        'OUTSIDE = {\n    "wishes/announce": "an announcer as applications has one: broken there",\n'
        '    "wishes-public POST /api/wishes": "another wish is another wish",\n',
    ),
]
