"""python -m sandbox.people --state DIR: make the demo's cards and numbers, and print the cards with their PINs."""

import argparse

from sandbox.jpki.authority import OCSP_URL
from sandbox.jpki.state import State
from sandbox.people.setup import set_up


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.people", description=__doc__)
    parser.add_argument("--state", default=".local/jpki")
    parser.add_argument("--ocsp-url", default=OCSP_URL)
    given = parser.parse_args()
    state = State(given.state)
    for card in set_up(state, ocsp_url=given.ocsp_url):
        path = state.cards / f"{card.card_id}.json"
        print(f"{path}  {card.label}  login PIN {card.authentication_pin}  signing PIN {card.signing_pin}")


if __name__ == "__main__":
    main()
