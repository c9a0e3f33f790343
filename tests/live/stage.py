"""A deployed stage as these tests see it: its clients, its stacks' outputs and things, and the web in front of it."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from ops.stages import REGION, client

ZONES = ("portal", "municipal", "core", "numbering")
SECONDS = 10.0


@dataclass(frozen=True)
class Answer:
    """`status` 0: nobody answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """A GET over HTTPS, whatever it is answered with."""
    request = urllib.request.Request(url, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()})
    except urllib.error.HTTPError as refused:
        return Answer(refused.code, {name.lower(): value for name, value in refused.headers.items()})
    except OSError:
        return Answer(0)


@dataclass
class Live:
    """`make` gives a boto3 client, `get` fetches an address, `pause` waits: a dry run puts its own in their place."""

    stage: str
    make: Callable[[str, str], Any] = client
    get: Callable[..., Answer] = fetch
    pause: Callable[[float], None] = time.sleep

    @property
    def may_be_written_to(self) -> bool:
        return self.stage != "prod"

    def client(self, service: str) -> Any:
        return self.make(service, self.stage)

    def stack(self, zone: str) -> str:
        return f"Madoguchi-{self.stage}-{zone}"

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Every `Out…` of the stage's stacks, without the prefix."""
        cloudformation = self.client("cloudformation")
        found = [
            output
            for zone in ZONES
            for stack in cloudformation.describe_stacks(StackName=self.stack(zone))["Stacks"]
            for output in stack.get("Outputs", [])
        ]
        return {each["OutputKey"].removeprefix("Out"): each["OutputValue"] for each in found}

    def things(self, kind: str) -> Iterator[tuple[str, str]]:
        """(path in the construct tree, physical id) of every resource of a type."""
        cloudformation = self.client("cloudformation")
        for zone in (each for name in ZONES for each in (f"{name}-data", name)):
            stack = self.stack(zone)
            resources = cloudformation.get_template(StackName=stack)["TemplateBody"]["Resources"]
            for page in cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack):
                for each in page["StackResourceSummaries"]:
                    if each["ResourceType"] == kind:
                        path = resources[each["LogicalResourceId"]].get("Metadata", {}).get("aws:cdk:path", "")
                        yield path.removesuffix("/Resource").removesuffix("/Resource"), each["PhysicalResourceId"]

    def thing(self, kind: str, path: str) -> str:
        return next(physical for found, physical in self.things(kind) if found == path)

    @property
    def site(self) -> str:
        return f"https://{self.outputs['Site']}"

    def api(self, output: str, path: str) -> str:
        return f"https://{self.outputs[output]}.execute-api.{REGION}.amazonaws.com/v1{quote(path)}"

    def eventually(self, ask: Callable[[], Any], seconds: int = 120) -> Any:
        """What `ask` says once it says something; logs and scans take their time."""
        for _ in range(seconds // 5):
            found = ask()
            if found:
                return found
            self.pause(5)
        return ask()
