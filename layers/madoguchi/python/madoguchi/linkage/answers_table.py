"""Answers in DynamoDB: what a release writes into the core and into both institutions' partitions, as one transaction."""

from typing import Any

from madoguchi import dynamo
from madoguchi.kernel import clock
from madoguchi.linkage.model.copies import Result
from madoguchi.linkage.model.inquiry import Inquiry
from madoguchi.linkage.model.release import OwnRecord, Release
from madoguchi.linkage.model.views import WaitingView
from madoguchi.linkage.store import InquiriesTable

RECORD_ROW_DAYS = 30  # the ledger keeps the record; this row only carries it there


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
