"""The citizen's door to her own notices (お知らせ)."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from madoguchi import http
from madoguchi.kernel import clock
from madoguchi.notices.model.view import NoticesView, view
from madoguchi.wiring import notices as wiring

app = http.door("notices: citizen")
inbox, living = wiring.inbox(), wiring.living()


@app.get("/api/notices")
def latest() -> NoticesView:
    return view(inbox.latest(http.living_citizen(living)))


@app.post("/api/notices/<notice_id>/read", status_code=204)
def read(notice_id: str) -> Response[None]:
    inbox.mark_read(http.living_citizen(living), notice_id, now=clock.now())
    return Response(status_code=204)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
