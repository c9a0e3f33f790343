"""Intake's facts in the applications table: each is put once; who comes second is given what stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from madoguchi import dynamo
from madoguchi.applications import rows
from madoguchi.applications.model.intake import Package, Scan, SignatureVerdict
from madoguchi.applications.model.submission import Submission
from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.value import Value

Fact = TypeVar("Fact", bound=Value)
VERDICT, SCAN, PACKAGE = "verdict", "scan", "package"


@dataclass(frozen=True)
class FactsTable:
    client: Any
    table: str

    def submission(self, application_id: str, revision: int) -> Submission:
        found = self._text(rows.submission_key(application_id, revision), "submission")
        if found is None:
            raise NotFound("no such submission")
        return Submission.model_validate_json(found)

    def verdict(self, application_id: str, revision: int) -> SignatureVerdict | None:
        return self._fact(SignatureVerdict, application_id, revision, VERDICT)

    def keep_verdict(self, application_id: str, revision: int, verdict: SignatureVerdict) -> SignatureVerdict:
        return self._keep(verdict, lambda: self.verdict(application_id, revision), application_id, revision, VERDICT)

    def scan(self, application_id: str, revision: int) -> Scan | None:
        return self._fact(Scan, application_id, revision, SCAN)

    def keep_scan(self, application_id: str, revision: int, scan: Scan) -> Scan:
        return self._keep(scan, lambda: self.scan(application_id, revision), application_id, revision, SCAN)

    def package(self, application_id: str, revision: int) -> Package | None:
        return self._fact(Package, application_id, revision, PACKAGE)

    def keep_package(self, application_id: str, revision: int, package: Package) -> Package:
        return self._keep(package, lambda: self.package(application_id, revision), application_id, revision, PACKAGE)

    def next_attempt(self, application_id: str, revision: int) -> int:
        """2 and up; the event itself is attempt 1."""
        answer = self.client.update_item(
            TableName=self.table,
            Key=dynamo.key(*rows.attempt_key(application_id, revision)),
            UpdateExpression="SET attempt = if_not_exists(attempt, :first) + :one, kind = :kind",
            ExpressionAttributeValues={":first": {"N": "1"}, ":one": {"N": "1"}, ":kind": {"S": "attempt"}},
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["attempt"]["N"])

    def _fact(self, kind: type[Fact], application_id: str, revision: int, name: str) -> Fact | None:
        found = self._text(rows.fact_key(application_id, revision, name), "fact")
        return kind.model_validate_json(found) if found else None

    def _keep(
        self, fact: Fact, standing: Callable[[], Fact | None], application_id: str, revision: int, name: str
    ) -> Fact:
        row = rows.row(rows.fact_key(application_id, revision, name), "fact", fact=fact.model_dump_json())
        try:
            with dynamo.conflicts("established already"):
                self.client.put_item(**dynamo.put_new(self.table, row)["Put"])
        except Conflict:
            return standing() or fact
        return fact

    def _text(self, key: tuple[str, str], column: str) -> str | None:
        item = self.client.get_item(TableName=self.table, Key=dynamo.key(*key), ConsistentRead=True).get("Item")
        return dynamo.load(item)[column] if item else None
