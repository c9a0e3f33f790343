"""The two processes of a local stage: the emulator and the outside world's stand-ins. Started once, ended by id."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib import error, request

from sandbox.localcloud.settings import REGION, ROOT, Settings

STOP_SECONDS = 30


def answers(url: str) -> bool:
    try:
        with request.urlopen(url, timeout=2) as reply:
            return bool(reply.status == 200)
    except (error.URLError, OSError):
        return False


def emulator_health(settings: Settings) -> str:
    return f"{settings.endpoint}/_ministack/health"


def start_emulator(settings: Settings) -> None:
    """The emulator with IAM enforced and its state kept; it must not see AWS_ENDPOINT_URL."""
    state = settings.home / "state"
    (state / "s3").mkdir(parents=True, exist_ok=True)
    scratch = settings.home / "scratch"  # 60 MB for each function that ran; a killed emulator leaves them behind
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    hidden = ("AWS_ENDPOINT_URL", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {
        "TMPDIR": str(scratch),
        "PATH": os.pathsep.join([str(ROOT / ".venv/bin"), os.environ["PATH"]]),  # node, for CloudFront functions
        "GATEWAY_PORT": str(settings.port),
        "AUTH": "true",
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(state),
        "S3_DATA_DIR": str(state / "s3"),
        "LAMBDA_WARM_TTL_SECONDS": "3600",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    _start(settings, "emulator", [_emulator_python(), str(ROOT / "sandbox/localcloud/launcher.py")], environment)
    _wait(settings, "emulator", emulator_health(settings))


def start_world(settings: Settings) -> None:
    """J-LIS, OCSP and CRL, the towns' registers and the malware scanner, as stand-ins."""
    command = [sys.executable, "-m", "sandbox.world", "--port", str(settings.world_port)]
    command += ["--state", str(settings.home / "jpki"), "--clock-file", str(settings.clock_file)]
    command += ["--people", str(ROOT / "sandbox/people"), "--aws-endpoint", settings.endpoint]
    _start(settings, "world", command, settings.aws())
    _wait(settings, "world", f"{settings.world}/_health")


def running(settings: Settings, name: str) -> int:
    """The process id, 0 when it does not run."""
    path = _pid_file(settings, name)
    if not path.exists():
        return 0
    pid = int(path.read_text())
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return 0
    return pid


def stop(settings: Settings, name: str) -> None:
    """SIGTERM and wait: the emulator writes its state at the end."""
    pid = running(settings, name)
    if pid:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while running(settings, name) and time.monotonic() < deadline:
            _reap(pid)
            time.sleep(0.1)
        if running(settings, name):
            os.kill(pid, signal.SIGKILL)
    _pid_file(settings, name).unlink(missing_ok=True)


def tail(settings: Settings, name: str, lines: int = 20) -> str:
    path = settings.home / f"{name}.log"
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


def _emulator_python() -> str:
    return str(ROOT / ".venv-aws/bin/python")


def _pid_file(settings: Settings, name: str) -> Path:
    return settings.home / f"{name}.pid"


def _start(settings: Settings, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
    with (settings.home / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
    _pid_file(settings, name).write_text(str(process.pid))


def _wait(settings: Settings, name: str, url: str) -> None:
    deadline = time.monotonic() + 60
    while not answers(url):
        pid = running(settings, name)
        _reap(pid)
        if not pid or time.monotonic() > deadline:
            raise SystemExit(f"the {name} did not start:\n{tail(settings, name)}")
        time.sleep(0.1)


def _reap(pid: int) -> None:
    """A child that ended stays until it is waited for; another's child is not ours to wait for."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except (ChildProcessError, OSError):
        return
