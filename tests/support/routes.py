"""The routes of a stage's templates."""

from collections.abc import Iterator
from typing import Any

from tests.support.synth import Resource, Synth

Json = dict[str, Any]


def routes(synth: Synth) -> Iterator[tuple[str, str, Json]]:
    """(API, "METHOD /path", the method's properties) of every method."""
    for method in synth.of("AWS::ApiGateway::Method"):
        api = synth.text(method.stack, method.properties["RestApiId"]).strip("<>")
        yield api, f"{method.properties['HttpMethod']} {path(synth, method)}", method.properties


def behind(synth: Synth) -> Iterator[tuple[str, str, Json]]:
    """(what answers, "METHOD /path", the method's properties) of every method."""
    for method in synth.of("AWS::ApiGateway::Method"):
        uri = synth.text(method.stack, method.properties.get("Integration", {}).get("Uri", ""))
        yield uri, f"{method.properties['HttpMethod']} {path(synth, method)}", method.properties


def path(synth: Synth, method: Resource) -> str:
    parts, resource = [], method.properties["ResourceId"]
    while "Ref" in resource:
        found = synth.named(method.stack, resource["Ref"])
        assert found is not None
        parts.append(found.properties["PathPart"])
        resource = found.properties["ParentId"]
    return "/" + "/".join(reversed(parts))
