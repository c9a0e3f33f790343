"""What a stage is: the only place that knows how `local` differs from the clouds. Constructs ask it, never the host."""

import platform
import sys
from dataclasses import dataclass

import aws_cdk as cdk
from constructs import Node

from infra import settings
from infra.settings import SETTINGS, Settings

REGION, RECOVERY_REGION, EDGE_REGION = "ap-northeast-1", "ap-northeast-3", "us-east-1"
WHEELS = {"x86_64": "x86_64-manylinux_2_28", "aarch64": "aarch64-manylinux_2_28", "arm64": "aarch64-manylinux_2_28"}


@dataclass(frozen=True)
class Stage:
    """`port`, `world` and `clock_file` exist on `local` only: the emulator, the outside world's stand-ins, the clock."""

    name: str
    settings: Settings
    python: str
    wheels: str
    port: int = 0
    world: str = ""
    clock_file: str = ""

    @property
    def account(self) -> str:
        return self.settings.account

    @property
    def local(self) -> bool:
        return self.name == "local"

    @property
    def production(self) -> bool:
        return self.name == "prod"

    @property
    def removal(self) -> cdk.RemovalPolicy:
        """Data outlives its stack wherever people's data may be."""
        return cdk.RemovalPolicy.DESTROY if self.name in ("local", "dev") else cdk.RemovalPolicy.RETAIN

    def visibility_seconds(self, timeout_seconds: int) -> int:
        """How long a queue hides what its consumer holds: six timeouts, as AWS advises; on the one local machine,
        where a message is never handed out by a second poller, just past the timeout, so that a retry comes soon."""
        return timeout_seconds + 5 if self.local else 6 * timeout_seconds

    def outside(self, local_path: str, setting: str) -> str:
        """The address of an outside system: a stand-in on `local`, else what the operator configured.

        Unconfigured, it is a name that resolves nowhere: the stage deploys, and every call is Unavailable.
        """
        if self.local:
            return self.world + local_path
        return getattr(self.settings, setting) or f"https://{setting.replace('_', '-')}.invalid"


def read(node: Node) -> Stage:
    """The stage that `--context stage=` names; `local` without. Wheels follow the host on `local` alone."""
    name = node.try_get_context("stage") or "local"
    if name not in SETTINGS:
        raise SystemExit(f"--context stage={name}: one of {', '.join(SETTINGS)}")
    chosen = settings.read(name, node)
    if name != "local":
        return Stage(name, chosen, python="3.13", wheels=WHEELS["aarch64"])
    return Stage(
        name,
        chosen,
        python=f"{sys.version_info[0]}.{sys.version_info[1]}",
        wheels=WHEELS[platform.machine()],
        port=int(node.try_get_context("port") or 4566),
        world=str(node.try_get_context("world") or "http://localhost:4567"),
        clock_file=str(node.try_get_context("clock_file") or ""),
    )
