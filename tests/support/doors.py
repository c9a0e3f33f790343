"""Every door of a deployed stage as its OpenAPI document describes it, with the key that opens it.

Documents and routes are discovered: a new door, a new route is attacked without an edit.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from sandbox.demo.clients import Endpoints, Http
from sandbox.localcloud import deployment
from sandbox.localcloud.settings import REGION, ROOT, Settings

DOCUMENTS = sorted((ROOT / "docs/openapi").glob("*.json"))
Json = dict[str, Any]
Call = tuple[str, str]
TIMEOUT = 60


class Signed(requests.auth.AuthBase):
    """A call signed as the stage's operator, who may call every zone."""

    def __call__(self, asked: requests.PreparedRequest) -> requests.PreparedRequest:
        kept = {name: str(value) for name, value in asked.headers.items() if name.lower() in ("content-type", "host")}
        plain = AWSRequest(method=asked.method, url=asked.url, data=asked.body or b"", headers=kept)
        SigV4Auth(Credentials("test", "test"), "execute-api", REGION).add_auth(plain)
        asked.headers.update(dict(plain.headers.items()))
        return asked


TOKEN_SECONDS = 150.0  # they live for five minutes
ENDING = {"DELETE /api/sessions", "DELETE /api/sessions/{session_id}", "DELETE /staff/session"}
CITIZENS = {"citizen": "", "leaving citizen": "makoto"}
OFFICERS = {"staff": "kosodate-1", "administrator": "soumu-1", "leaving staff": "zeimu-1"}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    kind: str  # open, citizen, staff, machine or signed
    document: Json = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def operation(self) -> Json:
        return dict(self.document["paths"][self.path][self.method.lower()])

    @property
    def parameters(self) -> list[str]:
        return [each["name"] for each in self.operation.get("parameters", ()) if each["in"] == "path"]

    @property
    def headers(self) -> list[str]:
        return [each["name"] for each in self.operation.get("parameters", ()) if each["in"] == "header"]


@dataclass
class Doors:
    """`of_citizen`, `of_officer`, `of_machine`: who holds the token of that kind."""

    stage: Settings
    endpoints: Endpoints
    citizen: str = "izumi"
    town: str = "151009"

    @cached_property
    def methods(self) -> dict[str, dict[Call, Json]]:
        """API id to its calls, each with its setting as the gateway knows it."""
        gateway = deployment.client(self.stage, "apigateway")
        found = {}
        for api in gateway.get_rest_apis(limit=500)["items"]:
            resources = gateway.get_resources(restApiId=api["id"], limit=500, embed=["methods"])["items"]
            found[api["id"]] = {
                (method, each["path"]): setting
                for each in resources
                for method, setting in (each.get("resourceMethods") or {}).items()
            }
        return found

    @cached_property
    def apis(self) -> dict[str, dict[Call, str]]:
        """API id to its calls, each with the kind of key its gateway asks for."""
        return {api: {call: self._kind(api, it) for call, it in calls.items()} for api, calls in self.methods.items()}

    def scopes(self, route: Route) -> list[str]:
        setting = self.methods[self.api_of(route.document)][(route.method, route.path)]
        return list(setting.get("authorizationScopes") or ())

    def _kind(self, api: str, setting: Json) -> str:
        if setting["authorizationType"] != "COGNITO_USER_POOLS":
            return {"NONE": "open", "AWS_IAM": "signed"}[setting["authorizationType"]]
        if setting.get("authorizationScopes"):
            return "machine"
        return "citizen" if api == self.endpoints.data["outputs"]["PortalApi"] else "staff"

    def api_of(self, document: Json) -> str:
        calls = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
        found = [api for api, routes in self.apis.items() if calls <= set(routes)]
        assert len(found) == 1, f"{document['info']['title']}: no one API of the stage has all of {sorted(calls)}"
        return found[0]

    def routes(self, path: Path) -> Iterator[Route]:
        document = json.loads(path.read_text(encoding="utf-8"))
        kinds = self.apis[self.api_of(document)]
        for where, methods in document["paths"].items():
            for method in methods:
                yield Route(method.upper(), where, kinds[(method.upper(), where)], document)

    def every_route(self) -> Iterator[Route]:
        for path in DOCUMENTS:
            yield from self.routes(path)

    def base(self, route: Route) -> str:
        """Where its callers find it: citizens come through the distribution, everybody else calls the API."""
        api = self.api_of(route.document)
        outputs = self.endpoints.data["outputs"]
        if api == outputs["PortalApi"]:
            return str(self.endpoints.data["portal"])
        return f"{self.endpoints.data['aws']}/_aws/execute-api/{api}/v1"

    def key_of(self, route: Route) -> Json:
        """Keyword arguments of a `requests` call that open this route, held by whom it is for.

        What ends every session of somebody is asked by somebody else, or all later calls would be a stranger's.
        """
        if route.name in ENDING:
            return self.key(f"leaving {route.kind}")
        return self.key("administrator" if route.path.startswith("/staff/") else route.kind)

    def key(self, kind: str) -> Json:
        """The same for a kind of route; an officer of this kind is an examiner."""
        if kind == "signed":
            return {"auth": Signed(), "headers": {}}
        return {"headers": {"Authorization": self.token(kind)} if kind != "open" else {}}

    def token(self, kind: str) -> str:
        """A living one: its holder logs in again before it ends, or after her session was ended on purpose."""
        http, since = self._held.get(kind, (None, 0.0))
        if http is None or kind.startswith("leaving") or time.monotonic() - since > TOKEN_SECONDS:
            self._held[kind] = (http := self._enter(kind), time.monotonic())
        return str(http.token)

    @cached_property
    def _held(self) -> dict[str, tuple[Http, float]]:
        return {}

    def _enter(self, kind: str) -> Http:
        if kind == "machine":
            return self.endpoints.core_system(self.town).http
        if kind in CITIZENS:
            return self.endpoints.citizen(CITIZENS[kind] or self.citizen).login().http
        names = [o["username"] for o in self.endpoints.data["officers"] if o["municipality"] == self.town]
        return self.endpoints.officer(next(name for name in names if OFFICERS[kind] in name)).http

    def call(self, route: Route, path: str, key: Json, **more: Any) -> requests.Response:
        """One call with a key; `*.localhost` names go to the loopback with their Host header."""
        url, host = loopback(self.base(route))
        headers = {**host, **key.get("headers", {}), **more.pop("headers", {})}
        sent = {"timeout": TIMEOUT, **({"auth": key["auth"]} if "auth" in key else {}), **more}
        return requests.request(route.method, url + path, headers=headers, **sent)


def loopback(base: str) -> tuple[str, dict[str, str]]:
    """The address that this machine resolves, and the Host header that says which name was meant."""
    where = urlsplit(base)
    host = {"Host": where.netloc} if (where.hostname or "").endswith(".localhost") else {}
    return f"{where.scheme}://localhost:{where.port}{where.path}", host


def few_calls(count: int) -> hypothesis.settings:
    """`count` generated calls of a route, the same in every run, however long each takes."""
    return hypothesis.settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
