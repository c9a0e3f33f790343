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
    return view(inbox.latest(_citizen()))


@app.post("/api/notices/<notice_id>/read")
def read(notice_id: str) -> Response[None]:
    inbox.mark_read(_citizen(), notice_id, now=clock.now())
    return Response(status_code=204)


def _citizen() -> str:
    """Whose request it is, if her session still lives."""
    account_id = http.citizen()
    living(account_id, http.session(), clock.wall())
    return account_id


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
