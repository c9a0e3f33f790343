"""make demo: a family's application travels the whole way, through the public APIs of the running product."""

import json
import sys
import time
import traceback

from rich.console import Console

from sandbox.demo.clients import Endpoints, Refused
from sandbox.demo.journey import Journey
from sandbox.localcloud.settings import settings


def main() -> int:
    stage = settings()
    console = Console(highlight=False)
    began = time.monotonic()
    journey = Journey(Endpoints.read(stage.home), stage, tell=console.print)
    try:
        told = journey.play()
    except (Refused, AssertionError, TimeoutError) as failed:
        console.print(f"[bold red]The journey broke off:[/] {failed}")
        traceback.print_exc(file=sys.stderr)
        return 1
    (stage.home / "demo.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))
    console.print(
        f"\n[bold green]The journey ended well[/] in {time.monotonic() - began:.0f} s; all of it is in demo.json."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
