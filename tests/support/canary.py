"""Law 1, searched for: marked values are planted as personal data, then looked for where none may pass.

    canary = Canary()                                   1,000 marks, the same in every run
    answers["claimant"]["name"] = canary.take("name")   plant them in whatever the product stores
    ...
    hits = canary.hits([*log_files(".local/logs"), *log_events(logs), *executions(states), *queues(sqs), ...])
    assert hits == [], report(hits)

A search that finds nothing proves nothing until it has found something: give it a place that must hold the marks,
the tables, and assert `canary.seen(tables(dynamodb)) == canary.planted`. Texts are searched as written and as
they would read after JSON escapes, percent-encoding and base64 are undone.
"""

import base64
import binascii
import gzip
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from madoguchi.kernel.identifiers import individual_number_check_digit

SEED = "金糸雀"
BIRDS = "鶯鷺鶴鷹鳩雁鴨鴎雀鷲鵜鶉"
KANA = "アイウエオカキクケコサシスセソタチツテト"
LETTERS = "abcdefghjkmnpqrstuvwxyz"
UNDONE_TWICE = 2  # a JSON text in a JSON text, base64 in JSON: the product nests no deeper

Texts = Iterable[tuple[str, str]]


@dataclass(frozen=True, order=True)
class Hit:
    """A marked value where it may not be. `place` says where; the value itself is a mark, nobody's data."""

    place: str
    kind: str
    mark: str


def _drawn(draw: random.Random, letters: str, count: int) -> str:
    return "".join(draw.choice(letters) for _ in range(count))


def _digits(draw: random.Random, count: int) -> str:
    return _drawn(draw, "0123456789", count)


def _individual_number(draw: random.Random) -> str:
    body = f"7071{_digits(draw, 7)}"
    return f"{body}{individual_number_check_digit(body)}"


# Each kind: how many, how one is made, and how to find candidates in a text. Every kind has a beginning of its own.
KINDS: dict[str, tuple[int, Callable[[random.Random], str], str]] = {
    "name": (250, lambda draw: f"金糸雀{_drawn(draw, BIRDS, 4)}", r"金糸雀[^\W\d_]{4}"),
    "kana": (150, lambda draw: f"カナリヤ{_drawn(draw, KANA, 5)}", r"カナリヤ[ァ-ヴ]{5}"),
    "address": (150, lambda draw: f"金糸雀町{_digits(draw, 6)}番地", r"金糸雀町\d{6}番地"),
    "text": (150, lambda draw: f"canary-{_drawn(draw, LETTERS, 10)}", r"canary-[a-z]{10}"),
    "phone": (100, lambda draw: f"0907071{_digits(draw, 4)}", r"(?<!\d)0907071\d{4}(?!\d)"),
    "yen": (100, lambda draw: f"707{_digits(draw, 5)}", r"(?<![0-9A-Za-z])707\d{5}(?![0-9A-Za-z])"),
    "account": (50, lambda draw: f"717{_digits(draw, 4)}", r"(?<![0-9A-Za-z])717\d{4}(?![0-9A-Za-z])"),
    "individual-number": (50, _individual_number, r"(?<!\d)7071\d{8}(?!\d)"),
}
CANDIDATES = {kind: re.compile(pattern) for kind, (_, _, pattern) in KINDS.items()}


class Canary:
    """The marks, and what of them was planted."""

    def __init__(self) -> None:
        draw = random.Random(SEED)
        self.marks = {kind: self._of_a_kind(draw, *how[:2]) for kind, how in KINDS.items()}
        self._next = {kind: cycle(sorted(marks)) for kind, marks in self.marks.items()}
        self.planted: set[str] = set()

    @staticmethod
    def _of_a_kind(draw: random.Random, count: int, make: Callable[[random.Random], str]) -> set[str]:
        marks: set[str] = set()
        while len(marks) < count:
            marks.add(make(draw))
        return marks

    def __len__(self) -> int:
        return sum(len(marks) for marks in self.marks.values())

    def take(self, kind: str) -> str:
        """The next mark of a kind, noted as planted; after the last it begins again."""
        mark = next(self._next[kind])
        self.planted.add(mark)
        return mark

    def hits(self, texts: Texts) -> list[Hit]:
        """Every mark found, once for each place."""
        found = set()
        for place, text in texts:
            for reading in readings(text):
                found |= {Hit(place, kind, mark) for kind, mark in self._found(reading)}
        return sorted(found)

    def seen(self, texts: Texts) -> set[str]:
        """The planted marks that are there, wherever."""
        return {hit.mark for hit in self.hits(texts)} & self.planted

    def _found(self, text: str) -> Iterator[tuple[str, str]]:
        for kind, candidates in CANDIDATES.items():
            yield from ((kind, mark) for mark in candidates.findall(text) if mark in self.marks[kind])


def report(hits: Iterable[Hit]) -> str:
    """How many of what, where: for the message of a failed assertion."""
    counted = Counter((hit.place, hit.kind) for hit in hits)
    return "\n".join(f"{place}: {count} {kind}" for (place, kind), count in sorted(counted.items()))


def readings(text: str) -> Iterator[str]:
    """`text` and what it says once its encodings are undone, folded to one width."""
    current = {text}
    for _ in range(UNDONE_TWICE + 1):
        yield from (unicodedata.normalize("NFKC", each) for each in current)
        current = {undone for each in current for undone in _undone(each) if undone}


def _undone(text: str) -> Iterator[str]:
    if "\\" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text.replace("\\\\", "\\"))
    if "%" in text:
        yield unquote(text, errors="ignore")
    decoded = [_decoded(found) for found in re.findall(r"[A-Za-z0-9+/_-]{12,}={0,2}", text)]
    yield "\n".join(filter(None, decoded))


def _decoded(token: str) -> str:
    bare = token.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        data = base64.b64decode(bare + "=" * (-len(bare) % 4))
        return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    except (binascii.Error, ValueError, OSError, EOFError):
        return ""


def log_files(folder: str | Path) -> Iterator[tuple[str, str]]:
    """Every log file below `folder`."""
    for file in sorted(Path(folder).rglob("*")):
        if file.is_file() and file.suffix in (".log", ".txt", ".out", ".jsonl", ""):
            yield f"log file {file}", file.read_text(encoding="utf-8", errors="replace")


def _pages(client: Any, operation: str, key: str, **params: Any) -> Iterator[Any]:
    if client.can_paginate(operation):
        for page in client.get_paginator(operation).paginate(**params):
            yield from page.get(key, [])
    else:
        yield from getattr(client, operation)(**params).get(key, [])


def log_events(logs: Any) -> Iterator[tuple[str, str]]:
    """Every event of every log group."""
    for group in _pages(logs, "describe_log_groups", "logGroups"):
        name = group["logGroupName"]
        events = _pages(logs, "filter_log_events", "events", logGroupName=name)
        yield f"log group {name}", "\n".join(event["message"] for event in events)


def executions(states: Any) -> Iterator[tuple[str, str]]:
    """Every execution of every process: its name, input, output and whole history."""
    for machine in _pages(states, "list_state_machines", "stateMachines"):
        arn = machine["stateMachineArn"]
        for execution in _pages(states, "list_executions", "executions", stateMachineArn=arn):
            events = _pages(states, "get_execution_history", "events", executionArn=execution["executionArn"])
            text = "\n".join(str(event) for event in events)
            described = states.describe_execution(executionArn=execution["executionArn"])
            yield f"execution {machine['name']}", f"{execution['name']}\n{described}\n{text}"


def queues(sqs: Any, *, batches: int = 50) -> Iterator[tuple[str, str]]:
    """What waits in every queue, dead letters included; it becomes visible again at once."""
    for url in sqs.list_queues().get("QueueUrls", []):
        for _ in range(batches):
            messages = sqs.receive_message(
                QueueUrl=url,
                MaxNumberOfMessages=10,
                VisibilityTimeout=0,
                MessageAttributeNames=["All"],
                AttributeNames=["All"],
            ).get("Messages", [])
            if not messages:
                break
            yield f"queue {url.rsplit('/', 1)[-1]}", "\n".join(str(message) for message in messages)


def tables(dynamodb: Any) -> Iterator[tuple[str, str]]:
    """Every row of every table: where marks must be, so that the search is known to see."""
    for name in _pages(dynamodb, "list_tables", "TableNames"):
        for item in _pages(dynamodb, "scan", "Items", TableName=name):
            yield f"table {name}", str(item)


def event_rows(dynamodb: Any) -> Iterator[tuple[str, str]]:
    """The rows that announcers put on the buses: every event there ever was."""
    for name in _pages(dynamodb, "list_tables", "TableNames"):
        for item in _pages(dynamodb, "scan", "Items", TableName=name):
            if item.get("kind", {}).get("S") == "event":
                yield f"event of {name}", str(item)


def bodies(place: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Texts that a test collected itself: problem bodies, mails, URLs."""
    yield from ((place, text) for text in texts)
