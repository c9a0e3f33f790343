"""What starting each function costs, beside a floor: the libraries it cannot do without, imported bare.

CPU seconds of fresh interpreters, the best of several, ours and the floor by turns. The floor of a step is boto3, the
Logger and one pydantic model; of a door, boto3 and the validating resolver. Either makes the AWS clients that the
function makes while it starts. A function that checks or makes signatures has those libraries in its floor.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.rows import Row, against
from tests.support.handlers import RUNTIME
from tests.support.house import FUNCTIONS, LAYER, ROOT, entries

ROUNDS = 2
FEW = 4  # functions: a small group starts its floor more often
LIMIT = 1.2
SIGNATURES = ("cryptography.x509", "cryptography.hazmat.primitives.ciphers.aead", "asn1crypto.cms", "asn1crypto.ocsp")
MODEL = "import pydantic\nclass Model(pydantic.BaseModel):\n    name: str\n"
STEP = "import boto3\nfrom aws_lambda_powertools import Logger\nLogger()\n" + MODEL
DOOR = (
    (
        "import boto3\nfrom aws_lambda_powertools.event_handler import APIGatewayRestResolver\n"
        "app = APIGatewayRestResolver(enable_validation=True)\n"
    )
    + MODEL
    + "@app.post('/one')\ndef one(body: Model) -> Model:\n    return body\n"
)
TOLD = """
import gc, json, resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
made = []
if 'botocore.client' in sys.modules:
    from botocore.client import BaseClient
    made = [found.meta.service_model.service_name for found in gc.get_objects() if issubclass(type(found), BaseClient)]
told = {'cpu': used.ru_utime + used.ru_stime, 'clients': sorted(made), 'modules': sorted(sys.modules)}
print(json.dumps(told), file=sys.stderr)
"""


@dataclass(frozen=True)
class Start:
    """One start of an interpreter: its CPU seconds, the clients it made, the modules it loaded."""

    cpu: float
    clients: tuple[str, ...]
    modules: frozenset[str]


def floor_of(start: Start) -> str:
    """The program that a function cannot go below, from what it loaded."""
    door = "aws_lambda_powertools.event_handler.api_gateway" in start.modules
    if "boto3" not in start.modules:
        return MODEL if "pydantic" in start.modules else ""
    lines = [f"boto3.client({name!r})" for name in start.clients]
    libraries = [f"import {name}" for name in SIGNATURES if name in start.modules]
    return (DOOR if door else STEP) + "\n".join([*libraries, *lines])


def handler_of(entry: str) -> str:
    capability, file = entry.split("/")
    paths = [str(FUNCTIONS / capability), str(LAYER)]
    return f"import sys\nsys.path[0:0] = {paths!r}\nimport {file}\n"


def start(program: str, variables: dict[str, str]) -> Start:
    """One fresh interpreter, as near to Lambda's as a program can start."""
    run = subprocess.run(
        [sys.executable, "-c", program + TOLD],
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    told = json.loads(run.stderr.strip().splitlines()[-1])
    return Start(told["cpu"], tuple(told["clients"]), frozenset(told["modules"]))


def grouped(variables: dict[str, str]) -> dict[str, dict[str, float]]:
    """Functions by their floor's program, each with the CPU of a first start."""
    groups: dict[str, dict[str, float]] = {}
    for entry in entries():
        first = start(handler_of(entry), variables)
        groups.setdefault(floor_of(first), {})[entry] = first.cpu
    return groups


def rounds_of(floor: str, ours: dict[str, float], variables: dict[str, str], rounds: int) -> float:
    """Lowers `ours` to the best of so many rounds more, and gives the floor's best: all by turns."""
    bare = start(floor, variables).cpu
    for _ in range(rounds):
        for entry, before in list(ours.items()):
            ours[entry] = min(before, start(handler_of(entry), variables).cpu)
            bare = min(bare, start(floor, variables).cpu) if len(ours) < FEW else bare
        bare = min(bare, start(floor, variables).cpu)
    return bare


def measured(variables: dict[str, str]) -> list[Row]:
    """Every function; one above its limit is measured again, for a busy machine disturbs."""
    rows = []
    for floor, ours in grouped(variables).items():
        bare = rounds_of(floor, ours, variables, ROUNDS)
        doubtful = {entry: cpu for entry, cpu in ours.items() if cpu > LIMIT * bare}
        if doubtful:
            bare = min(bare, rounds_of(floor, doubtful, variables, ROUNDS))
        best = {**ours, **doubtful}
        rows += [against(f"import: {entry}", "CPU ms", best[entry] * 1000, bare * 1000, LIMIT) for entry in best]
    return sorted(rows, key=lambda row: row.name)


def environment() -> dict[str, str]:
    """What Lambda's runtime gives, and a sample for every name that wiring reads."""
    from tests.conftest import FIXED, names_that_wiring_reads, sample

    wired = {name: sample(name) for name in names_that_wiring_reads()}
    return {**RUNTIME, **wired, **FIXED, "CARD_POLICIES": "jpki"}


if __name__ == "__main__":
    for row in measured(environment()):
        print(f"{row.ratio:5} {row.ours:8} {row.floor:8} {row.name}")
