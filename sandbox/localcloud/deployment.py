"""Deploys the app that production uses onto the local stage, and says what it made."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import boto3

from sandbox.localcloud.settings import ACCOUNT, REGION, ROOT, Settings

SOURCES = ("infra", "functions", "layers", "statemachines", "cdk.json")
PAGES = ("frontend", "package-lock.json")
LEFT_OUT = {"__pycache__", "node_modules", "dist", ".vite"}


def fingerprint(names: tuple[str, ...]) -> str:
    """What these parts of the tree hold, as one digest: the same digest needs no new deployment."""
    total = hashlib.sha256()
    for name in names:
        path = ROOT / name
        for file in sorted([path] if path.is_file() else _files(path)):
            total.update(f"{file.relative_to(ROOT)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    return [f for f in folder.rglob("*") if f.is_file() and not LEFT_OUT & set(f.relative_to(folder).parts)]


def build_pages(settings: Settings) -> None:
    """The portal and the console for the local stage, once per change of their sources."""
    seen, digest = settings.home / "pages.sha256", fingerprint(PAGES)
    target = settings.home / "dist"
    if target.exists() and seen.exists() and seen.read_text() == digest:
        return
    environment = settings.aws() | {"VITE_STAGE": "local", "DIST_DIR": str(target)}
    _run(["npm", "run", "--silent", "build", "-w", "frontend"], settings, environment)
    seen.write_text(digest)


def deploy(settings: Settings) -> None:
    """Bootstrap, synth once, deploy every stack."""
    cdk, out = str(ROOT / "node_modules/.bin/cdk"), str(settings.cdk_out)
    context = ["-c", "stage=local", "-c", f"port={settings.port}", "-c", f"world={settings.world}"]
    context += ["-c", f"clock_file={settings.clock_file}"]
    _run([cdk, "bootstrap", "--app", "", f"aws://{ACCOUNT}/{REGION}"], settings)
    _run([cdk, "synth", "-q", "--output", out, *context], settings)
    flags = ["--require-approval", "never", "--method=direct", "--concurrency", "4", "--progress", "events"]
    _run([cdk, "deploy", "--app", out, "--all", *flags], settings)


def _run(command: list[str], settings: Settings, environment: dict[str, str] | None = None) -> None:
    log = settings.home / "deploy.log"
    with log.open("ab") as sink:
        done = subprocess.run(
            command, env=environment or settings.aws(), cwd=ROOT, stdout=sink, stderr=sink, check=False
        )
    if done.returncode:
        end = "\n".join(log.read_text(errors="replace").splitlines()[-40:])
        raise SystemExit(f"{' '.join(command[:3])} failed; {log} ends with:\n{end}")


def client(settings: Settings, service: str) -> Any:
    """A boto3 client of the stage's cloud, as its operator."""
    return boto3.client(
        service,
        endpoint_url=settings.endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def outputs(settings: Settings) -> dict[str, str]:
    """Every id that the stacks export, by its name without the `Out`."""
    pages = client(settings, "cloudformation").get_paginator("describe_stacks").paginate()
    stacks = [stack for page in pages for stack in page["Stacks"] if stack["StackName"].startswith("Madoguchi-local")]
    found = [output for stack in stacks for output in stack.get("Outputs", [])]
    return {o["OutputKey"].removeprefix("Out"): o["OutputValue"] for o in found if o["OutputKey"].startswith("Out")}


def read_json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text())) if path.exists() else {}
