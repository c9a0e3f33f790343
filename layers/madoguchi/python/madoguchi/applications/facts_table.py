"""Intake's facts beside the application: each is put once; who comes second is given what stands."""

from dataclasses import dataclass
from typing import Any, TypeVar

from madoguchi import dynamo
from madoguchi.applications.model.intake import Package, Scan, SignatureVerdict
from madoguchi.applications.model.submission import Submission
from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.value import Value

Fact = TypeVar("Fact", bound=Value)


@dataclass(frozen=True)
class FactsTable:
    """Reading needs GetItem, keeping PutItem too, counting attempts UpdateItem alone."""

    client: Any
    table: str

    def submission(self, application_id: str, revision: int) -> Submission:
        found = self._read(application_id, f"SUBMISSION#{revision:04}")
        if found is None:
            raise NotFound("no such submission")
        return Submission.model_validate_json(found["submission"])

    def verdict(self, application_id: str, revision: int) -> SignatureVerdict | None:
        return self._fact(SignatureVerdict, application_id, revision)

    def keep_verdict(self, application_id: str, revision: int, verdict: SignatureVerdict) -> SignatureVerdict:
        return self._keep(verdict, application_id, revision)

    def scan(self, application_id: str, revision: int) -> Scan | None:
        return self._fact(Scan, application_id, revision)

    def keep_scan(self, application_id: str, revision: int, scan: Scan) -> Scan:
        return self._keep(scan, application_id, revision)

    def package(self, application_id: str, revision: int) -> Package | None:
        return self._fact(Package, application_id, revision)

    def keep_package(self, application_id: str, revision: int, package: Package) -> Package:
        return self._keep(package, application_id, revision)

    def next_attempt(self, application_id: str, revision: int) -> int:
        """2 and up, each number once; the event itself starts attempt 1."""
        answer = self.client.update_item(
            TableName=self.table,
            Key=dynamo.key(f"APPLICATION#{application_id}", f"ATTEMPT#{revision:04}"),
            UpdateExpression="SET attempt = if_not_exists(attempt, :first) + :one, kind = :kind",
            ExpressionAttributeValues={":first": {"N": "1"}, ":one": {"N": "1"}, ":kind": {"S": "attempt"}},
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["attempt"]["N"])

    def _fact(self, kind: type[Fact], application_id: str, revision: int) -> Fact | None:
        found = self._read(application_id, _place(kind, revision))
        return kind.model_validate_json(found["fact"]) if found else None

    def _keep(self, fact: Fact, application_id: str, revision: int) -> Fact:
        row = {
            "pk": f"APPLICATION#{application_id}",
            "sk": _place(type(fact), revision),
            "kind": "fact",
            "fact": fact.model_dump_json(),
        }
        try:
            with dynamo.conflicts("established already"):
                self.client.put_item(**dynamo.put_new(self.table, row)["Put"])
        except Conflict:
            return self._fact(type(fact), application_id, revision) or fact
        return fact

    def _read(self, application_id: str, place: str) -> dict[str, Any] | None:
        key = dynamo.key(f"APPLICATION#{application_id}", place)
        item = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True).get("Item")
        return dynamo.load(item) if item else None


def _place(kind: type[Value], revision: int) -> str:
    return f"INTAKE#{revision:04}#{kind.__name__}"
