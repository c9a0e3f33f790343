"""The citizen's door to the ledger: who looked at my data."""

from typing import Any

from madoguchi import http
from madoguchi.kernel import clock
from madoguchi.ledger.model.view import spoken
from madoguchi.signed import segment
from madoguchi.wiring import ledger as wiring

app = http.door("ledger: citizen")
core, living = wiring.core(), wiring.living()


@app.get("/api/records")
def records() -> dict[str, Any]:
    account_id, language = _citizen(), http.language()
    told: dict[str, Any] = spoken(core.get(f"/portal/records/{segment(account_id)}"), language)
    return told


def _citizen() -> str:
    """Whose request it is, if her session still lives."""
    account_id = http.citizen()
    living(account_id, http.session(), clock.wall())
    return account_id


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
