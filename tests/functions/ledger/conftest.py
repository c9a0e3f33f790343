"""The core on moto, as linkage's own tests have it."""

import json
import os

import pytest
from moto import mock_aws

from tests.functions.linkage.core import SANJO, Core
from tests.support.sessions import sign_in
from tests.support.tables import make_table


@pytest.fixture
def core(monkeypatch, tmp_path):
    """Legal time stands still on the day of the decision."""
    clock = tmp_path / "clock.json"
    clock.write_text(json.dumps({"frozen": "2026-11-12T10:00:00+09:00"}))
    monkeypatch.setenv("CLOCK_FILE", str(clock))
    with mock_aws():
        made = Core(monkeypatch)
        made.populate()
        accounts = {"midori": "SERIAL1", "makoto": "SERIAL2"}
        sign_in(make_table(os.environ["IDENTITY_TABLE"]), *accounts, "nagi", "stranger")
        for person, serial in accounts.items():
            made.portal("POST", "/pairings", {"account_id": person, "serial": serial})
        child = {"institution": SANJO, "representative": "3040001", "represented": "3049001", "kind": "parent"}
        made.town("PUT", "/representations", {**child, "from": "2013-05-02"})
        yield made
