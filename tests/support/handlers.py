"""Every handler, started once in a run as Lambda would start it; what it loaded and which variables it read."""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.support.house import ROOT, entries

PROBE = Path(__file__).with_name("probe.py")
RUNTIME = {  # what Lambda's runtime itself provides
    "AWS_REGION": "ap-northeast-1",
    "AWS_DEFAULT_REGION": "ap-northeast-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "LANG": "C.UTF-8",
    "TZ": ":UTC",
    "PATH": "/usr/bin:/bin",
}

Probed = dict[str, Any]


def start(entry: str, variables: dict[str, str], root: Path = ROOT) -> Probed:
    """Start one handler with these variables and the runtime's, and nothing else."""
    with tempfile.NamedTemporaryFile() as told:
        run = subprocess.run(
            [sys.executable, "-B", str(PROBE), str(root), entry, told.name],
            env=RUNTIME,
            input=json.dumps(variables),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        answer = told.read()
    return json.loads(answer) if answer else {"error": run.stderr[-2000:], "modules": [], "read": [], "missing": []}


def start_all(environments: dict[str, dict[str, str]]) -> dict[str, Probed]:
    """Every function of the repository; one that no template has is given sample values for what it reads."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        known = entries()
        probed = pool.map(lambda entry: start(entry, environments.get(entry, {})), known)
        return dict(zip(known, probed, strict=True))
