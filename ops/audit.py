"""Known weaknesses of what ships: the registries' own audits, and no silence taken for a good answer.

python -m ops.audit          the layers' locks (pip-audit) and the pages' production packages (npm audit)
python -m ops.audit --tools  the tools of development as well

Exit code 0: everything was asked and nothing is known; 1: a weakness is known; 2: a registry did not answer for all.
The last line says `audited X of Y, weak Z`.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.supply import ROOT, layers, npm, pins


@dataclass(frozen=True)
class Audit:
    """What one registry said: how many were to be asked, how many it answered for, and what it knows."""

    wanted: int
    answered: int
    weak: tuple[str, ...] = ()
    silence: str = ""


def read_pip(report: dict[str, Any], wanted: int) -> Audit:
    """pip-audit says "no known vulnerabilities" also when it could ask for none: what it skipped was not audited."""
    answered = [each for each in report["dependencies"] if "vulns" in each]
    skipped = [each["name"] for each in report["dependencies"] if "skip_reason" in each]
    weak = tuple(f"{each['name']} {each['version']}: {known['id']}" for each in answered for known in each["vulns"])
    return Audit(wanted, len(answered), weak, f"no answer for {', '.join(skipped)}" if skipped else "")


def read_npm(report: dict[str, Any], wanted: int) -> Audit:
    if "vulnerabilities" not in report:
        return Audit(wanted, 0, silence=str(report.get("message") or report.get("error") or "npm said nothing"))
    weak = tuple(f"{name}: {found['severity']}" for name, found in report["vulnerabilities"].items())
    return Audit(wanted, wanted, weak)


def ask_pip(lock: Path) -> Audit:
    flags = ["-s", "pypi", "-r", str(lock), "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
    report = _json([sys.executable, "-m", "pip_audit", *flags])
    return (
        read_pip(report, len(pins(lock)))
        if "dependencies" in report
        else Audit(len(pins(lock)), 0, silence="no report")
    )


def ask_npm(*, tools: bool) -> Audit:
    wanted = sum(1 for it in npm().values() if tools or not it.get("dev"))
    return read_npm(_json(["npm", "audit", "--json", *([] if tools else ["--omit=dev"])]), wanted)


def ask_tools() -> Audit:
    """Everything of uv.lock, as one list of pins."""
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    lines = [f"{each['name']}=={each['version']}" for each in locked if "registry" in each.get("source", {})]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as lock:
        lock.write("\n".join(lines))
        lock.flush()
        return ask_pip(Path(lock.name))


def _json(command: list[str]) -> dict[str, Any]:
    """What a tool printed; {} when it was no JSON. Its exit code says less than its report."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {}
    return found


def told(audits: dict[str, Audit]) -> tuple[list[str], int]:
    """The lines to print and the exit code."""
    lines = [f"{name}: {weak}" for name, audit in audits.items() for weak in audit.weak]
    lines += [f"{name}: not audited, {audit.silence}" for name, audit in audits.items() if audit.silence]
    wanted, answered = (sum(getattr(each, side) for each in audits.values()) for side in ("wanted", "answered"))
    weak = sum(len(each.weak) for each in audits.values())
    lines.append(f"audited {answered} of {wanted}, weak {weak}")
    return lines, 1 if weak else 2 if answered < wanted else 0


def main(tools: bool) -> int:
    audits = {f"layer {lock.parent.name}": ask_pip(lock) for lock in layers()} | {"pages": ask_npm(tools=tools)}
    if tools:
        audits["tools"] = ask_tools()
    lines, code = told(audits)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main("--tools" in sys.argv[1:]))
