"""`make logs`: follow one receipt across everything, or find the lines that a runbook asks for; without words, the newest.

make logs RECEIPT=<number>          stations, executions, queues, gaps
make logs CORRELATION=<id>          every line of one chain
make logs ERRORS=1 | SLOW=<ms> | METRIC=<name> | FUNCTION=<capability>/<file> | FAILED=1 | QUEUES=1
STAGE=local|dev|stg|prod (local)    SINCE=30m|1h|14d (1d)
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from ops import stages
from ops.story import Said, chains_of, gaps, ordered, passed, said

UNITS = {"m": "minutes", "h": "hours", "d": "days"}
MOST_ATTEMPTS = 20
Client = Callable[[str], Any]


class Stage:
    """What an operator may read of a stage."""

    def __init__(self, name: str, client: Client) -> None:
        self.name, self._client = name, client

    def lines(self, since: datetime, pattern: str = "", within: str = "") -> list[Said]:
        """Our lines since then, oldest first. `pattern` is CloudWatch's; the emulator's own is not relied on."""
        groups = [group for group in self._groups() if within in group]
        with ThreadPoolExecutor(max_workers=8) as pool:
            found = pool.map(lambda group: list(self._events(group, since, pattern)), groups)
            return ordered(line for lines in found for line in lines)

    def _groups(self) -> list[str]:
        prefix, logs = f"/madoguchi/{self.name}/", self._client("logs")
        pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=prefix)
        named = [group["logGroupName"] for page in pages for group in page["logGroups"]]
        return [name for name in named if not name.startswith(f"{prefix}api/")]

    def _events(self, group: str, since: datetime, pattern: str) -> Iterator[Said]:
        asked = {"logGroupName": group, "startTime": int(since.timestamp() * 1000)}
        if pattern and self.name != "local":
            asked["filterPattern"] = pattern
        for page in self._client("logs").get_paginator("filter_log_events").paginate(**asked):
            for event in page["events"]:
                line = said(event["message"], datetime.fromtimestamp(event["timestamp"] / 1000, UTC))
                if line:
                    yield line

    def machines(self) -> dict[str, str]:
        """ARN by process, "applications-intake"."""
        prefix = f"madoguchi-{self.name}-"
        pages = self._client("stepfunctions").get_paginator("list_state_machines").paginate()
        all_ = [machine for page in pages for machine in page["stateMachines"]]
        return {m["name"].removeprefix(prefix): m["stateMachineArn"] for m in all_ if m["name"].startswith(prefix)}

    def executions(self, machine: str, name: str) -> Iterator[dict[str, Any]]:
        """The attempts of one process: `name`-1, -2 and so on, as far as there are any."""
        for attempt in range(1, MOST_ATTEMPTS):
            arn = f"{machine.replace(':stateMachine:', ':execution:')}:{name}-{attempt}"
            try:
                yield self._client("stepfunctions").describe_execution(executionArn=arn)
            except ClientError as error:
                if error.response["Error"]["Code"] != "ExecutionDoesNotExist":
                    raise
                return

    def states(self, execution: str) -> list[tuple[str, float]]:
        """The states that an execution went through, with the seconds it spent in each."""
        pages = self._client("stepfunctions").get_paginator("get_execution_history").paginate(executionArn=execution)
        events = [event for page in pages for event in page["events"]]
        return durations(events)

    def failed(self, machine: str, since: datetime) -> Iterator[dict[str, Any]]:
        for status in ("FAILED", "TIMED_OUT"):
            asked = {"stateMachineArn": machine, "statusFilter": status}
            for page in self._client("stepfunctions").get_paginator("list_executions").paginate(**asked):
                yield from (each for each in page["executions"] if each["startDate"] >= since)

    def queues(self) -> list[tuple[str, int, int]]:
        """(name, waiting, in work) of each queue of this stage that holds something."""
        sqs, wanted = self._client("sqs"), ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix=f"Madoguchi-{self.name}-")
        found = []
        for url in [url for page in pages for url in page.get("QueueUrls", [])]:
            counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=wanted)["Attributes"]
            waiting, held = (int(counts[name]) for name in wanted)
            if waiting or held:
                found.append((url.rsplit("/", 1)[-1], waiting, held))
        return found


def durations(events: Sequence[dict[str, Any]]) -> list[tuple[str, float]]:
    """From the entered and exited events of an execution's history."""
    entered: dict[str, datetime] = {}
    found = []
    for event in events:
        if event["type"].endswith("StateEntered"):
            entered[event["stateEnteredEventDetails"]["name"]] = event["timestamp"]
        elif event["type"].endswith("StateExited"):
            name = event["stateExitedEventDetails"]["name"]
            found.append((name, (event["timestamp"] - entered[name]).total_seconds()))
    return found


def follow(stage: Stage, receipt: str, since: datetime) -> Iterator[str]:
    """The whole story of a receipt, line by line."""
    about = stage.lines(since, json.dumps(receipt))
    chains = chains_of(about, receipt)
    lines = ordered({id(line): line for line in about if line.keys.get("receipt") == receipt}.values())
    if chains:
        pattern = " ".join(f"?{json.dumps(chain)}" for chain in sorted(chains))
        lines = [line for line in stage.lines(since, pattern) if line.chain in chains]
    yield f"receipt {receipt}: {len(lines)} lines in {len(chains)} chains: {', '.join(sorted(chains)) or 'none'}"
    yield from ("", *map(shown, (line for line in lines if line.message != "called")))
    yield from ("", "stations", *_stations(lines))
    yield from ("", "executions", *_executions(stage, lines, receipt))
    yield from ("", "queues that hold something", *_queues(stage))
    told = sorted({str(line.keys["notice_id"]) for line in lines if line.keys.get("notice_id")})
    yield from ("", f"notices handled: {', '.join(told) or 'none'}")
    yield from ("", "gaps", *(gaps(passed(lines)) or ["none"]))


def _stations(lines: Sequence[Said]) -> Iterator[str]:
    before: Said | None = None
    for station, line in passed(lines):
        if line is None:
            yield f"  {'':12}  {'':>9}  {station.name}: {'-- no line --' if station.always else 'not this time'}"
            continue
        gap = f"+{(line.began - before.began).total_seconds():.2f} s" if before else ""
        yield f"  {clock(line.began)}  {gap:>9}  {station.name}  ({station.place}, {line.took_ms:.0f} ms)"
        before = line


def _executions(stage: Stage, lines: Sequence[Said], receipt: str) -> Iterator[str]:
    machines = stage.machines()
    revisions = sorted({str(line.keys["revision"]) for line in lines if line.keys.get("revision")})
    numbers = dict.fromkeys(str(x.keys["processing_number"]) for x in lines if x.keys.get("processing_number"))
    wanted = [("applications-intake", f"{receipt}-{revision}") for revision in revisions]
    for process, name in [*wanted, *(("linkage-inquiry", number) for number in numbers)]:
        for run in stage.executions(machines[process], name) if process in machines else ():
            took = f"{(run['stopDate'] - run['startDate']).total_seconds():.1f} s" if run.get("stopDate") else "so far"
            yield f"  {process} {run['name']}: {run['status']}, {took}"
            yield from (f"      {seconds:7.2f} s  {state}" for state, seconds in stage.states(run["executionArn"]))


def _queues(stage: Stage) -> Iterator[str]:
    held = stage.queues()
    yield from (f"  {name}: {waiting} waiting, {working} in work" for name, waiting, working in held)
    if not held:
        yield "  none"


def _failures(stage: Stage, since: datetime) -> Iterator[str]:
    for process, machine in stage.machines().items():
        yield from (
            f"{process} {run['name']}: {run['status']}, {run['startDate']}" for run in stage.failed(machine, since)
        )


def clock(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%H:%M:%S.%f")[:12]


def shown(line: Said) -> str:
    return f"{clock(line.began)} {line.took_ms:8.0f} ms  {line.place:34} {line.told()}"


def since(text: str, now: datetime) -> datetime:
    """ "30m", "1h", "14d" before `now`."""
    found = re.fullmatch(r"(\d+)([mhd])", text)
    if not found:
        raise SystemExit("SINCE is a number and m, h or d: 30m, 1h, 14d")
    return now - timedelta(**{UNITS[found[2]]: int(found[1])})


Wanted = tuple[str, Callable[[Said], bool]]


def wanted(asked: argparse.Namespace) -> Wanted:
    """CloudWatch's pattern and our own test of a line, for what was asked."""
    if asked.correlation:
        return json.dumps(asked.correlation), lambda line: line.chain == asked.correlation
    if asked.errors:
        return '{ $.level = "ERROR" }', lambda line: line.keys.get("level") == "ERROR"
    if asked.slow:
        return f"{{ $.duration_ms > {asked.slow} }}", lambda line: line.took_ms > asked.slow
    if asked.metric:
        return f"{{ $.{asked.metric} = * }}", lambda line: asked.metric in line.keys
    return "", lambda _line: True


def find(stage: Stage, asked: argparse.Namespace, since_: datetime) -> Iterator[str]:
    pattern, is_wanted = wanted(asked)
    for line in stage.lines(since_, pattern, asked.function):
        if is_wanted(line):
            value = f" {asked.metric}={line.keys[asked.metric]}" if asked.metric else ""
            yield shown(line) + value + f"  {line.chain}"


def tail(stage: Stage) -> None:
    """The newest lines as they come, until interrupted."""
    last = datetime.now(UTC) - timedelta(minutes=1)  # noqa: TID251  an operator's own clock
    seen: set[str] = set()
    while True:
        for line in stage.lines(last):
            key = f"{line.began}{line.place}{line.keys.get('timestamp')}"
            if key not in seen:
                seen.add(key)
                print(shown(line), line.chain, flush=True)
        time.sleep(2)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ops.logs", description=__doc__)
    for name in ("receipt", "correlation", "metric", "function"):
        parser.add_argument(f"--{name}", default="")
    for name in ("errors", "failed", "queues"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--slow", type=float, default=0)
    parser.add_argument("--stage", default="local")
    parser.add_argument("--since", default="1d")
    asked = parser.parse_args()
    stage = Stage(asked.stage, lambda service: stages.client(service, asked.stage))
    begin = since(asked.since, datetime.now(UTC))  # noqa: TID251  an operator's own clock
    if asked.receipt:
        told = follow(stage, asked.receipt, begin)
    elif asked.queues:
        told = _queues(stage)
    elif asked.failed:
        told = _failures(stage, begin)
    elif asked.correlation or asked.errors or asked.slow or asked.metric or asked.function:
        told = find(stage, asked, begin)
    else:
        return tail(stage)
    for text in told:
        print(text)
    return None


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
