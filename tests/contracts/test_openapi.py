"""The doors' OpenAPI documents are checked in: a change of an interface is a diff that a person reads."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "docs/openapi"
DOORS = sorted(p for p in (ROOT / "functions").glob("*/*.py") if "http.door(" in p.read_text())
PRINT = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("door", sys.argv[1])
door = importlib.util.module_from_spec(spec)
spec.loader.exec_module(door)
print(door.app.get_openapi_json_schema())
"""


def environment():
    """Every variable that wiring reads, with a name that leads nowhere: nothing is called while importing."""
    wiring = "".join(path.read_text() for path in (ROOT / "layers/madoguchi/python/madoguchi/wiring").glob("*.py"))
    names = set(re.findall(r"environ\[\"(\w+)\"\]", wiring)) | set(re.findall(r"environ\[f?\"(\w+)\"\]", wiring))
    aws = {"AWS_REGION": "ap-northeast-1", "AWS_DEFAULT_REGION": "ap-northeast-1", "CARD_POLICIES": "jpki-test"}
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "layers/madoguchi/python")}
    return dict.fromkeys(names, "https://nowhere.invalid") | aws | keys | path


def document(door):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PRINT, str(door)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.dumps(json.loads(done.stdout), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def name(door):
    return f"{door.parent.name}-{door.stem.removesuffix('_api')}.json".replace("_", "-")


@pytest.mark.parametrize("door", DOORS, ids=name)
def test_a_doors_interface_is_what_its_document_says(door):
    path, now = KEPT / name(door), document(door)

    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        KEPT.mkdir(parents=True, exist_ok=True)
        path.write_text(now)
    assert path.exists(), f"{path.name} is missing: run make golden, and read it"
    assert path.read_text() == now, f"{path.name} says something else: run make golden, and read the diff"


def test_no_document_is_left_of_a_door_that_is_gone():
    assert {path.name for path in KEPT.glob("*.json")} == {name(door) for door in DOORS}
