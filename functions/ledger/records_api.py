"""The citizen's door to the ledger: who looked at my data."""

from typing import Any

from madoguchi import http
from madoguchi.ledger.model.view import spoken
from madoguchi.signed import segment
from madoguchi.wiring import ledger as wiring

app = http.door("ledger: citizen")
core = wiring.core()


@app.get("/api/records")
def records() -> dict[str, Any]:
    found = core.get(f"/portal/records/{segment(http.citizen())}")
    told: dict[str, Any] = spoken(found, http.language())
    return told


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
