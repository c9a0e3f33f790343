"""Intake as deployed: the real process, the real steps, a portal in memory and a town on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.functions.applications.conftest import serving
from tests.functions.applications.surroundings import Portal, make_portal
from tests.statemachines.support import Process, Run
from tests.unit.procedures.claims import ANSWERS

__all__ = ["serving"]
STEPS = {
    "CheckSignature": "check_signature",
    "ScanAttachments": "scan_attachments",
    "SealPackage": "seal_package",
    "Deliver": "deliver",
    "RecordDelivery": "record_delivery",
}


@dataclass
class Intake:
    """A portal, its process, and a draft of みどり's that is ready to be signed."""

    portal: Portal
    process: Process

    def draft(self) -> dict[str, Any]:
        draft = self.portal.open()
        self.portal.answer(draft, ANSWERS)
        return draft

    def given(self, receipt: dict[str, Any]) -> dict[str, Any]:
        return {
            "application_id": receipt["application_id"],
            "receipt": receipt["receipt"],
            "revision": receipt["revision"],
            "correlation_id": "correlation-1",
        }

    def run(self, receipt: dict[str, Any], attempt: int = 1) -> Run:
        name = f"{receipt['receipt']}-{receipt['revision']}-{attempt}"
        return self.process.run(name, self.given(receipt))


@pytest.fixture
def intake(process, serving, monkeypatch, tmp_path) -> Iterator[Intake]:
    monkeypatch.setenv("CLOCK_FILE", str(tmp_path / "clock.json"))
    portal = make_portal(serving, tmp_path / "clock.json")
    handlers = {name: portal.handler(file) for name, file in STEPS.items()}
    yield Intake(portal, process("applications/intake", handlers, ParkSeconds=60))
