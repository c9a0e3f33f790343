"""Deploy one stage in the right order: the edge first, then every zone, behind the firewall that the edge made.

python -m ops.deploy --stage dev          say what would be run
python -m ops.deploy --stage dev --yes    run it, then delete versions nobody would go back to
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

KEPT_VERSIONS = 5


def edge(stage: str, outputs: Path) -> list[str]:
    """The firewall in us-east-1; what it is called goes into `outputs`."""
    command = ["cdk", "deploy", f"Madoguchi-{stage}-edge", "--context", f"stage={stage}"]
    return [*command, "--require-approval", "never", "--outputs-file", str(outputs)]


def zones(stage: str, web_acl_arn: str) -> list[str]:
    """Everything, with the portal behind that firewall."""
    command = ["cdk", "deploy", "--all", "--context", f"stage={stage}", "--context", f"web_acl_arn={web_acl_arn}"]
    return [*command, "--require-approval", "never"]


def prune(stage: str) -> list[str]:
    return [sys.executable, "-m", "ops.rollback", "prune", "--stage", stage, "--keep", str(KEPT_VERSIONS), "--yes"]


def firewall(outputs: Path, stage: str) -> str:
    """What the edge's deployment told; SystemExit when it told nothing."""
    told = json.loads(outputs.read_text()) if outputs.exists() else {}
    arn = told.get(f"Madoguchi-{stage}-edge", {}).get("OutWebAclArn")
    if not arn:
        raise SystemExit("the edge stack told no firewall: the portal is not deployed without one")
    return str(arn)


def steps(stage: str, outputs: Path) -> Iterator[list[str]]:
    """The commands, in order; each is run before the next is asked for."""
    yield edge(stage, outputs)
    yield zones(stage, firewall(outputs, stage))
    yield prune(stage)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.deploy", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stage", required=True, choices=("dev", "stg", "prod"))
    parser.add_argument("--yes", action="store_true")
    asked = parser.parse_args()
    if not asked.yes:
        for command in (edge(asked.stage, Path("edge.json")), zones(asked.stage, "<OutWebAclArn>"), prune(asked.stage)):
            print(shlex.join(command))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for command in steps(asked.stage, Path(folder) / "edge.json"):
            print(shlex.join(command), flush=True)
            done = subprocess.run(command, check=False).returncode  # noqa: S603  our own words and a stage's name
            if done:
                return done
    return 0


if __name__ == "__main__":
    sys.exit(main())
