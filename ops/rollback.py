"""Send callers back to the version before, in seconds and without a deployment: every function answers by its alias.

    python -m ops.rollback show  --stage prod [CAPABILITY]          which version answers, which ones are there
    python -m ops.rollback back  --stage prod CAPABILITY [--yes]    each function of it one version back
    python -m ops.rollback prune --stage prod [--keep 5] [--yes]    delete versions that nobody would go back to

A version holds its code, layers and settings; it does not hold tables, processes or permissions. Go back only over a
change that left those as they were (`cdk diff` of the two commits says so). The next deployment moves the alias on.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ops.stages import client

ALIAS = "live"


@dataclass(frozen=True)
class Deployed:
    """One function: the version its alias names, and all published ones, oldest first."""

    name: str
    live: int
    versions: tuple[int, ...]

    @property
    def before(self) -> int:
        """The version to go back to; 0 when there is none."""
        return max((version for version in self.versions if version < self.live), default=0)

    def spare(self, keep: int) -> tuple[int, ...]:
        """Versions older than the `keep` newest; never the one that answers."""
        return tuple(version for version in self.versions[:-keep] if version != self.live)


def deployed(functions: Any, stage: str, capability: str = "") -> Iterator[Deployed]:
    prefix = f"madoguchi-{stage}-{capability}-" if capability else f"madoguchi-{stage}-"
    for page in functions.get_paginator("list_functions").paginate():
        for found in page["Functions"]:
            if found["FunctionName"].startswith(prefix):
                yield _read(functions, found["FunctionName"])


def _read(functions: Any, name: str) -> Deployed:
    pages = functions.get_paginator("list_versions_by_function").paginate(FunctionName=name)
    versions = [v["Version"] for page in pages for v in page["Versions"] if v["Version"] != "$LATEST"]
    live = functions.get_alias(FunctionName=name, Name=ALIAS)["FunctionVersion"]
    return Deployed(name, int(live), tuple(sorted(map(int, versions))))


def go_back(functions: Any, one: Deployed) -> None:
    """Moves the alias, only if nobody moved it since it was read."""
    revision = functions.get_alias(FunctionName=one.name, Name=ALIAS)
    if int(revision["FunctionVersion"]) != one.live:
        raise SystemExit(f"{one.name}: its alias moved meanwhile; look again")
    functions.update_alias(
        FunctionName=one.name, Name=ALIAS, FunctionVersion=str(one.before), RevisionId=revision["RevisionId"]
    )


def _back(functions: Any, asked: argparse.Namespace) -> None:
    for one in deployed(functions, asked.stage, asked.capability):
        if not one.before:
            print(f"{one.name}: {one.live} is the only version")
            continue
        print(f"{one.name}: {one.live} -> {one.before}")
        if asked.yes:
            go_back(functions, one)
    if not asked.yes:
        print("nothing was changed; --yes does it")


def _prune(functions: Any, asked: argparse.Namespace) -> None:
    for one in deployed(functions, asked.stage):
        for version in one.spare(asked.keep):
            print(f"{one.name}: delete version {version}")
            if asked.yes:
                functions.delete_function(FunctionName=one.name, Qualifier=str(version))


def _show(functions: Any, asked: argparse.Namespace) -> None:
    for one in deployed(functions, asked.stage, asked.capability):
        print(f"{one.name}: version {one.live} answers; published: {', '.join(map(str, one.versions))}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ops.rollback", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    show, back, prune = (commands.add_parser(name) for name in ("show", "back", "prune"))
    for command in (show, back, prune):
        command.add_argument("--stage", default="local")
    show.add_argument("capability", nargs="?", default="")
    back.add_argument("capability")
    prune.add_argument("--keep", type=int, default=5)
    for command in (back, prune):
        command.add_argument("--yes", action="store_true", help="change something; without it only look")
    asked = parser.parse_args()
    act = {"show": _show, "back": _back, "prune": _prune}[asked.command]
    act(client("lambda", asked.stage), asked)


if __name__ == "__main__":
    main()
