"""The municipal table: a partition per town (TOWN#<code>), machine client (CLIENT#<id>) and officer's keys (ONCE#…)."""

import base64
import json
from datetime import date, datetime
from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.errors import Invalid, NotFound
from madoguchi.kernel.clock import rfc3339
from madoguchi.kernel.events import event_row
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, Status
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.events import LookUpRecorded, event_of
from madoguchi.municipal.model.inquiries import Inquiry, StandingRule
from madoguchi.municipal.model.lookups import Entry
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.once import Answered, Once, key_of, row_of

INBOX = "by_month"
Write = dict[str, Any]


def town(municipality: str) -> str:
    return f"TOWN#{municipality}"


class CasesTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def case(self, municipality: str, receipt: str) -> Case:
        row = self._get(town(municipality), f"CASE#{receipt}")
        if row is None:
            raise NotFound("no such case")
        return Case.model_validate_json(row["case"])

    def revision(self, municipality: str, receipt: str, revision: int) -> Revision | None:
        row = self._get(town(municipality), _revision_key(receipt, revision))
        return Revision.model_validate_json(row["revision"]) if row else None

    def open(self, case: Case, revision: Revision, event: Value | None, at: Occasion) -> None:
        """Conflict when it is open already, or was withdrawn meanwhile and `case` does not say so."""
        expected = case.status is Status.WITHDRAWN
        self._write(
            f"{case.receipt} is open already, or withdrawn",
            dynamo.put_new(self._table, _case_row(case)),
            self._new_revision(revision),
            *([self._event(case.municipality, event, at)] if event else []),
            *([] if expected else [self._absent(case.municipality, _withdrawal_key(case.receipt))]),
        )

    def withdrawal(self, municipality: str, receipt: str) -> datetime | None:
        """When an application was withdrawn whose case was not here."""
        row = self._get(town(municipality), _withdrawal_key(receipt))
        return datetime.fromisoformat(row["withdrawn_at"]) if row else None

    def remember_withdrawal(self, municipality: str, receipt: str, withdrawn_at: datetime) -> None:
        row = {
            "pk": town(municipality),
            "sk": _withdrawal_key(receipt),
            "kind": "withdrawal",
            "withdrawn_at": rfc3339(withdrawn_at),
        }
        self._write(
            f"{receipt} was delivered or withdrawn meanwhile",
            dynamo.put_new(self._table, row),
            self._absent(municipality, f"CASE#{receipt}"),
        )

    def add(self, case: Case, was: int, revision: Revision, event: Value | None, at: Occasion) -> None:
        self._write(
            f"{case.receipt} was changed",
            dynamo.put_version(self._table, _case_row(case), was),
            self._new_revision(revision),
            *([self._event(case.municipality, event, at)] if event else []),
        )

    def save(self, case: Case, was: int, event: Value | None, at: Occasion, answered: Answered | None = None) -> None:
        self._write(
            f"{case.receipt} was changed",
            dynamo.put_version(self._table, _case_row(case), was),
            *([self._event(case.municipality, event, at)] if event else []),
            *([dynamo.put_new(self._table, row_of(answered, at.wall))] if answered else []),
        )

    def receive(self, case: Case, was: int, inquiry: Inquiry, at: Occasion) -> None:
        """The case with a fetched value, and with it the asker's own record of the exchange: no data without it."""
        record = {
            "pk": town(case.municipality),
            "sk": f"RECORD#{inquiry.processing_number}",
            "kind": "record",
            "asker": case.municipality,
            "provider": inquiry.provider,
            "affair": inquiry.affair,
            "item": inquiry.need.item,
            "addressee_number": inquiry.need.addressee_number,
            "receipt": case.receipt,
            "asked_at": rfc3339(inquiry.asked_at) if inquiry.asked_at else None,
            "answered_at": rfc3339(inquiry.answered_at) if inquiry.answered_at else None,
            "received_at": rfc3339(at.now),
        }
        self._write(
            f"{case.receipt} was changed",
            dynamo.put_version(self._table, _case_row(case), was),
            dynamo.put_new(self._table, record),
        )

    def last_number(self, municipality: str, year: int) -> int:
        row = self._get(town(municipality), f"NUMBER#{year}")
        return int(row["last"]) if row else 0

    def decide(
        self, case: Case, was: int, event: Value, at: Occasion, *, year: int, number: int, answered: Answered
    ) -> None:
        """Decision, document number, event and answer stand or fall together."""
        counter = {
            "pk": town(case.municipality),
            "sk": f"NUMBER#{year}",
            "kind": "number",
            "last": number,
            "version": number,
        }
        drawn = (
            dynamo.put_new(self._table, counter)
            if number == 1
            else dynamo.put_version(self._table, counter, number - 1)
        )
        self._write(
            "the case or the document number was taken",
            dynamo.put_version(self._table, _case_row(case), was),
            drawn,
            self._event(case.municipality, event, at),
            dynamo.put_new(self._table, row_of(answered, at.wall)),
        )

    def record(self, entry: Entry, at: Occasion) -> None:
        """A look-up's entry and its event; a look-up whose entry does not stand must not go on."""
        row = {
            "pk": town(entry.municipality),
            "sk": f"ENTRY#{entry.entry_id}#{entry.phase}",
            "kind": "entry",
            "entry": entry.model_dump_json(),
        }
        event = LookUpRecorded(municipality=entry.municipality, entry_id=entry.entry_id, phase=entry.phase)
        self._write(
            "this entry stands already",
            dynamo.put_new(self._table, row),
            self._event(entry.municipality, event, at),
        )

    def entry(self, municipality: str, entry_id: str, phase: str) -> Entry:
        row = self._get(town(municipality), f"ENTRY#{entry_id}#{phase}")
        if row is None:
            raise NotFound("no such entry")
        return Entry.model_validate_json(row["entry"])

    def inbox(
        self, municipality: str, month: str, *, status: str | None, cursor: str | None, limit: int
    ) -> tuple[tuple[Case, ...], str | None]:
        """A page of a month's cases by arrival. The cursor names a place only; the town is never read from it."""
        asked: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": INBOX,
            "KeyConditionExpression": "inbox = :inbox",
            "ExpressionAttributeValues": {":inbox": {"S": f"{municipality}#{month}"}},
            "Limit": limit,
        }
        if status:
            asked["FilterExpression"] = "#status = :status"
            asked["ExpressionAttributeNames"] = {"#status": "status"}
            asked["ExpressionAttributeValues"][":status"] = {"S": status}
        if cursor:
            asked["ExclusiveStartKey"] = _start(cursor, municipality, month)
        found = self._page(asked)
        cases = tuple(Case.model_validate_json(dynamo.load(item)["case"]) for item in found["Items"])
        return cases, _cursor(found.get("LastEvaluatedKey"))

    def _page(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A page; Invalid when the cursor is a key that the index never gave."""
        try:
            found: dict[str, Any] = self._client.query(**asked)
        except ClientError as error:
            if "ExclusiveStartKey" in asked and error.response["Error"]["Code"] == "ValidationException":
                raise Invalid("this cursor was not given by us", field="/query/cursor") from None
            raise
        return found

    def rule(self, municipality: str, affair: str, on: date) -> StandingRule | None:
        """The newest version in force on that day."""
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :rules)",
            ExpressionAttributeValues={
                ":pk": {"S": town(municipality)},
                ":rules": {"S": f"RULE#{affair}#"},
            },
            ScanIndexForward=False,
            Limit=20,
            ConsistentRead=True,
        )
        rules = [StandingRule.model_validate_json(dynamo.load(item)["rule"]) for item in found["Items"]]
        return next((rule for rule in rules if rule.effective_from <= on), None)

    def publish(self, rule: StandingRule, at: Occasion, answered: Answered) -> None:
        row = {
            "pk": town(rule.municipality),
            "sk": f"RULE#{rule.affair}#{rule.version:06d}",
            "kind": "rule",
            "rule": rule.model_dump_json(),
        }
        self._write(
            "this version is published already",
            dynamo.put_new(self._table, row),
            dynamo.put_new(self._table, row_of(answered, at.wall)),
        )

    def answered(self, once: Once) -> Answered | None:
        row = self._get(*key_of(once))
        return Answered.model_validate_json(row["answered"]) if row else None

    def municipality_of(self, client_id: str) -> str | None:
        row = self._get(f"CLIENT#{client_id}", "CLIENT")
        return str(row["municipality"]) if row else None

    def _get(self, pk: str, sk: str) -> dict[str, Any] | None:
        found = self._client.get_item(TableName=self._table, Key=dynamo.key(pk, sk), ConsistentRead=True).get("Item")
        return dynamo.load(found) if found else None

    def _absent(self, municipality: str, sk: str) -> Write:
        key = dynamo.key(town(municipality), sk)
        absent = "attribute_not_exists(pk)"
        return {"ConditionCheck": {"TableName": self._table, "Key": key, "ConditionExpression": absent}}

    def _new_revision(self, revision: Revision) -> Write:
        row = {
            "pk": town(revision.municipality),
            "sk": _revision_key(revision.receipt, revision.revision),
            "kind": "revision",
            "revision": revision.model_dump_json(),
        }
        return dynamo.put_new(self._table, row)

    def _event(self, municipality: str, payload: Value, at: Occasion) -> Write:
        return dynamo.put_new(self._table, event_row(event_of(payload, at), pk=town(municipality), wall=at.wall))

    def _write(self, what: str, *writes: Write) -> None:
        with dynamo.conflicts(what):
            self._client.transact_write_items(TransactItems=list(writes))


def _case_row(case: Case) -> dict[str, Any]:
    return {
        "pk": town(case.municipality),
        "sk": f"CASE#{case.receipt}",
        "kind": "case",
        "case": case.model_dump_json(),
        "version": case.version,
        "status": case.status.value,
        "inbox": case.month,
        "arrived_at": rfc3339(case.arrived_at),
    }


def _revision_key(receipt: str, revision: int) -> str:
    return f"REVISION#{receipt}#{revision:04d}"


def _withdrawal_key(receipt: str) -> str:
    return f"WITHDRAWN#{receipt}"


def _cursor(last: dict[str, Any] | None) -> str | None:
    if last is None:
        return None
    row = dynamo.load(last)
    raw = json.dumps([row["arrived_at"], row["sk"].removeprefix("CASE#")])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _start(cursor: str, municipality: str, month: str) -> dict[str, Any]:
    try:
        arrived_at, receipt = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        arrived_at, receipt = str(arrived_at), str(receipt)
    except (ValueError, TypeError):
        raise Invalid("this cursor is not one of ours", field="/query/cursor") from None
    return dynamo.dump(
        {
            "pk": town(municipality),
            "sk": f"CASE#{receipt}",
            "inbox": f"{municipality}#{month}",
            "arrived_at": arrived_at,
        }
    )
