"""Every door of a deployed stage as its OpenAPI document describes it, with the key that opens it.

Documents and routes are discovered: a new door, a new route is attacked without an edit.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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

    def key(self, kind: str) -> Json:
        """Keyword arguments of a `requests` call that open a route of this kind."""
        if kind == "signed":
            return {"auth": Signed(), "headers": {}}
        return {"headers": {"Authorization": self.token(kind)} if kind != "open" else {}}

    def token(self, kind: str) -> str:
        return str(self._holders[kind].token)

    @cached_property
    def _holders(self) -> dict[str, Http]:
        officer = next(o for o in self.endpoints.data["officers"] if o["municipality"] == self.town)
        return {
            "citizen": self.endpoints.citizen(self.citizen).login().http,
            "staff": self.endpoints.officer(officer["username"]).http,
            "machine": self.endpoints.core_system(self.town).http,
        }

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
