"""The portal's door to what a town has published."""

from typing import Any

from madoguchi import http
from madoguchi.wiring import procedures as wiring

app = http.door("procedures: the portal")
authoring = wiring.authoring()


@app.get("/snapshots/<municipality>")
def snapshot(municipality: str) -> dict[str, Any]:
    return authoring.snapshot(municipality).model_dump(mode="json", exclude_none=True)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
