"""The house's doors: one way to read who asks, one way to say what went wrong (RFC 9457), in the asker's language."""

import json
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError, ServiceError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from madoguchi import telemetry
from madoguchi.documented import DocumentedResolver
from madoguchi.errors import Invalid, MadoguchiError, NotAllowed, Unauthenticated, Unavailable, Unprocessable
from madoguchi.kernel import clock, correlation, strict_json
from madoguchi.kernel.value import Value
from madoguchi.origin import HEADER as ORIGIN_HEADER

PROBLEMS = "https://madoguchi.example/problems/"
PROBLEM_JSON = "application/problem+json"
MAX_ID = 200  # nothing of ours has a longer name, and a table breaks at a key of two thousand
MAX_BODY_BYTES = 400_000  # answers are text; files never pass a function
JSON = re.compile(r"application/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)", re.IGNORECASE)
NO_CONTENT = 204
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Texts = Mapping[str, Mapping[str, str]]
Found = TypeVar("Found")

logger = telemetry.logger
_event: ContextVar[dict[str, Any] | None] = ContextVar("event", default=None)
_messages: dict[str, Mapping[str, str]] = {
    "internal": {
        "ja": "処理中に問題が起きました。入力した内容は失われていません。しばらくしてからもう一度お試しください。",
        "en": "Something went wrong on our side. What you entered is not lost. Please try again in a while.",
    },
    "invalid-request": {
        "ja": "送られた内容を読み取れませんでした。示された項目を確認してください。",
        "en": "The request could not be read. Please check the fields named.",
    },
    "unprocessable": {
        "ja": "入力内容に直すところがあります。示された項目を確認してください。",
        "en": "Some entries need to be corrected. Please check the fields named.",
    },
    "unsupported-media-type": {
        "ja": "この形式では受け付けられません。JSONで送ってください。",
        "en": "This format is not accepted here. Please send JSON.",
    },
    "too-large": {"ja": "送られた内容が大きすぎます。", "en": "What was sent is too large."},
    "unauthenticated": {
        "ja": "ログインが必要です。もう一度カードでログインしてください。",
        "en": "You need to log in. Please log in again with your card.",
    },
    "session-ended": {
        "ja": "ログインの有効時間が終わりました。もう一度カードでログインしてください。"
        "保存した内容はそのまま残っています。",
        "en": "Your session has ended. Please log in again with your card. What you saved is kept.",
    },
    "officer-session-ended": {
        "ja": "ログインが終了しています。職員IDでもう一度ログインしてください。",
        "en": "Your log-in has ended. Please log in again with your staff id.",
    },
    "not-allowed": {"ja": "この操作をする権限がありません。", "en": "You do not have the right to do this."},
    "not-through-the-edge": {
        "ja": "このアドレスからは利用できません。ポータルの画面からお使いください。",
        "en": "This address is not for direct use. Please use the portal's pages.",
    },
    "reauthentication-required": {
        "ja": "この操作の前に、もう一度カードで本人確認をしてください。入力した内容は残っています。",
        "en": "Please confirm with your card once more before doing this. What you entered is kept.",
    },
    "not-found": {"ja": "見つかりませんでした。", "en": "It was not found."},
    "conflict": {
        "ja": "ほかの操作が先に行われました。最新の内容を読み込んでからもう一度お試しください。",
        "en": "Something else was saved first. Please reload and try again.",
    },
    "precondition-failed": {
        "ja": "別の画面で更新されています。最新の内容を読み込んでください。入力した内容は消えていません。",
        "en": "This was updated elsewhere. Please reload the latest version. Your entries are kept.",
    },
    "unavailable": {
        "ja": "ただいま混み合っているか、連携先が応答していません。しばらくしてからもう一度お試しください。",
        "en": "We are busy, or a service we rely on is not answering. Please try again in a while.",
    },
    "reason:missing": {"ja": "入力してください。", "en": "This is required."},
    "reason:unknown-field": {"ja": "この項目は受け付けられません。", "en": "This field is not accepted."},
    "reason:too-long": {"ja": "長すぎます。", "en": "This is too long."},
    "reason:malformed": {"ja": "形式が正しくありません。", "en": "The format is not right."},
}
REASON_OF = {"missing": "missing", "extra_forbidden": "unknown-field", "string_too_long": "too-long"}


def register(messages: Texts) -> None:
    """Add a capability's texts: problem slug, or "reason:<code>", to {"ja", "en"}; `{name}` takes a param."""
    _messages.update(messages)


class Staff(Value):
    """An officer as the staff pool vouches for: the town is a claim, never a request field. What she may do is not."""

    officer: str
    municipality: str
    logged_in_at: datetime


class Machine(Value):
    """A core system: its client id; the town behind it is looked up by the capability that knows clients."""

    client_id: str
    scopes: tuple[str, ...] = ()


def door(title: str) -> APIGatewayRestResolver:
    """A resolver with validation and the house's problems; `title` names the API in its OpenAPI document."""
    app = DocumentedResolver(json_body_deserializer=strict_json.read)
    app.configure_openapi(title=title, version="1")

    @app.exception_handler(RequestValidationError)
    def unreadable(error: RequestValidationError) -> Response[str]:
        found = [(_pointer(e["loc"]), str(e["type"])) for e in error.errors()]
        if any(pointer.startswith("/response") for pointer, _ in found):
            logger.error("our own answer breaks its contract", errors=found)
            return _answer_problem("internal", 500)
        errors = tuple((pointer, REASON_OF.get(reason, "malformed")) for pointer, reason in found)
        return _answer_problem("invalid-request", 400, errors=errors)

    @app.exception_handler(MadoguchiError)
    def known(error: MadoguchiError) -> Response[str]:
        return problem_of(error)

    @app.exception_handler(ServiceError)
    def service(error: ServiceError) -> Response[str]:
        slug = "not-found" if isinstance(error, NotFoundError) else "invalid-request"
        return _answer_problem(slug, error.status_code)

    @app.not_found  # type: ignore[untyped-decorator,unused-ignore]
    def no_route(_error: NotFoundError) -> Response[str]:
        return _answer_problem("not-found", 404)

    @app.exception_handler(RecursionError)
    def too_deep(_error: RecursionError) -> Response[str]:
        return _answer_problem("invalid-request", 400)  # no honest body nests a thousand times

    @app.exception_handler(Exception)
    def unknown(error: Exception) -> Response[str]:
        return _fault(error)

    return app


Gate = Callable[[], object]


def answer(
    app: APIGatewayRestResolver,
    event: dict[str, Any],
    context: Any,
    *,
    forms: tuple[str, ...] = (),
    gate: Gate | None = None,
) -> dict[str, Any]:
    """A door's whole handler: correlation id, one log line with route and status, the answer with safe headers.

    forms  the routes that another standard makes take a form; everywhere else a body is JSON, which no page of
           another site can send without being asked first: a form could log somebody in under another's name
    gate   what must let every request pass before the door reads anything of it
    """
    _event.set(event)
    chain = telemetry.chain_of(event.get("headers") or {})
    method, route = str(event.get("httpMethod")), event.get("resource")
    kind = "read" if method in ("GET", "HEAD") else "write"
    known = telemetry.ids_of(event.get("pathParameters") or {})
    with telemetry.line("answered", context, chain, method=method, route=route, **{"class": kind}, **known) as line:
        reply = _with_headers(_stopped_by(gate) or _resolved(app, event, context, forms))
        line.say(status=reply["statusCode"])
        telemetry.count_answer(line, reply["statusCode"])
    return reply


def _resolved(
    app: APIGatewayRestResolver, event: dict[str, Any], context: Any, forms: tuple[str, ...]
) -> dict[str, Any]:
    """The resolver is shown one header: it would fold and copy all of them six times, and a door reads them here."""
    if any(len(found or "") > MAX_ID for found in (event.get("pathParameters") or {}).values()):
        return _plain(_problem("not-found", 404), 404)
    if len(event.get("body") or "") > MAX_BODY_BYTES:
        return _plain(_problem("too-large", 413), 413)
    if event.get("body") and event.get("resource") not in forms and not JSON.match(_content_type()):
        return _plain(_problem("unsupported-media-type", 415), 415)
    return dict(app.resolve({**event, "headers": {"Content-Type": _content_type()}, "multiValueHeaders": {}}, context))


def _with_headers(reply: dict[str, Any]) -> dict[str, Any]:
    if reply["statusCode"] == NO_CONTENT:
        reply["body"] = ""  # neither null, which not every gateway takes, nor the word "null"
    headers = dict(reply.pop("headers", None) or {})
    reply["multiValueHeaders"] = {
        **{name: [value] for name, value in {**HEADERS, "X-Correlation-Id": correlation.current()}.items()},
        **{name: [value] for name, value in headers.items()},
        **(reply.get("multiValueHeaders") or {}),
    }
    return reply


def portal_gate(origin: Callable[[str], object], living: Callable[[str, str, datetime], object] | None = None) -> Gate:
    """Before a door of the portal: it came through the edge and, where `living` is given, from a living session."""

    def demand() -> None:
        origin(_header(ORIGIN_HEADER.lower()))
        if living is not None:
            living_citizen(living)

    return demand


def _stopped_by(gate: Gate | None) -> dict[str, Any] | None:
    """The refusal, when the gate has one. What is no refusal is a fault, and leaves as one."""
    try:
        if gate is not None:
            gate()
    except MadoguchiError as error:
        return _sent(problem_of(error))
    except Exception as error:
        return _sent(_fault(error))
    return None


def _sent(reply: Response[str]) -> dict[str, Any]:
    return {
        "statusCode": reply.status_code,
        "headers": {"Content-Type": PROBLEM_JSON, **reply.headers},
        "body": reply.body,
    }


def _fault(error: Exception) -> Response[str]:
    logger.error("unhandled", error=type(error).__name__, frames=telemetry.frames(error))
    return _answer_problem("internal", 500)


def problem_of(error: MadoguchiError) -> Response[str]:
    """The one translation of our errors into problem+json."""
    errors = error.errors if isinstance(error, Unprocessable) else ()
    if error.field and not errors:
        errors = ((error.field, error.type),)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, Unavailable) else {}
    if error.status >= 500:
        logger.warning("problem", type=error.type, detail=error.detail)
    return _answer_problem(error.type, error.status, errors=errors, params=error.params, headers=headers)


def language() -> str:
    """ "ja" or "en", as the asker prefers; Japanese when she does not say."""
    first = _header("accept-language").strip().lower()
    return "en" if first.startswith("en") else "ja"


def text(slug: str, params: Mapping[str, str | int] | None = None) -> str:
    """A catalogue text in the asker's language."""
    found = _messages.get(slug) or _messages["reason:malformed" if slug.startswith("reason:") else "internal"]
    return found[language()].format_map(_Blank(params or {}))


def claims() -> dict[str, str]:
    """What the authorizer vouches for; {} on an open route."""
    found: dict[str, str] = (((_event.get() or {}).get("requestContext") or {}).get("authorizer") or {}).get(
        "claims"
    ) or {}
    return found


def citizen() -> str:
    """The account id of the citizen who asks. Unauthenticated without an ID token of the citizen pool."""
    found = claims()
    if found.get("token_use") != "id" or found.get("role") != "citizen":
        raise Unauthenticated("a citizen's ID token is needed")
    return found["cognito:username"]


def session() -> str:
    """The citizen's session by the pool's own name for it: the family of tokens that began at her login."""
    return claims().get("origin_jti", "")


def living_citizen(living: Callable[[str, str, datetime], object]) -> str:
    """The citizen who asks, if `living` (account id, session id, technical time) finds her session alive."""
    account_id = citizen()
    living(account_id, session(), clock.wall())
    return account_id


def staff() -> Staff:
    """The officer who asks. Unauthenticated without an ID token of the staff pool."""
    found = claims()
    if found.get("token_use") != "id" or not found.get("custom:municipality") or not found.get("auth_time"):
        raise Unauthenticated("an officer's ID token is needed")
    return Staff(
        officer=found["cognito:username"],
        municipality=found["custom:municipality"],
        logged_in_at=datetime.fromtimestamp(int(found["auth_time"]), UTC),
    )


def living_officer(living: Callable[[str, str, datetime, datetime], Found]) -> Found:
    """What `living` (town, officer, time of her log-in, legal time) finds of the officer who asks, now."""
    who = staff()
    return living(who.municipality, who.officer, who.logged_in_at, clock.now())


def machine(scope: str) -> Machine:
    """The core system that asks, with `scope`. API Gateway checks the scope too; a door never trusts a setting."""
    found = claims()
    if found.get("token_use") != "access":
        raise Unauthenticated("a machine's access token is needed")
    scopes = tuple(found.get("scope", "").split())
    if scope not in scopes:
        raise NotAllowed(f"the token lacks {scope}")
    return Machine(client_id=found["client_id"], scopes=scopes)


def idempotency_key() -> str:
    """The Idempotency-Key of a commit, 8 to 64 characters; Invalid without."""
    found = _header("idempotency-key")
    if not re.fullmatch(r"[A-Za-z0-9-]{8,64}", found):
        raise Invalid("an Idempotency-Key of 8 to 64 characters is needed", field="/headers/Idempotency-Key")
    return found


def if_match() -> int:
    """The version the asker edited, from If-Match; Invalid without."""
    found = _header("if-match").strip().strip('"')
    if not re.fullmatch(r"[0-9]{1,9}", found):  # isdigit() takes "²", and no version has forty digits
        raise Invalid("If-Match with the version you edited is needed", field="/headers/If-Match")
    return int(found)


def authorization() -> str:
    """Who the asker says she is, where a route itself asks for it: the token endpoint."""
    return _header("authorization")


def user_agent() -> str:
    """What the browser says it is."""
    return _header("user-agent")


def cookie(name: str) -> str:
    """A cookie's value, empty when absent."""
    for pair in _header("cookie").split(";"):
        found, _, value = pair.strip().partition("=")
        if found == name:
            return value
    return ""


def _header(name: str) -> str:
    headers: dict[str, str] = (_event.get() or {}).get("headers") or {}
    return next((value or "" for found, value in headers.items() if found.lower() == name), "")


def _content_type() -> str:
    """What the body says it is; saying nothing means JSON, and no form can say nothing."""
    return _header("content-type").strip() or "application/json"


def _pointer(location: tuple[Any, ...]) -> str:
    parts = [str(part) for part in location]
    inside = parts[1:] if parts and parts[0] == "body" else parts
    return "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in inside)


def _problem(
    slug: str,
    status: int,
    *,
    errors: tuple[tuple[str, str], ...] = (),
    params: Mapping[str, str | int] | None = None,
) -> dict[str, Any]:
    detail = text(slug, params)
    fields = [{"field": f, "reason": r, "message": _field_text(r, detail, params)} for f, r in errors]
    return {
        "type": PROBLEMS + slug,
        "title": re.split(r"(?<=[。.])", detail, maxsplit=1)[0].strip(),
        "status": status,
        "detail": detail,
        "errors": fields,
        "correlation_id": correlation.current(),
    }


def _field_text(reason: str, detail: str, params: Mapping[str, str | int] | None) -> str:
    return text(f"reason:{reason}", params) if f"reason:{reason}" in _messages else detail


def _answer_problem(
    slug: str,
    status: int,
    *,
    errors: tuple[tuple[str, str], ...] = (),
    params: Mapping[str, str | int] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    body = _problem(slug, status, errors=errors, params=params)
    return Response(
        status_code=status,
        content_type=PROBLEM_JSON,
        body=json.dumps(body, ensure_ascii=False),
        headers=dict(headers or {}),
    )


def _plain(body: dict[str, Any], status: int) -> dict[str, Any]:
    text_body = json.dumps(body, ensure_ascii=False)
    return {"statusCode": status, "headers": {"Content-Type": PROBLEM_JSON}, "body": text_body}


class _Blank(dict[str, str | int]):
    """Leaves an unknown placeholder as it is instead of failing while failing."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
