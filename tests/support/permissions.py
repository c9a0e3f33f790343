"""Who may do what, as lines a person can read: `<role>` to "<action> on <resource>"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.synth import Synth

Json = dict[str, Any]


@dataclass(frozen=True, order=True)
class Permission:
    """`sid` names statements that only let a service use the zone's key ("ViaDynamodb")."""

    role: str
    action: str
    resource: str
    condition: str = ""
    effect: str = "Allow"
    sid: str = ""

    @property
    def line(self) -> str:
        never = "" if self.effect == "Allow" else "NEVER "
        return f"{never}{self.action} on {self.resource}" + (f" if {self.condition}" if self.condition else "")


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def statements(synth: Synth, stack: str, role: str, document: Json) -> Iterator[Permission]:
    for statement in many(document["Statement"]):
        condition = synth.text(stack, statement["Condition"]) if "Condition" in statement else ""
        actions = many(statement.get("Action", [])) or [f"NOT {each}" for each in many(statement.get("NotAction", []))]
        for action in actions:
            for resource in many(statement.get("Resource", "*")):
                yield Permission(
                    role=role,
                    action=action,
                    resource=synth.text(stack, resource),
                    condition=condition,
                    effect=statement["Effect"],
                    sid=statement.get("Sid", ""),
                )


def permissions(synth: Synth) -> list[Permission]:
    """Every permission of every role: inline, attached and managed."""
    found: list[Permission] = []
    for role in synth.of("AWS::IAM::Role"):
        for policy in role.properties.get("Policies", []):
            found += statements(synth, role.stack, role.place, policy["PolicyDocument"])
        for managed in role.properties.get("ManagedPolicyArns", []):
            found.append(Permission(role.place, "managed policy", synth.text(role.stack, managed)))
    for policy in synth.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
        for role in policy.properties.get("Roles", []):
            owner = synth.text(policy.stack, role).strip("<>")
            found += statements(synth, policy.stack, owner, policy.properties["PolicyDocument"])
    return sorted(set(found))


def golden(synth: Synth) -> dict[str, list[str]]:
    """Every role with its lines; a role without any stands there too."""
    lines: dict[str, set[str]] = {role.place: set() for role in synth.of("AWS::IAM::Role")}
    for permission in permissions(synth):
        lines.setdefault(permission.role, set()).add(permission.line)
    return {role: sorted(lines[role]) for role in sorted(lines)}
