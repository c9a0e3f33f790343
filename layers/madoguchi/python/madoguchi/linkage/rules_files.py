"""The published rules as they ship with a release: data files beside this module."""

import json
from functools import cache
from pathlib import Path

from madoguchi.linkage.model.rules import Rules

FOLDER = Path(__file__).parent / "rules"


@cache
def published() -> Rules:
    """Every file of the folder, as one set of rules; its version is the newest file's."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    rows = {kind: found for file in files for kind, found in file.items() if kind != "version"}
    return Rules.model_validate({"version": max(file["version"] for file in files), **rows})
