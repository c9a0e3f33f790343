"""The open door of the municipal API: officers log in, core systems take tokens (RFC 6749 section 4.4)."""

import json
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from madoguchi.documented import answers
from madoguchi.municipal.model.messages import MESSAGES
from madoguchi.municipal.model.sessions import (
    AnswerRequest,
    LoginRequest,
    Step,
    TokenAnswer,
    TokenRefused,
    TokenRequest,
)
from madoguchi.wiring import municipal as wiring

http.register(MESSAGES)
app = http.door("municipal: sessions and tokens")
sessions = wiring.sessions()
TOKEN_ANSWERS = {
    200: answers("A token", TokenAnswer),
    400: answers("Not a request for a machine's token", TokenRefused),
    401: answers("Client or scope refused", TokenRefused),
}


@app.post("/staff/session")
def log_in(asked: Annotated[LoginRequest, Body()]) -> Step:
    return sessions.log_in(asked)


@app.post("/staff/session/answer")
def go_on(asked: Annotated[AnswerRequest, Body()]) -> Step:
    return sessions.go_on(asked, wiring.occasion())


@app.post("/token", responses=TOKEN_ANSWERS)
def token() -> Response[str]:
    grant = TokenRequest.read(http.authorization(), app.current_event.decoded_body or "")
    if grant.error:
        return _refused(400, grant.error)
    found = sessions.token(grant.client_id, grant.secret, grant.scopes)
    return _json(200, found) if found else _refused(401, "invalid_client")


def _refused(status: int, error: str) -> Response[str]:
    return _json(status, {"error": error})


def _json(status: int, body: dict[str, Any]) -> Response[str]:
    return Response(status, "application/json", json.dumps(body))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, forms=("/token",))
