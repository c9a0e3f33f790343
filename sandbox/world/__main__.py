"""python -m sandbox.world: the outside world's stand-ins, for the local stage and tests only."""

import argparse
import threading
from pathlib import Path

from sandbox.jpki.state import State
from sandbox.people.setup import HERE, set_up
from sandbox.world.faults import Faults
from sandbox.world.scan import Scanner
from sandbox.world.server import World, serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.world", description=__doc__)
    parser.add_argument("--port", type=int, default=4567)
    parser.add_argument("--state", default=".local/jpki", help="authorities, cards and numbers; made when missing")
    parser.add_argument("--people", type=Path, default=HERE)
    parser.add_argument("--clock-file", type=Path, default=None)
    parser.add_argument("--aws-endpoint", default="", help="where the quarantine bucket lives; none: no scanning")
    parser.add_argument("--quarantine-bucket", default="", help="also by POST /_configure")
    given = parser.parse_args()
    state, faults = State(given.state), Faults()
    set_up(state, given.people, f"http://localhost:{given.port}/ocsp")
    scanner = _scanner(given.aws_endpoint, given.quarantine_bucket, faults)
    server = serve(World(state, given.people, given.clock_file, faults, scanner), given.port)
    print(f"world on http://localhost:{given.port}", flush=True)
    server.serve_forever()


def _scanner(endpoint: str, bucket: str, faults: Faults) -> Scanner | None:
    if not endpoint:
        return None
    import boto3

    scanner = Scanner(boto3.client("s3", endpoint_url=endpoint, region_name="ap-northeast-1"), faults, bucket)
    threading.Thread(target=scanner.run, args=(threading.Event(),), daemon=True).start()
    return scanner


if __name__ == "__main__":
    main()
