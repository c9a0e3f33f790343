"""Inquiries in DynamoDB: the state and what it announces or records, in one transaction, with the stream behind it."""

from typing import Any

from madoguchi import dynamo
from madoguchi.errors import NotFound
from madoguchi.kernel import clock
from madoguchi.kernel.events import Event, event_row
from madoguchi.ledger.model.records import retained_until
from madoguchi.linkage.model.copies import Result
from madoguchi.linkage.model.inquiry import Inquiry
from madoguchi.linkage.model.release import OwnRecord, Release
from madoguchi.linkage.model.views import WaitingView

RECORD_ROW_DAYS = 30  # the ledger keeps the record; this row only carries it there


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


class AnswersTable(InquiriesTable):
    """`partitions` is where institutions keep theirs: results, own records, lists for their staff."""

    def __init__(self, client: Any, table: str, partitions: str) -> None:
        super().__init__(client, table)
        self._partitions = partitions

    def leave_to_staff(self, inquiry: Inquiry, asked: WaitingView) -> None:
        row = {
            "pk": f"{inquiry.provider}#STAFF",
            "sk": asked.processing_number,
            "asked": asked.model_dump_json(),
            "expires": self._retained(),
        }
        self._write([self._changed(inquiry), dynamo.put_new(self._partitions, row)])

    def asked_of_staff(self, provider: str) -> tuple[WaitingView, ...]:
        """The oldest thousand or so: what fits one page."""
        page = self._client.query(
            TableName=self._partitions,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"{provider}#STAFF"}},
        )
        return tuple(WaitingView.model_validate_json(dynamo.load(item)["asked"]) for item in page["Items"])

    def release(self, release: Release) -> None:
        """Everything of the release, or nothing; Conflict when somebody released first."""
        inquiry, record = release.inquiry, release.record
        core = {
            "pk": f"INQUIRY#{inquiry.processing_number}",
            "sk": f"RECORD#{record.record_id}",
            "kind": "record",
            "record": record.model_dump_json(),
            "marks": release.marks,
            "correlation_id": inquiry.correlation_id,
            "expires": int(clock.wall().timestamp()) + RECORD_ROW_DAYS * 86_400,
        }
        parts = [self._changed(inquiry), dynamo.put_new(self._table, core), *self._told(inquiry, release.event)]
        parts += [dynamo.put_new(self._partitions, self._own(own)) for own in release.own_records]
        if release.result:
            parts.append(dynamo.put_new(self._partitions, self._result_row(inquiry, release.result)))
        if release.by_staff:
            staff = dynamo.key(f"{inquiry.provider}#STAFF", inquiry.provider_number or "")
            parts.append({"Delete": {"TableName": self._partitions, "Key": staff}})
        self._write(parts)

    def result(self, inquiry: Inquiry) -> Result | None:
        row = self._get(self._partitions, _result_pk(inquiry), "RESULT")
        return Result.model_validate_json(row["result"]) if row else None

    def acknowledge(self, inquiry: Inquiry) -> None:
        result = {"Delete": {"TableName": self._partitions, "Key": dynamo.key(_result_pk(inquiry), "RESULT")}}
        self._write([self._changed(inquiry), result])

    def _own(self, own: OwnRecord) -> dict[str, Any]:
        return {
            "pk": f"{own.institution}#RECORDS#{own.requested_at:%Y-%m}",
            "sk": f"{clock.rfc3339(own.requested_at)}#{own.processing_number}",
            "record": own.model_dump_json(),
            "expires": self._retained(),
        }

    def _result_row(self, inquiry: Inquiry, result: Result) -> dict[str, Any]:
        until = inquiry.result_until or clock.wall()
        return {
            "pk": _result_pk(inquiry),
            "sk": "RESULT",
            "result": result.model_dump_json(),
            "expires": int(max(until, clock.wall()).timestamp()),
        }


def _result_pk(inquiry: Inquiry) -> str:
    return f"{inquiry.asker}#RESULT#{inquiry.processing_number}"
