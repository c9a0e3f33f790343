"""Inquiries in DynamoDB: the state and what it announces or records, in one transaction, with the stream behind it."""

from typing import Any

from madoguchi import dynamo
from madoguchi.errors import NotFound
from madoguchi.kernel import clock
from madoguchi.kernel.events import Event, event_row
from madoguchi.ledger.model.records import retained_until
from madoguchi.linkage.model.inquiry import Inquiry


class InquiriesTable:
    """The core's side; `AnswersTable` adds what is written into the institutions' partitions."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def requested(self, asker: str, request_key: str) -> tuple[str, str] | None:
        row = self._get(self._table, f"REQUEST#{asker}#{request_key}", "REQUEST")
        return (row["digest"], row["processing_number"]) if row else None

    def start(self, inquiry: Inquiry, request_key: str, digest: str, event: Event | None) -> None:
        """The inquiry, its request id and the provider's number, or none of them; Conflict when the id is taken."""
        number = {"processing_number": inquiry.processing_number, "expires": self._retained()}
        request = {"pk": f"REQUEST#{inquiry.asker}#{request_key}", "sk": "REQUEST", "digest": digest, **number}
        parts = [
            dynamo.put_new(self._table, self._state(inquiry)),
            dynamo.put_new(self._table, request),
        ]
        if inquiry.provider_number:
            pk = f"PROCESSING#{inquiry.provider}#{inquiry.provider_number}"
            parts.append(dynamo.put_new(self._table, {"pk": pk, "sk": "INQUIRY", **number}))
        self._write([*parts, *self._told(inquiry, event)])

    def get(self, processing_number: str) -> Inquiry:
        row = self._get(self._table, f"INQUIRY#{processing_number}", "STATE")
        if row is None:
            raise NotFound("no such inquiry")
        return Inquiry.model_validate_json(row["inquiry"])

    def by_provider_number(self, provider: str, provider_number: str) -> Inquiry:
        row = self._get(self._table, f"PROCESSING#{provider}#{provider_number}", "INQUIRY")
        if row is None:
            raise NotFound("no such inquiry")
        return self.get(row["processing_number"])

    def save(self, inquiry: Inquiry, event: Event | None = None) -> None:
        self._write([self._changed(inquiry), *self._told(inquiry, event)])

    def provider_up(self, provider: str) -> bool:
        row = self._get(self._table, f"PROVIDER#{provider}", "SWITCH")
        return row is None or row["status"] == "up"

    def switch(self, provider: str, status: str) -> None:
        """The operator's word on a provider; the last word counts."""
        row = {"pk": f"PROVIDER#{provider}", "sk": "SWITCH", "status": status}
        self._client.put_item(TableName=self._table, Item=dynamo.dump(row))

    def _state(self, inquiry: Inquiry) -> dict[str, Any]:
        return {
            "pk": f"INQUIRY#{inquiry.processing_number}",
            "sk": "STATE",
            "kind": "inquiry",
            "version": inquiry.version,
            "inquiry": inquiry.model_dump_json(),
            "expires": self._retained(),
        }

    def _changed(self, inquiry: Inquiry) -> dict[str, Any]:
        return dynamo.put_version(self._table, self._state(inquiry), inquiry.version - 1)

    def _told(self, inquiry: Inquiry, event: Event | None) -> list[dict[str, Any]]:
        if event is None:
            return []
        row = event_row(event, pk=f"INQUIRY#{inquiry.processing_number}", wall=clock.wall())
        return [dynamo.put_new(self._table, row)]

    def _write(self, parts: list[dict[str, Any]]) -> None:
        with dynamo.conflicts("the inquiry moved meanwhile"):
            self._client.transact_write_items(TransactItems=parts)

    def _get(self, table: str, pk: str, sk: str) -> dict[str, Any] | None:
        found = self._client.get_item(TableName=table, Key=dynamo.key(pk, sk), ConsistentRead=True)
        return dynamo.load(found["Item"]) if "Item" in found else None

    @staticmethod
    def _retained() -> int:
        return int(retained_until(clock.wall()).timestamp())
