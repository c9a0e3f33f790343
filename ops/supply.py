"""What ships and is not ours: each distribution with its version, its licence and where it goes.

python -m ops.supply    writes docs/licences.md
"""

import json
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/licences.md"
HEAD = """# What ships, and under which licence

Written by `make licences` from the locks of the layers and of the pages, held true by
`tests/architecture/test_supply.py`, which also holds the list of licences that may ship. Tools of development, the CDK
and the emulator are not here: they run on no stage. The product itself is [Apache-2.0](../LICENSE).

| distribution | version | licence | ships in |
| --- | --- | --- | --- |
"""
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
SPDX = {  # what classifiers and free texts say, where they say it unmistakably
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


@dataclass(frozen=True, order=True)
class Shipped:
    name: str
    version: str
    licence: str
    where: str


def shipped() -> list[Shipped]:
    """Everything of the layers' locks and of the pages' production dependencies."""
    return sorted([*_of_layers(), *_of_pages()])


def layers() -> list[Path]:
    return sorted(ROOT.glob("layers/*/requirements.txt"))


def pins(lock: Path) -> dict[str, str]:
    """Distribution to version; names as PyPI compares them."""
    return {normal(name): version for name, version in PIN.findall(lock.read_text(encoding="utf-8"))}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def npm() -> dict[str, dict[str, Any]]:
    """Every package of the pages' lock by its folder, our own and links left out."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {where: it for where, it in packages.items() if "node_modules/" in where and not it.get("link")}


def page() -> str:
    lines = [f"| {each.name} | {each.version} | {each.licence} | {each.where} |" for each in shipped()]
    return HEAD + "\n".join(lines) + "\n"


def _of_layers() -> list[Shipped]:
    return [
        Shipped(name, version, _licence(name), f"layer {lock.parent.name}")
        for lock in layers()
        for name, version in pins(lock).items()
    ]


def _licence(name: str) -> str:
    """As the installed distribution says: its expression, else its classifiers, else its free text."""
    said = metadata.metadata(name)
    if expression := said.get("License-Expression"):
        return str(expression)
    classified = [each.split(" :: ")[-1] for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    named = [each for each in classified if each != "OSI Approved"] or [str(said.get("License") or "unknown")]
    return " AND ".join(sorted(SPDX.get(each, each) for each in named))


def _of_pages() -> list[Shipped]:
    return [
        Shipped(where.rpartition("node_modules/")[2], it["version"], it.get("license", "unknown"), "pages")
        for where, it in npm().items()
        if not it.get("dev")
    ]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
