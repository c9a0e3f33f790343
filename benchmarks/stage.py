"""What stands in the production stage's templates that costs by the month or counts against a quota."""

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.cost import STAGE
from tests.support.synth import Resource, Synth, functions, synthesize

Json = dict[str, Any]


def read(synth: Synth) -> Json:
    rules = [len(acl.properties.get("Rules", [])) for acl in synth.of("AWS::WAFv2::WebACL")]
    kept = [
        each.resource.properties["MemorySize"] / 1024 for each in functions(synth).values() if _snaps(each.resource)
    ]
    return {
        "keys": len(synth.of("AWS::KMS::Key")),
        "alarms": len(synth.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")),
        "dashboards": len(synth.of("AWS::CloudWatch::Dashboard")),
        "web_acls": len(rules),
        "web_acl_rules": sum(rules),
        "endpoint_zones": sum(len(each.properties.get("SubnetIds", [])) for each in _interfaces(synth)),
        "secrets": len(synth.of("AWS::SecretsManager::Secret")),
        "snapshots_gb": sum(kept),
        "functions": len(functions(synth)),
        "largest_stack": max(len(template.get("Resources", {})) for template in synth.templates.values()),
    }


def _snaps(function: Resource) -> bool:
    return bool(function.properties.get("SnapStart", {}).get("ApplyOn") == "PublishedVersions")


def _interfaces(synth: Synth) -> list[Resource]:
    return [each for each in synth.of("AWS::EC2::VPCEndpoint") if each.properties.get("VpcEndpointType") == "Interface"]


def keep() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(Synth(synthesize("prod", Path(folder) / "cdk.out")))
    STAGE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
