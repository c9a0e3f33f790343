"""The applications table: every write is conditional, and what belongs together is one transaction.

APPLICATION#<id>   APPLICATION          the application; in the index by account
                   PREPARED             what was last given out to be signed
                   SUBMISSION#<rev>     what came back, signed
                   INTAKE#<rev>#<fact>  verdict, scan, package      (facts_table.py)
                   EVENT#<id>           for the announcer
NATURAL#<hash>     NATURAL              the open application of a person, procedure and town
RECEIPT#<receipt>  RECEIPT              whose receipt it is
ACCOUNT#<id>       KEY#<idempotency>    the first answer to a submission

Values are kept as their own JSON: text stays as it was written.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.applications.model.application import Application, natural_key_of
from madoguchi.applications.model.submission import Prepared, Repeat, Submission
from madoguchi.applications.service.submissions import Before
from madoguchi.errors import NotFound, Unavailable
from madoguchi.kernel.events import Event, event_row

TRIES, PAUSE_SECONDS = 4, 0.05
REPEATS_KEPT = timedelta(days=30)
ELSEWHERE = "saved elsewhere meanwhile"
Key = tuple[str, str]
Row = dict[str, Any]
Part = dict[str, Any]


@dataclass(frozen=True)
class ApplicationsTable:
    """`wall`: technical time, which ends idempotency records and event rows."""

    client: Any
    table: str
    wall: Callable[[], datetime]

    def get(self, application_id: str) -> Application:
        return _application(self._row(_own(application_id)))

    def of_account(self, account_id: str) -> list[Application]:
        """Newest first."""
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            IndexName="by_account",
            KeyConditionExpression="account_id = :account",
            ExpressionAttributeValues={":account": {"S": account_id}},
            ScanIndexForward=False,
        )
        return [_application(dynamo.load(item)) for page in pages for item in page["Items"]]

    def of_receipt(self, receipt: str) -> Application:
        found = self._row(_receipt(receipt))
        if found is None:
            raise NotFound("no application has this receipt")
        return self.get(found["application_id"])

    def open_receipt(self, key: str) -> str | None:
        found = self._row(_natural(key))
        return found["receipt"] if found else None

    def open(self, application: Application) -> None:
        self._transact("opened already", [self._new(_application_row(application))])

    def save(self, application: Application, event: Event | None = None) -> None:
        """Conflict when another save came first."""
        announced = [self._new(self._event_row(application, event))] if event else []
        self._transact(ELSEWHERE, [self._next(application), *announced])

    def close(self, application: Application, event: Event | None) -> None:
        """Saves a decided or withdrawn application and frees its natural key."""
        free = [self._free(application)] if application.receipt else []
        announced = [self._new(self._event_row(application, event))] if event else []
        self._transact(ELSEWHERE, [self._next(application), *announced, *free])

    def save_prepared(self, application: Application, prepared: Prepared) -> None:
        """What was prepared before is replaced; the application's own version guards both."""
        row = _row(_prepared(prepared.application_id), "prepared", prepared=prepared.model_dump_json())
        put = {"Put": {"TableName": self.table, "Item": dynamo.dump(row)}}
        self._transact(ELSEWHERE, [self._next(application), put])

    def before(self, account_id: str, application_id: str, idempotency_key: str) -> Before:
        keys = _own(application_id), _prepared(application_id), _repeat(account_id, idempotency_key)
        own, prepared, repeat = self._rows(keys)
        return Before(
            application=_application(own),
            prepared=Prepared.model_validate_json(prepared["prepared"]) if prepared else None,
            repeat=Repeat.model_validate_json(repeat["repeat"]) if repeat else None,
        )

    def submit(
        self, application: Application, submission: Submission, repeat: Repeat, event: Event, *, idempotency_key: str
    ) -> None:
        own = {"application_id": application.application_id}
        key = _repeat(application.account_id, idempotency_key)
        expires = int((self.wall() + REPEATS_KEPT).timestamp())
        new = [
            _row(_submission(submission), "submission", submission=submission.model_dump_json()),
            _row(key, "repeat", repeat=repeat.model_dump_json(), expires=expires),
            self._event_row(application, event),
        ]
        if application.revision == 1:
            natural = _natural(natural_key_of(application))
            new.append(_row(natural, "natural", receipt=application.receipt, **own))
            new.append(_row(_receipt(submission.receipt), "receipt", **own))
        self._transact("submitted already", [self._next(application), *(self._new(row) for row in new)])

    def _event_row(self, application: Application, event: Event) -> Row:
        return event_row(event, pk=_own(application.application_id)[0], wall=self.wall())

    def _new(self, row: Row) -> Part:
        return dynamo.put_new(self.table, row)

    def _next(self, application: Application) -> Part:
        return dynamo.put_version(self.table, _application_row(application), application.version - 1)

    def _free(self, application: Application) -> Part:
        return {
            "Delete": {
                "TableName": self.table,
                "Key": dynamo.key(*_natural(natural_key_of(application))),
                "ConditionExpression": "application_id = :own",
                "ExpressionAttributeValues": {":own": {"S": application.application_id}},
            }
        }

    def _row(self, key: Key) -> Row | None:
        item = self.client.get_item(TableName=self.table, Key=dynamo.key(*key), ConsistentRead=True).get("Item")
        return dynamo.load(item) if item else None

    def _rows(self, keys: tuple[Key, ...]) -> list[Row | None]:
        """Several rows as they stood at one moment, each in its place: a batch might show half a submission."""
        parts = [{"Get": {"TableName": self.table, "Key": dynamo.key(*key)}} for key in keys]
        answer = self._patiently(lambda: self.client.transact_get_items(TransactItems=parts))
        items = [response.get("Item") for response in answer["Responses"]]
        return [dynamo.load(item) if item else None for item in items]

    def _transact(self, what: str, parts: list[Part]) -> None:
        """Conflict(`what`) when a condition fails."""
        with dynamo.conflicts(what):
            self._patiently(lambda: self.client.transact_write_items(TransactItems=parts))

    def _patiently(self, transaction: Callable[[], Any]) -> Any:
        """Of two transactions on one item at once one is sent away: it comes again. Unavailable after some tries."""
        for attempt in range(1, TRIES + 1):
            try:
                return transaction()
            except ClientError as error:
                if not dynamo.busy(error):
                    raise
                time.sleep(PAUSE_SECONDS * attempt)
        raise Unavailable("the item is being written", retry_after=1)


def _own(application_id: str) -> Key:
    return f"APPLICATION#{application_id}", "APPLICATION"


def _prepared(application_id: str) -> Key:
    return f"APPLICATION#{application_id}", "PREPARED"


def _submission(submission: Submission) -> Key:
    return f"APPLICATION#{submission.application_id}", f"SUBMISSION#{submission.revision:04}"


def _natural(hashed: str) -> Key:
    return f"NATURAL#{hashed}", "NATURAL"


def _receipt(receipt: str) -> Key:
    return f"RECEIPT#{receipt}", "RECEIPT"


def _repeat(account_id: str, idempotency_key: str) -> Key:
    return f"ACCOUNT#{account_id}", f"KEY#{idempotency_key}"


def _row(key: Key, kind: str, **columns: Any) -> Row:
    return {"pk": key[0], "sk": key[1], "kind": kind, **columns}


def _application_row(application: Application) -> Row:
    return _row(
        _own(application.application_id),
        "application",
        account_id=application.account_id,
        opened_at=application.opened_at.isoformat(),
        version=application.version,
        application=application.model_dump_json(),
    )


def _application(found: Row | None) -> Application:
    if found is None:
        raise NotFound("no such application")
    return Application.model_validate_json(found["application"])
