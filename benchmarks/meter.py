"""Counts what a step of the journey asks of AWS: calls, units by key, functions, events, bytes logged."""

import functools
import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from botocore.client import BaseClient

from benchmarks import neighbours, units

FUNCTIONS = Path(__file__).parents[1] / "functions"
Json = dict[str, Any]
Act = Callable[[], Any]


@dataclass(frozen=True)
class Touch:
    """What one call did to one key of a table or of its index."""

    table: str
    index: str
    key: str
    read: float = 0
    write: float = 0


@dataclass
class Invocation:
    """One start of a function."""

    entry: str
    handler: Callable[..., Any]
    args: tuple[Any, ...]
    nested: bool


@dataclass
class Step:
    """One step of the journey. `by` says what starts it: door, queue, stream, process, trigger."""

    name: str
    by: str
    calls: list[str] = field(default_factory=list)
    touches: list[Touch] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    neighbours: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    logged: int = 0
    transitions: int = 0

    @property
    def reads(self) -> float:
        return sum(touch.read for touch in self.touches)

    @property
    def writes(self) -> float:
        return sum(touch.write for touch in self.touches)

    def plain(self) -> Json:
        return asdict(self)


class Logged(io.TextIOBase):
    """Stands for standard output while functions run: counts their lines' bytes, and keeps none."""

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, text: str) -> int:
        self.bytes += len(text.encode())
        return len(text)


class Meter:
    """Everything that functions do passes here, once `watch` was called: before any function is loaded."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.invocations: list[Invocation] = []
        self.calls: list[tuple[Any, str, Json]] = []
        self.logged = Logged()
        self._step: Step | None = None
        self._depth = 0
        self._tables: dict[str, list[tuple[str, list[str]]]] = {}
        self._real = BaseClient._make_api_call
        self._listing = False
        self.said: list[neighbours.Said] = []
        self.aside: Callable[[], AbstractContextManager[None]] = nullcontext  # while the meter itself asks

    def watch(self) -> None:
        meter, execute = self, SourceFileLoader.exec_module

        def called(client: Any, operation: str, params: Json) -> Any:
            return meter.took(client, operation, params)

        def loaded(loader: SourceFileLoader, module: ModuleType) -> None:
            execute(loader, module)
            file = Path(getattr(module, "__file__", None) or "/")
            if file.parent.parent == FUNCTIONS and hasattr(module, "handler"):
                entry = f"{file.parent.name}/{file.stem}"
                module.handler = meter._entered(entry, module.handler)  # type: ignore[attr-defined]

        BaseClient._make_api_call = called
        SourceFileLoader.exec_module = loaded  # type: ignore[method-assign]

    def of(self, name: str, by: str, act: Act) -> Any:
        """Runs `act` as the step `name`, counted; its answer."""
        self._step = Step(name, by)
        self.invocations, self.calls, self.logged.bytes = [], [], 0
        try:
            with self._quiet(), neighbours.heard(self._told, self._elsewhere) as self.said:
                answer = act()
        finally:
            step, self._step = self._step, None
        step.logged = self.logged.bytes
        self.steps.append(step)
        return answer

    def listed(self, act: Act) -> Any:
        """Runs `act`; its calls stand in `calls`, and nothing is counted."""
        self.calls, self._listing = [], True
        try:
            return act()
        finally:
            self._listing = False

    def _told(self, neighbour: str) -> None:
        if self._step:
            self._step.neighbours.append(neighbour)

    @contextmanager
    def _elsewhere(self) -> Iterator[None]:
        """What a neighbour does in this process is another step's cost."""
        step, self._step = self._step, None
        try:
            with self.aside():
                yield
        finally:
            self._step = step

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        shown, sys.stdout = sys.stdout, self.logged  # type: ignore[assignment]
        try:
            yield
        finally:
            sys.stdout = shown

    def _entered(self, entry: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(handler)
        def noted(*args: Any) -> Any:
            if self._step:
                self._step.entries.append(entry)
                self.invocations.append(Invocation(entry, handler, args, self._depth > 0))
            self._depth += 1
            try:
                return handler(*args)
            finally:
                self._depth -= 1

        return noted

    def took(self, client: Any, operation: str, params: Json) -> Any:
        """One call, made and counted. Only what a function does counts; what a test asks for itself does not."""
        if self._listing:
            self.calls.append((client, operation, dict(params)))  # before the library adds what it adds itself
        if not (self._step and self._depth):
            return self._real(client, operation, params)
        service = client.meta.service_model.signing_name
        self._step.calls.append(f"{service}:{operation}")
        self.calls.append((client, operation, params))
        if service != "dynamodb":
            return self._real(client, operation, params)
        return self._dynamodb(client, operation, params)

    def _dynamodb(self, client: Any, operation: str, params: Json) -> Any:
        written = _written(operation, params)
        before = [self._image(client, table, key) for table, key, _ in written]
        answer = self._real(client, operation, params)
        for (table, key, item), was in zip(written, before, strict=True):
            is_ = None if item == {} else item or self._image(client, table, key)
            self._wrote(client, table, key, was, is_, transaction="Transact" in operation)
        self._read(operation, params, answer)
        return answer

    def _wrote(self, client: Any, table: str, key: Json, was: Any, is_: Any, *, transaction: bool) -> None:
        assert self._step
        cost = units.write_units(was, is_, transaction=transaction)
        self._step.touches.append(Touch(table, "", key["pk"]["S"], write=cost))
        for index, keys in self._indexes(client, table):
            for place, writes in units.index_writes(was, is_, keys):
                self._step.touches.append(Touch(table, index, place, write=writes))
        if is_ and is_.get("kind") == {"S": "event"} and not was:
            self._step.events.append(_event_type(is_))

    def _read(self, operation: str, params: Json, answer: Json) -> None:
        assert self._step
        for table, index, key, sizes, together in _reads(operation, params, answer):
            consistent = bool(params.get("ConsistentRead"))
            cost = units.read_units(
                sizes, consistent=consistent, together=together, transaction="Transact" in operation
            )
            self._step.touches.append(Touch(table, index, key, read=cost))

    def _image(self, client: Any, table: str, key: Json) -> Json | None:
        with self.aside():
            found = self._real(client, "GetItem", {"TableName": table, "Key": key, "ConsistentRead": True})
        return found.get("Item")  # type: ignore[no-any-return]

    def _indexes(self, client: Any, table: str) -> list[tuple[str, list[str]]]:
        if table not in self._tables:
            with self.aside():
                described = self._real(client, "DescribeTable", {"TableName": table})["Table"]
            self._tables[table] = [
                (index["IndexName"], [part["AttributeName"] for part in index["KeySchema"]])
                for index in described.get("GlobalSecondaryIndexes", [])
            ]
        return self._tables[table]


def _event_type(row: Json) -> str:
    return str(json.loads(row["event"]["S"])["type"])


def _key(item: Json) -> Json:
    return {name: item[name] for name in ("pk", "sk")}


def _written(operation: str, params: Json) -> list[tuple[str, Json, Json | None]]:
    """(table, key, the item as it will be: {} for gone, None for unknown before it is read again)."""
    if operation == "TransactWriteItems":
        parts = [(kind, part) for each in params["TransactItems"] for kind, part in each.items()]
    else:
        kinds = {"PutItem": "Put", "UpdateItem": "Update", "DeleteItem": "Delete"}
        parts = [(kinds[operation], params)] if operation in kinds else []
    return [
        (part["TableName"], part.get("Key") or _key(part["Item"]), {} if kind == "Delete" else part.get("Item"))
        for kind, part in parts
    ]


def _reads(operation: str, params: Json, answer: Json) -> list[tuple[str, str, str, list[int], bool]]:
    """(table, index, partition, sizes, added up before rounding) of everything that was read."""
    if operation == "GetItem":
        found = [units.size(answer["Item"])] if "Item" in answer else []
        return [(params["TableName"], "", params["Key"]["pk"]["S"], found, False)]
    if operation == "Query":
        key = next(iter(_partition(params).values()))
        sizes = [units.size(item) for item in answer["Items"]]
        return [(params["TableName"], params.get("IndexName", ""), key, sizes, True)]
    if operation == "TransactGetItems":
        gets = [each["Get"] for each in params["TransactItems"]]
        images = [units.size(each.get("Item", {})) for each in answer["Responses"]]
        return [
            (get["TableName"], "", get["Key"]["pk"]["S"], [image], False)
            for get, image in zip(gets, images, strict=True)
        ]
    return []


def _partition(params: Json) -> Json:
    """The value that a query's first condition names."""
    placeholder = params["KeyConditionExpression"].split("=")[1].split()[0].strip()
    found: Json = params["ExpressionAttributeValues"][placeholder]
    return found


METER = Meter()
