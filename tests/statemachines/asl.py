"""Process files as graphs: placeholders filled, states listed, the house rules of a process checked."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any, ClassVar

FOLDER = Path(__file__).parents[2] / "statemachines"
INVOKE = ":states:::lambda:invoke"
OUTCOMES = ("Succeed", "End")
MAX_DELAY_SECONDS = 600

States = dict[str, dict[str, Any]]


class Placeholders(Template):
    """`${Name}` only: a JSONPath's dollar is not ours."""

    pattern: ClassVar[str] = r"\$\{(?P<braced>\w+)\}|(?P<escaped>(?!))|(?P<named>(?!))|(?P<invalid>(?!))"


def files() -> list[Path]:
    """Every process file of the product."""
    return sorted(FOLDER.rglob("*.asl.json"))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\$\{(\w+)\}", text))


def parsed(text: str) -> dict[str, Any]:
    """The process with every placeholder filled by 1, which reads as a number and as a text."""
    return json.loads(Placeholders(text).substitute(dict.fromkeys(placeholders(text), "1")))


def machines(process: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The process itself and every machine nested in a Map or a Parallel."""
    yield process
    for state in process["States"].values():
        nested = [state[name] for name in ("ItemProcessor", "Iterator") if name in state]
        for machine in nested + state.get("Branches", []):
            yield from machines(machine)


def after(state: dict[str, Any]) -> list[str]:
    """The states that may follow `state` without a Catch."""
    chosen = [choice["Next"] for choice in state.get("Choices", [])]
    return chosen + [state[name] for name in ("Next", "Default") if name in state]


def caught(state: dict[str, Any]) -> list[str]:
    return [catcher["Next"] for catcher in state.get("Catch", [])]


def reached(machine: dict[str, Any]) -> set[str]:
    states, seen, ahead = machine["States"], set(), [machine["StartAt"]]
    while ahead:
        name = ahead.pop()
        if name in seen or name not in states:
            continue
        seen.add(name)
        ahead += after(states[name]) + caught(states[name])
    return seen


def invokes(states: States) -> list[str]:
    """The names of the states that call a function."""
    return [name for name, state in states.items() if INVOKE in state.get("Resource", "")]


def function_of(state: dict[str, Any]) -> str:
    """The placeholder that names the function which an unfilled state calls."""
    return re.fullmatch(r"\$\{(\w+)\}", state["Parameters"]["FunctionName"]).group(1)


def problems(process: dict[str, Any]) -> list[str]:
    """Every breach of the house rules, as sentences; none is a clean file."""
    return [problem for machine in machines(process) for problem in _problems(machine)]


def _problems(machine: dict[str, Any]) -> Iterator[str]:
    states = machine["States"]
    yield from (f"{name}: no way leads here" for name in sorted(set(states) - reached(machine)))
    for name, state in states.items():
        yield from (f"{name}: there is no {to!r}" for to in after(state) + caught(state) if to not in states)
        if "Default" in state:
            yield f"{name}: a Choice names every outcome and has no Default"
        if INVOKE in state.get("Resource", ""):
            yield from _retry_problems(name, state)
        for to in caught(state):
            yield from _catch_problems(states, name, to)


def _retry_problems(name: str, state: dict[str, Any]) -> Iterator[str]:
    if not state.get("Retry"):
        yield f"{name}: a function call states its Retry"
    for retry in state.get("Retry", []):
        if retry.get("MaxDelaySeconds", MAX_DELAY_SECONDS + 1) > MAX_DELAY_SECONDS:
            yield f"{name}: a Retry states MaxDelaySeconds of {MAX_DELAY_SECONDS} at most"


def _catch_problems(states: States, failed: str, target: str) -> Iterator[str]:
    """From `target` every way ends in Fail, or waits and comes back to `failed`."""
    seen, ahead = set(), [(target, False)]
    while ahead:
        name, waited = ahead.pop()
        if (name, waited) in seen or name not in states:
            continue
        seen.add((name, waited))
        state = states[name]
        if name == failed:
            if not waited:
                yield f"{failed}: a Catch comes back without a Wait"
            continue
        if state["Type"] == "Succeed" or state.get("End"):
            yield f"{failed}: a Catch reaches the outcome {name!r}"
        parked = state["Type"] == "Wait" or state.get("Resource", "").endswith(".waitForTaskToken")
        ahead += [(to, waited or parked) for to in after(state)]
