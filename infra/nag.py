"""The nag rules as a gate: a finding stops synth unless an excuse with its reason stands beside the construct.

AwsSolutions and Serverless gate; NIST 800-53 R5 is only reported (docs/nag-report.md). What was found, what was
excused and by which reason goes to `nag.json` beside the templates.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import aws_cdk as cdk
import jsii
from cdk_nag import AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks
from constructs import IConstruct

REPORT = "nag.json"
NAMED = re.compile(r"(?P<rule>[^\[]+)(?:\[(?P<what>.*)\])?", re.DOTALL)


@dataclass(frozen=True)
class Excuse:
    """`what` is a pattern for findings that name something, as "AwsSolutions-IAM5[Resource::*]" does."""

    path: str
    rule: str
    reason: str
    what: str = ""

    def covers(self, found: "Finding") -> bool:
        below = found.path == self.path or found.path.startswith(f"{self.path}/")
        return below and found.rule == self.rule and re.fullmatch(self.what, found.what) is not None


@dataclass(frozen=True)
class Finding:
    rule: str
    path: str
    what: str = ""
    says: str = ""

    def __str__(self) -> str:
        return f"{self.rule}[{self.what}]" if self.what else self.rule


_EXCUSES: WeakKeyDictionary[IConstruct, list[Excuse]] = WeakKeyDictionary()


def excuse(construct: IConstruct, rule: str, reason: str, *, what: str = "") -> None:
    """Let `rule` pass at `construct` and below it, for a reason that a reader can judge."""
    _EXCUSES.setdefault(construct.node.root, []).append(Excuse(construct.node.path, rule, reason, what))


def findings(report: cdk.PolicyValidationPluginReport) -> Iterator[Finding]:
    for violation in report.violations:
        named = NAMED.fullmatch(violation.rule_name)
        for resource in violation.violating_resources:
            path = resource.construct_path or ""
            rule, what = (named["rule"], named["what"] or "") if named else (violation.rule_name, "")
            yield Finding(rule, path, what, violation.description)


@jsii.implements(cdk.IPolicyValidationPlugin)
class Gate:
    """`stops=False` writes the report and lets the templates through: tests name the findings one by one."""

    def __init__(self, app: cdk.App, *, stops: bool = True) -> None:
        self._app, self._stops = app, stops
        self._gating = (AwsSolutionsChecks(app), ServerlessChecks(app))
        self._reported = NIST80053R5Checks(app)

    @property
    def name(self) -> str:
        return "nag"

    @property
    def version(self) -> str:
        return "3.0.2"

    @property
    def rule_ids(self) -> list[str]:
        return []

    def validate(self, context: Any) -> cdk.PolicyValidationPluginReport:
        """What the packs found and nobody excused; an excuse for nothing is a finding too."""
        found = [each for pack in self._gating for each in findings(pack.validate_scope(self._app))]
        excuses = _EXCUSES.get(self._app, [])
        excused = [(each, next((excuse for excuse in excuses if excuse.covers(each)), None)) for each in found]
        used = {(excuse.rule, excuse.reason) for _, excuse in excused if excuse}
        idle = [
            Finding("idle-excuse", each.path, each.rule, "There is nothing to excuse.")
            for each in excuses
            if (each.rule, each.reason) not in used
        ]
        wrong = [each for each, excuse in excused if excuse is None] + list(dict.fromkeys(idle))
        self._write(context, wrong, [(each, excuse) for each, excuse in excused if excuse])
        return _report(wrong if self._stops else [])

    def _write(self, context: Any, wrong: list[Finding], excused: list[tuple[Finding, Excuse]]) -> None:
        told = {
            "findings": [{"rule": str(each), "path": each.path} for each in wrong],
            "excused": [{"rule": str(each), "path": each.path, "reason": why.reason} for each, why in excused],
            "reported": [
                {"rule": str(each), "path": each.path} for each in findings(self._reported.validate_scope(self._app))
            ],
        }
        target = Path(context.template_paths[0]).parent / REPORT
        target.write_text(json.dumps(told, indent=1), encoding="utf-8")


def _report(wrong: list[Finding]) -> cdk.PolicyValidationPluginReport:
    return cdk.PolicyValidationPluginReport(
        success=not wrong,
        violations=[
            cdk.PolicyViolation(
                rule_name=str(each),
                description=f"{each.says} Mend it, or excuse it beside the construct with a reason (infra/nag.py).",
                violating_resources=[cdk.PolicyViolatingResource(construct_path=each.path, locations=["Properties"])],
            )
            for each in wrong
        ],
    )


def add_gate(app: cdk.App, *, stops: bool) -> None:
    cdk.Validations.of(app).add_plugins(Gate(app, stops=stops))
