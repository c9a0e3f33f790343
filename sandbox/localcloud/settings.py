"""Where one local stage lives: its ports, its folder. Two stages side by side differ in nothing else."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
REGION, ACCOUNT = "ap-northeast-1", "000000000000"


@dataclass(frozen=True)
class Settings:
    """`home` keeps state, logs, cards and endpoints; `port` is the emulator's, `world_port` the stand-ins'."""

    home: Path
    port: int
    world_port: int

    @property
    def endpoint(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def world(self) -> str:
        return f"http://localhost:{self.world_port}"

    @property
    def clock_file(self) -> Path:
        return self.home / "clock.json"

    @property
    def cdk_out(self) -> Path:
        return self.home / "cdk.out"

    def aws(self) -> dict[str, str]:
        """The environment of every client of this stage; the emulator itself must not see it."""
        tools = [str(ROOT / ".venv/bin"), str(ROOT / "node_modules/.bin"), os.environ["PATH"]]
        return {
            **os.environ,
            "PATH": os.pathsep.join(tools),
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers/madoguchi/python")]),
        }


def settings() -> Settings:
    """From MADOGUCHI_HOME, MADOGUCHI_PORT and MADOGUCHI_WORLD_PORT, else the stage that `make up` runs."""
    return Settings(
        home=Path(os.environ.get("MADOGUCHI_HOME", ROOT / ".local")).resolve(),
        port=int(os.environ.get("MADOGUCHI_PORT", "4566")),
        world_port=int(os.environ.get("MADOGUCHI_WORLD_PORT", "4567")),
    )
