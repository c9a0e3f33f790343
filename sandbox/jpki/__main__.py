"""Test cards from the command line: python -m sandbox.jpki {init,issue,revoke,reissue,list} --state DIR."""

import argparse
import sys
from datetime import UTC, date, datetime

from sandbox.jpki.authority import OCSP_URL
from sandbox.jpki.counter import MOVED, Counter, Pins
from sandbox.jpki.profile import SEX_CODES, Holder
from sandbox.jpki.state import State


def moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment names its time zone, as in 2026-10-22T10:00:00+09:00")
    return at


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.jpki", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    init = commands.add_parser("init", help="make the test authorities of one generation")
    init.add_argument("--generation", type=int, default=1)
    init.add_argument("--ocsp-url", default=OCSP_URL)
    issue = commands.add_parser("issue", help="a new card")
    issue.add_argument("--person", required=True, help="key of the person in the registers' data")
    issue.add_argument("--label", default="")
    issue.add_argument("--authentication-pin", required=True)
    reissue = commands.add_parser("reissue", help="a new signing certificate on a card")
    for command in (issue, reissue):
        holder_arguments(command)
    revoke = commands.add_parser("revoke", help="end one certificate")
    revoke.add_argument("--serial", required=True)
    revoke.add_argument("--reason", default=MOVED)
    listing = commands.add_parser("list", help="every certificate and its state")
    for command in (init, issue, reissue, revoke, listing):
        command.add_argument("--state", default=".local/jpki")
    for command in (issue, reissue, revoke):
        command.add_argument("--at", type=moment, default=None, help="default: the present moment")
    return parser


def holder_arguments(command: argparse.ArgumentParser) -> None:
    for name in ("card-id", "name", "birth-date", "address", "signing-pin"):
        command.add_argument(f"--{name}", required=True)
    command.add_argument("--sex", required=True, choices=sorted(SEX_CODES))
    command.add_argument("--prefecture", default="Niigata-ken")
    command.add_argument("--municipality", default="Sanjo-shi")


def holder(given: argparse.Namespace) -> Holder:
    birth_date = date.fromisoformat(given.birth_date)
    return Holder(given.name, birth_date, given.sex, given.address, given.prefecture, given.municipality)


def main(words: list[str]) -> None:
    given = arguments().parse_args(words)
    state = State(given.state)
    counter = Counter(state)
    at = getattr(given, "at", None) or datetime.now(UTC)
    if given.command == "init":
        counter.open(given.generation, given.ocsp_url)
    elif given.command == "issue":
        pins = Pins(given.authentication_pin, given.signing_pin)
        print(counter.issue(given.card_id, given.person, given.label, holder(given), pins, at))
    elif given.command == "reissue":
        print(counter.reissue(given.card_id, holder(given), given.signing_pin, at))
    elif given.command == "revoke":
        counter.revoke(given.serial, at, given.reason)
    for row in state.issued() if given.command == "list" else []:
        print(row.serial, row.kind, row.card_id, "revoked" if row.revoked else "good")


if __name__ == "__main__":
    main(sys.argv[1:])
