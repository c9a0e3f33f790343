"""Who can read what, as a page for people: drawn from the templates' permissions and routes, never written by hand."""

import json
import re
from collections import defaultdict

from tests.support.permissions import permissions
from tests.support.routes import behind
from tests.support.synth import Synth

HEAD = """# Who can read what

Drawn from the production templates by `make golden`, held true by `tests/infra/test_permissions.py`. What is not in a
table is granted to nobody. [security.md](security.md) says why it is so, and which people stand behind the doors.
"""
READS = {
    "dynamodb:GetItem": "by key",
    "dynamodb:BatchGetItem": "by key",
    "dynamodb:TransactGetItems": "by key",
    "dynamodb:Query": "by partition",
    "dynamodb:Scan": "all of it",
    "dynamodb:GetRecords": "changes",
    "s3:GetObject": "objects",
    "s3:GetObjectVersion": "objects",
    "s3:GetObject*": "objects",
    "kms:Decrypt": "decrypts",
    "kms:GenerateMac": "digests",
    "secretsmanager:GetSecretValue": "secrets",
    "sqs:ReceiveMessage": "messages",
}
WRITES = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "s3:PutObject", "s3:DeleteObject")
STORE = re.compile(r"<Madoguchi-prod-(\w+?)(?:-data)?/([^>]+)>(?:\.(?:Arn|StreamArn))?(/.*)?$")
NEIGHBOUR = re.compile(r"<Madoguchi-prod-(\w+)/(\w+)>/v1/(\w+)(/.*)$")
ALIAS = re.compile(r"<Madoguchi-prod-(\w+)/([^>]+?)/Live>")
KINDS = {"NONE": "anybody", "AWS_IAM": "signed", "COGNITO_USER_POOLS": "token", "CUSTOM": "token"}
Cells = dict[str, set[str]]


def who(role: str) -> str:
    """A role as its function's place in its zone."""
    stack, _, place = role.partition("/")
    zone = stack.removeprefix("Madoguchi-prod-")
    for ending in ("/Role", "/ServiceRole", "/Function"):
        place = place.removesuffix(ending)
    place = re.sub(r"[0-9A-F]{32,}$", "", place)  # the CDK numbers its own helpers
    return f"{zone}: {place}"


def stores(synth: Synth) -> dict[str, tuple[Cells, Cells]]:
    """Of every store: who reads it and how, who writes it. A zone's key opens nothing by itself and is left out."""
    found: dict[str, tuple[Cells, Cells]] = defaultdict(lambda: (defaultdict(set), defaultdict(set)))
    for each in permissions(synth):
        held = STORE.match(each.resource)
        if not held or held[2] == "Key" or each.effect != "Allow":
            continue
        readers, writers = found[f"{held[1]}: {held[2]}"]
        if each.action in READS:
            readers[who(each.role)].add(READS[each.action] + rows(each.condition))
        elif each.action in WRITES:
            writers[who(each.role)].add("writes")
    return {store: sides for store, sides in sorted(found.items()) if any(sides)}


def rows(condition: str) -> str:
    """The kinds of rows that a permission is bound to, where it is."""
    kinds = (
        json.loads(condition).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", []) if condition else []
    )
    return f" of {' '.join(sorted(kinds))}" if kinds else ""


def doors(synth: Synth) -> dict[str, Cells]:
    """Of every function behind a gateway: its API, and its routes by what they ask of a caller."""
    found: dict[str, Cells] = defaultdict(lambda: defaultdict(set))
    for uri, route, method in behind(synth):
        function = ALIAS.search(uri)
        if not function:
            continue
        scopes = " ".join(method.get("AuthorizationScopes", []))
        kind = scopes or KINDS[method.get("AuthorizationType", "NONE")]
        found[f"{function[1]}: {function[2]}"][kind].add(route)
    return found


def neighbours(synth: Synth) -> Cells:
    """Which function may call which route of another zone."""
    found: Cells = defaultdict(set)
    for each in permissions(synth):
        called = NEIGHBOUR.search(each.resource)
        if called and each.action == "execute-api:Invoke":
            found[who(each.role)].add(f"{called[1]}: `{called[3]} {called[4]}`")
    return found


def listed(cells: Cells) -> str:
    return "<br>".join(f"{name} ({', '.join(sorted(how))})" for name, how in sorted(cells.items())) or "–"


def page(synth: Synth) -> str:
    """The whole page."""
    kept = stores(synth)
    lines = [HEAD, "## Every store, and who reads it", "", "| store | read by | written by |", "| --- | --- | --- |"]
    for store, (readers, writers) in kept.items():
        lines.append(f"| {store} | {listed(readers)} | {'<br>'.join(sorted(writers)) or '–'} |")
    lines += ["", "## Every door, and what stands behind it", ""]
    lines += ["| door | asks for | routes | reads |", "| --- | --- | --- | --- |"]
    for door, kinds in sorted(doors(synth).items()):
        reads = sorted(store for store, (readers, _) in kept.items() if door in readers)
        for kind, asked in sorted(kinds.items()):
            lines.append(
                f"| {door} | {kind} | {'<br>'.join(f'`{r}`' for r in sorted(asked))} | {'<br>'.join(reads) or '–'} |"
            )
    lines += ["", "## Calls from zone to zone", "", "| function | may call |", "| --- | --- |"]
    lines += [f"| {caller} | {'<br>'.join(sorted(called))} |" for caller, called in sorted(neighbours(synth).items())]
    return "\n".join([*lines, ""])
