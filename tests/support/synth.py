"""The templates of a stage, as `cdk synth` would make them: in a process of its own, without AWS and without wheels.

Layers are not bundled here (context `aws:cdk:bundling-stacks`): their contents are asserted on the locked
requirements, and our own code is staged as it is.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tests.support.house import ROOT

Json = dict[str, Any]


def synthesize(stage: str, outdir: Path, **settings: str) -> str:
    """Synthesize `stage` into `outdir`; its path. `settings` as an operator gives them for one command."""
    flags = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    context = {**flags, "stage": stage, "aws:cdk:bundling-stacks": [], "aws:cdk:enable-path-metadata": True}
    context |= settings
    context["nag"] = "report"  # tests/infra/test_nag.py names each finding; a stopped synth would fail every other test
    made = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))},
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
            "CDK_OUTDIR": str(outdir),
            "CDK_CONTEXT_JSON": json.dumps(context),
            "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"synth of {stage} failed:\n{made.stderr[-6000:]}")
    return str(outdir)


@dataclass(frozen=True)
class Resource:
    """One resource of a template. `path` is where it stands in the construct tree."""

    stack: str
    id: str
    type: str
    body: Json

    @property
    def properties(self) -> Json:
        found: Json = self.body.get("Properties", {})
        return found

    @property
    def path(self) -> str:
        return str(self.body.get("Metadata", {}).get("aws:cdk:path", self.id))

    @property
    def place(self) -> str:
        """Its path without the words the CDK adds for its own resources."""
        path = self.path
        while path.endswith("/Resource"):
            path = path.removesuffix("/Resource")
        return path

    @property
    def zone(self) -> str:
        """The zone its stack belongs to, data and services alike."""
        return self.stack.removesuffix("-data").rsplit("-", 1)[-1]

    def __str__(self) -> str:
        return f"{self.stack}: {self.path}"


class Synth:
    """Everything one synth wrote."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    @cached_property
    def templates(self) -> dict[str, Json]:
        """By stack; nested ones by their asset's name."""
        found = sorted(self.folder.rglob("*.template.json"))
        return {file.name.removesuffix(".template.json"): json.loads(file.read_text()) for file in found}

    @cached_property
    def resources(self) -> list[Resource]:
        return [
            Resource(stack, id, body["Type"], body)
            for stack, template in self.templates.items()
            for id, body in template.get("Resources", {}).items()
        ]

    def of(self, *types: str) -> list[Resource]:
        return [resource for resource in self.resources if resource.type in types]

    def named(self, stack: str, id: str) -> Resource | None:
        return self._by_name.get((stack, id))

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Resource]:
        return {(found.stack, found.id): found for found in self.resources}

    @cached_property
    def exports(self) -> dict[str, tuple[str, Any]]:
        """Export name to (stack, value)."""
        return {
            output["Export"]["Name"]: (stack, output["Value"])
            for stack, template in self.templates.items()
            for output in template.get("Outputs", {}).values()
            if isinstance(output.get("Export", {}).get("Name"), str)
        }

    @cached_property
    def dead_letters(self) -> set[str]:
        """The ARNs, as text, of everything that something gives up into."""
        named = set()
        for resource in self.resources:
            given = resource.properties
            named.add(self.text(resource.stack, given.get("RedrivePolicy", {}).get("deadLetterTargetArn", "")))
            failure = given.get("DestinationConfig", {}).get("OnFailure", {})
            named.add(self.text(resource.stack, failure.get("Destination", "")))
            named.add(self.text(resource.stack, given.get("DeadLetterConfig", {}).get("TargetArn", "")))
            for target in given.get("Targets", []) if resource.type == "AWS::Events::Rule" else []:
                named.add(self.text(resource.stack, target.get("DeadLetterConfig", {}).get("Arn", "")))
        return named - {""}

    @cached_property
    def assets(self) -> list[Path]:
        """The folders and files that are deployed besides the templates."""
        return sorted(path for path in self.folder.iterdir() if path.name.startswith("asset."))

    def text(self, stack: str, value: Any) -> str:
        """A value of a template as readable text: references by the place of what they name."""
        if isinstance(value, list):
            return ",".join(self.text(stack, each) for each in value)
        if not isinstance(value, dict):
            return str(value)
        ((function, inner),) = value.items() if len(value) == 1 else (("", value),)
        read = self._intrinsics.get(function)
        return read(stack, inner) if read else json.dumps(value, sort_keys=True)

    @cached_property
    def _intrinsics(self) -> dict[str, Callable[[str, Any], str]]:
        return {
            "Ref": self._place,
            "Fn::GetAtt": lambda stack, of: f"{self._place(stack, of[0])}.{of[1]}",
            "Fn::Join": lambda stack, of: str(of[0]).join(self.text(stack, part) for part in of[1]),
            "Fn::ImportValue": self._imported,
            "Fn::Sub": lambda _stack, of: of if isinstance(of, str) else str(of[0]),
            "Fn::Select": lambda stack, of: self.text(stack, of[-1]),
            "Fn::Split": lambda stack, of: self.text(stack, of[-1]),
        }

    def _imported(self, _stack: str, name: str) -> str:
        return self.text(*self.exports[name]) if name in self.exports else f"import:{name}"

    def _place(self, stack: str, id: str) -> str:
        if id.startswith("AWS::"):
            return {"AWS::Partition": "aws"}.get(id, id.removeprefix("AWS::").lower())
        found = self.named(stack, id)
        return f"<{found.place}>" if found else f"<{id}>"


@dataclass(frozen=True, eq=False)
class DeployedFunction:
    """A function of a template and the file it runs."""

    entry: str
    resource: Resource
    environment: dict[str, str]


@cache
def functions(synth: Synth) -> dict[str, DeployedFunction]:
    """Our functions by entry ("<capability>/<file>", which the house's construct writes as the description)."""
    found = {}
    for resource in synth.of("AWS::Lambda::Function"):
        entry = resource.properties.get("Description", "")
        if (ROOT / "functions" / f"{entry}.py").is_file() and "/" in entry:
            variables = resource.properties.get("Environment", {}).get("Variables", {})
            environment = {name: synth.text(resource.stack, value) for name, value in variables.items()}
            found[entry] = DeployedFunction(entry, resource, environment)
    return found
