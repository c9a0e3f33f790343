"""The applications table: every write is conditional, and what belongs together is one transaction."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.applications import rows
from madoguchi.applications.model.application import Application, natural_key_of
from madoguchi.applications.model.submission import Prepared, Repeat, Submission
from madoguchi.applications.service.submissions import Before
from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.kernel.events import Event, event_row
from madoguchi.procedures.model.procedure import Procedure

BUSY = "TransactionConflict"
TRIES, PAUSE_SECONDS = 4, 0.05
Part = dict[str, Any]


@dataclass(frozen=True)
class ApplicationsTable:
    """`wall`: technical time, which ends idempotency records and event rows."""

    client: Any
    table: str
    wall: Callable[[], datetime]
    _procedures: dict[tuple[str, str], Procedure] = field(default_factory=dict)

    def get(self, application_id: str) -> Application:
        return _application(self._row(rows.application_key(application_id)))

    def of_account(self, account_id: str) -> list[Application]:
        """Newest first."""
        asked = {
            "TableName": self.table,
            "IndexName": "by_account",
            "KeyConditionExpression": "account_id = :account",
            "ExpressionAttributeValues": {":account": {"S": account_id}},
            "ScanIndexForward": False,
        }
        pages = self.client.get_paginator("query").paginate(**asked)
        return [_application(dynamo.load(item)) for page in pages for item in page["Items"]]

    def of_receipt(self, receipt: str) -> Application:
        found = self._row(rows.receipt_key(receipt))
        if found is None:
            raise NotFound("no application has this receipt")
        return self.get(found["application_id"])

    def open_receipt(self, key: str) -> str | None:
        found = self._row(rows.natural_row_key(key))
        return found["receipt"] if found else None

    def open(self, application: Application) -> None:
        self._transact("opened already", [self._new(rows.application_row(application))])

    def save(self, application: Application, event: Event | None = None) -> None:
        parts = [self._next(application)]
        if event:
            parts.append(self._new(self._event(application, event)))
        self._transact("saved elsewhere meanwhile", parts)

    def close(self, application: Application, event: Event) -> None:
        """Saves a decided or withdrawn application and frees its natural key."""
        parts = [self._next(application), self._new(self._event(application, event))]
        if application.receipt:
            parts.append(self._free(application))
        self._transact("saved elsewhere meanwhile", parts)

    def pin(self, published: Procedure) -> None:
        """Keeps a procedure's version for the drafts that begin with it; the same version again is the same."""
        parts = [self._new(rows.procedure_row(published))]
        if (parts[0]["Put"]["Item"]["pk"]["S"], self.table) in self._procedures:
            return
        try:
            self._transact("kept already", parts)
        except Conflict:
            pass
        self._procedures[(parts[0]["Put"]["Item"]["pk"]["S"], self.table)] = published

    def pinned(self, application: Application) -> Procedure:
        key = rows.procedure_key(
            application.municipality.code, application.procedure.procedure_id, application.procedure.version
        )
        if (key[0], self.table) not in self._procedures:
            found = self._row(key)
            if found is None:
                raise NotFound("the procedure's version was not kept")
            self._procedures[(key[0], self.table)] = Procedure.model_validate_json(found["procedure"])
        return self._procedures[(key[0], self.table)]

    def save_prepared(self, application: Application, prepared: Prepared) -> None:
        put = {"Put": {"TableName": self.table, "Item": dynamo.dump(rows.prepared_row(prepared))}}
        self._transact("saved elsewhere meanwhile", [self._next(application), put])

    def before(self, account_id: str, application_id: str, idempotency_key: str) -> Before:
        keys = {
            "application": rows.application_key(application_id),
            "prepared": rows.prepared_key(application_id),
            "repeat": rows.repeat_key(account_id, idempotency_key),
        }
        found = self._rows(list(keys.values()))
        prepared, repeat = found.get(keys["prepared"]), found.get(keys["repeat"])
        return Before(
            application=_application(found.get(keys["application"])),
            prepared=Prepared.model_validate_json(prepared["prepared"]) if prepared else None,
            repeat=Repeat.model_validate_json(repeat["repeat"]) if repeat else None,
        )

    def submit(
        self, application: Application, submission: Submission, repeat: Repeat, event: Event, *, idempotency_key: str
    ) -> None:
        parts = [
            self._next(application),
            self._new(rows.submission_row(submission)),
            self._new(rows.repeat_row(application.account_id, idempotency_key, repeat, self.wall())),
            self._new(self._event(application, event)),
        ]
        if application.revision == 1:
            parts += [self._new(rows.natural_row(application)), self._new(rows.receipt_row(application))]
        self._transact("submitted already", parts)

    def submission(self, application_id: str, revision: int) -> Submission:
        found = self._row(rows.submission_key(application_id, revision))
        if found is None:
            raise NotFound("no such submission")
        return Submission.model_validate_json(found["submission"])

    def _event(self, application: Application, event: Event) -> rows.Row:
        return event_row(event, pk=rows.application_key(application.application_id)[0], wall=self.wall())

    def _new(self, row: rows.Row) -> Part:
        return dynamo.put_new(self.table, row)

    def _next(self, application: Application) -> Part:
        return dynamo.put_version(self.table, rows.application_row(application), application.version - 1)

    def _free(self, application: Application) -> Part:
        return {
            "Delete": {
                "TableName": self.table,
                "Key": dynamo.key(*rows.natural_row_key(natural_key_of(application))),
                "ConditionExpression": "application_id = :own",
                "ExpressionAttributeValues": {":own": {"S": application.application_id}},
            }
        }

    def _row(self, key: tuple[str, str]) -> rows.Row | None:
        item = self.client.get_item(TableName=self.table, Key=dynamo.key(*key), ConsistentRead=True).get("Item")
        return dynamo.load(item) if item else None

    def _rows(self, keys: list[tuple[str, str]]) -> dict[tuple[str, str], rows.Row]:
        asked = {self.table: {"Keys": [dynamo.key(*key) for key in keys], "ConsistentRead": True}}
        answer = self.client.batch_get_item(RequestItems=asked)
        if answer.get("UnprocessedKeys"):
            raise Unavailable("the table is busy", retry_after=1)
        found = [dynamo.load(item) for item in answer["Responses"][self.table]]
        return {(row["pk"], row["sk"]): row for row in found}

    def _transact(self, what: str, parts: list[Part]) -> None:
        """Conflict(`what`) when a condition fails. Two transactions on one item at once: the later tries again."""
        for attempt in range(1, TRIES + 1):
            try:
                with dynamo.conflicts(what):
                    self.client.transact_write_items(TransactItems=parts)
                return
            except ClientError as error:
                if not _busy(error):
                    raise
                time.sleep(PAUSE_SECONDS * attempt)
        raise Unavailable("the item is being written", retry_after=1)


def _busy(error: ClientError) -> bool:
    return any(reason.get("Code") == BUSY for reason in error.response.get("CancellationReasons", []))


def _application(found: rows.Row | None) -> Application:
    if found is None:
        raise NotFound("no such application")
    return Application.model_validate_json(found["application"])
