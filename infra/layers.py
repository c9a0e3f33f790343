"""Layers of other people's wheels, built by uv for the platform: no Docker, no compiler."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import aws_cdk as cdk
import jsii
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.stage import Stage


def uv() -> str:
    """uv beside this interpreter, on the PATH, or where `make` keeps the tools."""
    kept = Path(__file__).parent.parent / ".tools/bin"
    found = (
        shutil.which("uv", path=str(Path(sys.executable).parent))
        or shutil.which("uv")
        or shutil.which("uv", path=str(kept))
    )
    if not found:
        raise SystemExit("uv is not installed: run `make tools`")
    return found


@jsii.implements(cdk.ILocalBundling)
class UvWheels:
    def __init__(self, requirements: Path, stage: Stage) -> None:
        self.requirements, self.stage = requirements, stage

    def try_bundle(self, output_dir: str, _options: object = None, **_more: object) -> bool:
        """Install the locked wheels; a missing wheel fails here, at synth."""
        install = ["pip", "install", "--quiet", "--no-compile-bytecode", "--only-binary", ":all:", "--no-deps"]
        install.append("--require-hashes")
        built_for = ["--python-version", self.stage.python, "--python-platform", self.stage.wheels]
        target = ["--target", f"{output_dir}/python", "--requirement", str(self.requirements)]
        subprocess.run([uv(), *install, *built_for, *target], check=True)  # noqa: S603  our own arguments
        return True


class UvLayer(lambda_.LayerVersion):
    """`folder` holds `requirements.txt`, written by `make lock`; the asset's name is the lock itself."""

    def __init__(self, scope: Construct, id: str, *, folder: Path, stage: Stage) -> None:
        requirements = folder / "requirements.txt"
        what = requirements.read_bytes() + f"{stage.python} {stage.wheels}".encode()
        super().__init__(
            scope,
            id,
            code=lambda_.Code.from_asset(
                str(folder),
                asset_hash_type=cdk.AssetHashType.CUSTOM,
                asset_hash=hashlib.sha256(what).hexdigest(),
                bundling=cdk.BundlingOptions(
                    image=cdk.DockerImage.from_registry("never-pulled"), local=UvWheels(requirements, stage)
                ),
            ),
            compatible_runtimes=[lambda_.Runtime(f"python{stage.python}", lambda_.RuntimeFamily.PYTHON)],
        )
