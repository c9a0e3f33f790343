"""The local stage from the command line: up, down, reset, logs, clock, code."""

import argparse
import json
import shutil
import subprocess
import time
from datetime import datetime

from madoguchi.kernel.clock import jst, set_by, wall
from sandbox.demo.clients import code_of
from sandbox.localcloud import deployment, loader, processes
from sandbox.localcloud.settings import Settings, settings


def up(stage: Settings) -> None:
    """Start what does not run, deploy what changed, load what is missing, and say where everything is.

    A stage that was killed has lost what the emulator held in memory: it is made anew, from nothing.
    """
    began = time.monotonic()
    stage.home.mkdir(parents=True, exist_ok=True)
    if processes.running(stage, "emulator") and processes.answers(processes.emulator_health(stage)):
        print("The local stage is running already.")
    else:
        _start(stage)
    if not processes.running(stage, "world"):
        processes.start_world(stage)
    _bring_up_to_date(stage)
    print(loader.summary(stage))
    print(f"\nUp in {time.monotonic() - began:.0f} s. Next: make demo, make logs, make down.")


def _start(stage: Settings) -> None:
    processes.stop(stage, "world")  # it may have outlived a killed emulator
    for url in (processes.emulator_health(stage), f"{stage.world}/_health"):
        if processes.answers(url):
            raise SystemExit(f"something else answers at {url}: set MADOGUCHI_PORT and MADOGUCHI_WORLD_PORT")
    state = deployment.read_json(stage.home / "stage.json")
    if state and not state.get("stopped"):
        print("The stage was not stopped cleanly; it is made anew.")
        forget(stage)
    print("Starting the local cloud ...")
    processes.start_emulator(stage)
    _remember(stage, stopped=False)


def _bring_up_to_date(stage: Settings) -> None:
    state = deployment.read_json(stage.home / "stage.json")
    deployed, loaded = deployment.fingerprint(deployment.SOURCES), deployment.fingerprint(loader.SOURCES)
    if state.get("deployed") != deployed:
        print("Building the portal and the console ...")
        deployment.build_pages(stage)
        print("Deploying with the CDK (first time: about a minute) ...")
        deployment.deploy(stage)
        _remember(stage, deployed=deployed)
    else:
        deployment.build_pages(stage)
    if state.get("deployed") != deployed or state.get("loaded") != loaded:
        print("Loading the demo data through the product's own APIs ...")
        _read_people_again(stage)
        loader.load(stage)
        _remember(stage, loaded=loaded)
    else:
        loader.reconnect(stage)


def _read_people_again(stage: Settings) -> None:
    """The stand-ins give new people their cards and numbers when they start."""
    processes.stop(stage, "world")
    processes.start_world(stage)


def _remember(stage: Settings, **facts: object) -> None:
    path = stage.home / "stage.json"
    path.write_text(json.dumps({**deployment.read_json(path), **facts}))


def down(stage: Settings) -> None:
    """Stop both processes; everything is kept."""
    ran = processes.running(stage, "emulator")
    processes.stop(stage, "world")
    processes.stop(stage, "emulator")
    if ran:
        _remember(stage, stopped=True)
    print("Stopped; everything is kept." if ran else "It was not running.")


def forget(stage: Settings) -> None:
    """Everything but the logs and the built pages."""
    for name in ("state", "scratch", "jpki", "cards"):
        shutil.rmtree(stage.home / name, ignore_errors=True)
    for name in ("stage.json", "clock.json", "endpoints.json", "demo.json"):
        (stage.home / name).unlink(missing_ok=True)


def reset(stage: Settings) -> None:
    """Stop and forget."""
    processes.stop(stage, "world")
    processes.stop(stage, "emulator")
    forget(stage)
    print("Stopped and forgotten.")


def logs(stage: Settings) -> None:
    """Follow the functions' log lines."""
    subprocess.run(
        ["tail", "-n", "50", "-F", str(stage.home / "emulator.log"), str(stage.home / "world.log")], check=False
    )


def clock(stage: Settings, to: str) -> None:
    """Show the stage's legal time, set it (it runs on from there), or give the real one back."""
    if to == "real":
        stage.clock_file.unlink(missing_ok=True)
    elif to:
        moment = datetime.fromisoformat(to)
        if moment.tzinfo is None:
            raise SystemExit("give the offset too: 2026-11-04T23:59:30+09:00")
        stage.clock_file.write_text(json.dumps({"offset_seconds": (moment - wall()).total_seconds()}))
    print(f"The stage's clock says {jst(set_by(stage.clock_file, wall())).isoformat(timespec='seconds')}")


def code(stage: Settings, officer: str) -> None:
    """What the authenticator of a demo officer shows now."""
    known = {row["username"]: row for row in deployment.read_json(stage.home / "endpoints.json").get("officers", [])}
    if officer not in known:
        raise SystemExit(f"give an officer: {', '.join(known) or 'run `make up` first'}")
    print(code_of(known[officer]["secret"]))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.localcloud", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, act in (("up", up), ("down", down), ("reset", reset), ("logs", logs)):
        commands.add_parser(name, help=(act.__doc__ or "").splitlines()[0])
    commands.add_parser("clock", help="show or set the legal time").add_argument("to", nargs="?", default="")
    commands.add_parser("code", help="an officer's code of the moment").add_argument("officer", nargs="?", default="")
    asked = parser.parse_args()
    stage = settings()
    if asked.command == "code":
        return code(stage, asked.officer)
    if asked.command == "clock":
        return clock(stage, asked.to)
    return {"up": up, "down": down, "reset": reset, "logs": logs}[asked.command](stage)


if __name__ == "__main__":
    main()
