"""The citizen's door to her own notices (お知らせ)."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from madoguchi import http
from madoguchi.kernel import clock
from madoguchi.notices.model.view import NoticesView, view
from madoguchi.wiring import notices as wiring

app = http.door("notices: citizen")
inbox = wiring.inbox()
origin = wiring.origin()
gate = http.portal_gate(origin.demand, wiring.living())


@app.get("/api/notices")
def latest() -> NoticesView:
    return view(inbox.latest(http.citizen()))


@app.post("/api/notices/<notice_id>/read", status_code=204)
def read(notice_id: str) -> Response[None]:
    inbox.mark_read(http.citizen(), notice_id, now=clock.now())
    return Response(status_code=204)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)
