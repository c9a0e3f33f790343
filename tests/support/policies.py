"""Would AWS allow it? A small evaluator of the synthesized policies: just the operators we use, an error at any other.

A request is allowed when no statement denies it and one allows it: of the caller's role, or of the thing's own policy
for that caller. A key answers to nobody whom its policy does not name; ours let the account's roles decide.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.support.permissions import many
from tests.support.synth import Resource, Synth

Json = dict[str, Any]
Values = Mapping[str, Sequence[str]]
ROOT = "arn:aws:iam::111111111111:root"


@dataclass(frozen=True)
class Request:
    """`caller`: a role's place, a service ("events.amazonaws.com"), or "" for anybody from outside."""

    caller: str
    action: str
    resource: str
    context: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    effect: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]
    principals: tuple[str, ...] = ()

    def speaks_of(self, request: Request, resource: str) -> bool:
        return (
            any(like(request.action, action, ignore_case=True) for action in self.actions)
            and any(like(resource, pattern) for pattern in self.resources)
            and all(holds(operator, request.context, key, values) for operator, key, values in self.conditions)
        )

    def names(self, caller: str) -> bool:
        return "*" in self.principals or (caller != "" and caller in self.principals)


def like(text: str, pattern: str, *, ignore_case: bool = False) -> bool:
    expression = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch(expression, text, (re.IGNORECASE if ignore_case else 0) | re.DOTALL) is not None


def _equal(value: str, wanted: str) -> bool:
    return value == wanted


def _same_bool(value: str, wanted: str) -> bool:
    return value.lower() == wanted.lower()


TESTS: dict[str, tuple[Callable[[str, str], bool], bool]] = {  # operator: (test, negated)
    "StringEquals": (_equal, False),
    "StringNotEquals": (_equal, True),
    "StringLike": (like, False),
    "StringNotLike": (like, True),
    "ArnLike": (like, False),
    "ArnEquals": (like, False),
    "ArnNotLike": (like, True),
    "Bool": (_same_bool, False),
}


def holds(operator: str, context: Values, key: str, wanted: Sequence[str]) -> bool:
    """One condition. Keys have no case. A negated operator holds where the key is absent; so does ForAllValues."""
    known = {name.lower(): values for name, values in context.items()}
    values = known.get(key.lower())
    if operator == "Null":
        return (values is None) == (wanted[0].lower() == "true")
    quantifier, _, name = operator.rpartition(":")
    if name not in TESTS or quantifier not in ("", "ForAllValues", "ForAnyValue"):
        raise NotImplementedError(f"no such operator here yet: {operator}")
    test, negated = TESTS[name]
    if values is None:
        return quantifier == "ForAllValues" or (negated and quantifier == "")
    if len(values) != 1 and not quantifier:
        raise NotImplementedError(f"{key} has {len(values)} values: {operator} compares one")
    matches = [any(test(value, each) for each in wanted) != negated for value in values]
    return any(matches) if quantifier == "ForAnyValue" else all(matches)


def _statement(synth: Synth, stack: str, given: Json) -> Statement:
    if {"NotAction", "NotResource", "NotPrincipal"} & given.keys():
        raise NotImplementedError(f"no exclusions here: {sorted(given)}")
    conditions = [
        (operator, key, tuple(synth.text(stack, value) for value in many(values)))
        for operator, keys in given.get("Condition", {}).items()
        for key, values in keys.items()
    ]
    principals = given.get("Principal", {})
    named = ["*"] if principals == "*" else [each for group in principals.values() for each in many(group)]
    return Statement(
        effect=given["Effect"],
        actions=tuple(many(given["Action"])),
        resources=tuple(synth.text(stack, each) for each in many(given.get("Resource", "*"))),
        conditions=tuple(conditions),
        principals=tuple(_principal(synth.text(stack, each)) for each in named),
    )


def _principal(text: str) -> str:
    return text.removesuffix(".Arn").strip("<>") if text.startswith("<") else text


def _statements(synth: Synth, resource: Resource, document: Json) -> list[Statement]:
    return [_statement(synth, resource.stack, each) for each in many(document["Statement"])]


@cache
def identity_policies(synth: Synth) -> dict[str, list[Statement]]:
    """What each role may do, by its place."""
    found: dict[str, list[Statement]] = {role.place: [] for role in synth.of("AWS::IAM::Role")}
    for role in synth.of("AWS::IAM::Role"):
        for inline in role.properties.get("Policies", []):
            found[role.place] += _statements(synth, role, inline["PolicyDocument"])
    for policy in synth.of("AWS::IAM::Policy"):
        for role_ref in policy.properties.get("Roles", []):
            owner = synth.text(policy.stack, role_ref).strip("<>")
            found[owner] += _statements(synth, policy, policy.properties["PolicyDocument"])
    return found


KEPT_BY = {"AWS::S3::BucketPolicy": "Bucket", "AWS::SQS::QueuePolicy": "Queues", "AWS::SNS::TopicPolicy": "Topics"}


@cache
def resource_policies(synth: Synth) -> dict[str, list[Statement]]:
    """What each thing says itself, by "<place>"."""
    found: dict[str, list[Statement]] = {}
    for policy in synth.of(*KEPT_BY):
        for owner in many(policy.properties[KEPT_BY[policy.type]]):
            place = synth.text(policy.stack, owner)
            found.setdefault(place, []).extend(_statements(synth, policy, policy.properties["PolicyDocument"]))
    for thing in synth.of("AWS::KMS::Key"):
        found[f"<{thing.place}>"] = _statements(synth, thing, thing.properties["KeyPolicy"])
    for thing in synth.of("AWS::ApiGateway::RestApi"):
        if "Policy" in thing.properties:
            found[f"<{thing.place}>"] = _statements(synth, thing, thing.properties["Policy"])
    return found


def _owner(resource: str) -> str:
    """The thing inside an ARN: "<Stack/Bucket>.Arn/key" is of "<Stack/Bucket>"."""
    inside = re.search(r"<[^<>]+>", resource)
    return inside[0] if inside else ""


def allowed(synth: Synth, request: Request) -> bool:
    """Same account throughout, as the product is."""
    own = [
        each for each in identity_policies(synth).get(request.caller, []) if each.speaks_of(request, request.resource)
    ]
    owner = _owner(request.resource)
    policy = resource_policies(synth).get(owner)
    resource = "execute-api:/*" if ":execute-api:" in request.resource else request.resource
    spoken = [each for each in policy or [] if each.speaks_of(request, resource)]
    there = [each for each in spoken if each.names(request.caller)]
    if any(each.effect == "Deny" for each in [*own, *there]):
        return False
    granted = any(each.effect == "Allow" for each in own)
    if request.action.startswith("kms:"):
        delegated = any(each.effect == "Allow" and ROOT in each.principals for each in spoken)
        return (granted and delegated) or any(each.effect == "Allow" for each in there)
    return granted or any(each.effect == "Allow" for each in there)
