"""The cloud in memory as one value: kept before a fault, put back after it, and compared with what should be there.

Everything private to moto 5.2.5 that the fault matrix leans on is in this file.
"""

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends
from moto.ses import ses_backends
from moto.sqs.models import sqs_backends
from moto.stepfunctions.models import stepfunctions_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from madoguchi import dynamo

REGION = "ap-northeast-1"
MINTED = re.compile(r"\b(?:[a-z2-7]{26}|[A-HJ-NP-Z2-9]{16})\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
AT_LEAST_ONCE = "bus"  # a queue by this name stands for a bus: what lies in it twice was announced twice, as is allowed
CLOCKED = {"expires", "until"}


class Memory:
    """What lay in the cloud when this was made."""

    def __init__(self) -> None:
        tables = dynamodb_backends[ACCOUNT][REGION].tables
        self._tables = {name: copy.deepcopy(table.items) for name, table in tables.items()}
        buckets = s3_backends[ACCOUNT]["aws"].buckets
        self._buckets = {name: list(bucket.keys.items()) for name, bucket in buckets.items()}
        self._known = set(MINTED.findall("\n".join(line for _, line in _lines())))

    def restore(self) -> None:
        for name, items in self._tables.items():
            dynamodb_backends[ACCOUNT][REGION].tables[name].items = copy.deepcopy(items)
        for name, keys in self._buckets.items():
            bucket = s3_backends[ACCOUNT]["aws"].buckets[name]
            bucket.keys = type(bucket.keys)()
            for key, held in keys:
                bucket.keys[key] = held
        for queue in sqs_backends[ACCOUNT][REGION].queues.values():
            queue._messages.clear()
            queue.deleted_messages.clear()
        for machine in _machines():
            machine.executions.clear()
        ses_backends[ACCOUNT][REGION].sent_messages.clear()

    def now(self, without: frozenset[str] = frozenset()) -> Counter[str]:
        """Everything there is, as lines that two runs of the same work have in common.

        Ids that were minted since, moments of the real clock and the attributes in `without` are left blank;
        "process" in it leaves out which executions there were.
        """
        found = Counter(f"{place}: {self._blank(line)}" for place, line in _lines(without))
        return Counter({line: 1 if line.startswith(f"queue {AT_LEAST_ONCE}:") else n for line, n in found.items()})

    def blank(self, text: str) -> str:
        return self._blank(text)

    def _blank(self, text: str) -> str:
        without_ids = MINTED.sub(lambda found: found[0] if found[0] in self._known else "<id>", text)
        return MOMENT.sub(lambda found: "<now>" if _lately(found[0]) else found[0], without_ids)


def _lately(text: str) -> bool:
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return abs(moment - datetime.now(UTC)) < timedelta(days=1)


def _machines() -> Iterator[Any]:
    for backends in (stepfunctions_backends, stepfunctions_parser_backends):
        yield from backends[ACCOUNT][REGION].state_machines


def _lines(without: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(where, what) of every row, object, message, execution and mail."""
    hidden = without | CLOCKED
    yield from _rows(hidden)
    for name, bucket in s3_backends[ACCOUNT]["aws"].buckets.items():
        for key, held in bucket.keys.items():
            yield f"bucket {name}", key if "etag" in hidden else f"{key} {held.size} {held.etag}"
    for name, queue in sqs_backends[ACCOUNT][REGION].queues.items():
        for message in queue._messages:
            yield f"queue {name}", json.dumps(_message(message.body), sort_keys=True, ensure_ascii=False)
    yield from () if "process" in hidden else _executions()
    for mail in ses_backends[ACCOUNT][REGION].sent_messages:
        yield "mail", f"{mail.destinations['ToAddresses']} {mail.body}"


def _rows(hidden: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name, table in dynamodb_backends[ACCOUNT][REGION].tables.items():
        for item in table.all_items():
            row = dynamo.load(item.to_json()["Attributes"])
            kept = {key: _opened(value, hidden) for key, value in row.items() if key not in hidden}
            yield f"table {name}", json.dumps(kept, sort_keys=True, default=repr, ensure_ascii=False)


def _executions() -> Iterator[tuple[str, str]]:
    for machine in _machines():
        for execution in machine.executions:
            yield f"process {machine.name}", f"{execution.name} {execution.execution_input}"


def _opened(value: Any, hidden: frozenset[str]) -> Any:
    """Documents kept as text or maps, without what is hidden."""
    if isinstance(value, str) and value[:1] == "{":
        value = json.loads(value)
    if isinstance(value, dict):
        return {key: _opened(each, hidden) for key, each in value.items() if key not in hidden}
    return [_opened(each, hidden) for each in value] if isinstance(value, list) else value


def _message(body: str) -> Any:
    """Without the envelope that EventBridge makes anew at each delivery."""
    try:
        found = json.loads(body)
    except ValueError:
        return body
    return {key: found[key] for key in ("detail-type", "detail")} if "detail" in found else found
