"""The local stage as a whole: how long it takes to come up for the first time, again, and after a kill; its memory.

It makes a stage of its own, in a folder of its own and on free ports, and forgets it at the end. Some minutes.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import Row, within

ROOT = Path(__file__).parents[1]
FIRST_SECONDS, AGAIN_SECONDS, KILLED_SECONDS, MEMORY_MB = 180, 30, 180, 1_500
KIB_OF = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def resident_mb(pid: int) -> float:
    """What a process and its children hold in memory: the emulator runs functions in processes of their own."""
    found = KIB_OF.search(_status(pid))
    children = Path(f"/proc/{pid}/task/{pid}/children")
    below = children.read_text().split() if children.is_file() else []
    return (int(found[1]) / 1024 if found else 0) + sum(resident_mb(int(child)) for child in below)


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""  # it ended meanwhile


class Stage:
    """One stage of this run."""

    def __init__(self, home: Path) -> None:
        self.home = home
        ports = {"MADOGUCHI_PORT": str(free_port()), "MADOGUCHI_WORLD_PORT": str(free_port())}
        self.variables = {**os.environ, "MADOGUCHI_HOME": str(home), **ports}

    def does(self, command: str) -> float:
        """Seconds."""
        started = time.monotonic()
        run = subprocess.run(
            [sys.executable, "-m", "sandbox.localcloud", command],
            cwd=ROOT,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise SystemExit(f"{command} failed:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
        return time.monotonic() - started

    def memory(self) -> float:
        return sum(resident_mb(self._pid(name)) for name in ("emulator", "world"))

    def kill(self) -> None:
        os.kill(self._pid("emulator"), signal.SIGKILL)

    def _pid(self, name: str) -> int:
        return int((self.home / f"{name}.pid").read_text())


def measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        try:
            first = stage.does("up")
            memory = stage.memory()
            stage.does("down")
            again = stage.does("up")
            stage.kill()
            killed = stage.does("up")
        finally:
            stage.does("reset")
    return [
        within("stage: up for the first time", "s", first, FIRST_SECONDS),
        within("stage: up again", "s", again, AGAIN_SECONDS),
        within("stage: up after a kill", "s", killed, KILLED_SECONDS),
        within("stage: memory with the demo's data", "MB", memory, MEMORY_MB),
    ]
