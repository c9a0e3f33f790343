"""The citizen's door to the ledger: who looked at my data."""

from typing import Any

from madoguchi import http
from madoguchi.ledger.model.view import spoken
from madoguchi.signed import segment
from madoguchi.wiring import ledger as wiring

app = http.door("ledger: citizen")
core = wiring.core()
origin = wiring.origin()
gate = http.portal_gate(origin.demand, wiring.living())


@app.get("/api/records")
def records() -> dict[str, Any]:
    account_id, language = http.citizen(), http.language()
    told: dict[str, Any] = spoken(core.get(f"/portal/records/{segment(account_id)}"), language)
    return told


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)
