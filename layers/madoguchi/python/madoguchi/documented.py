"""A resolver whose OpenAPI document lists every answer its door can give, the house's and the gateway's refusals too."""

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.middlewares.openapi_validation import (
    OpenAPIRequestValidationMiddleware,
    OpenAPIResponseValidationMiddleware,
    _request_body_to_args,
    _request_params_to_args,
)

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.openapi.models import OpenAPI
    from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

Json = dict[str, Any]

REFUSALS = {
    400: "The request cannot be read; the fields are named",
    401: "Nobody, or not who they say",
    403: "Known, but without the right",
    404: "Absent, or another's: the two look alike",
    413: "Too large",
    415: "Not JSON",
    429: "Too many requests at once (the gateway)",
    500: "Our fault; what was entered is not lost",
    503: "A neighbour does not answer; try again",
    504: "Too slow (the gateway); try again",
}
OF_WRITES = {
    409: "Somebody else was first",
    412: "An older version was edited",
    422: "Readable, but against a rule; the fields are named",
}
BODYLESS = ("204",)
HEADERS = "x-madoguchi-headers"
VERSIONED = {HEADERS: ["If-Match"]}  # openapi_extensions of a route that reads http.if_match()
REPEATABLE = {HEADERS: ["Idempotency-Key"]}  # of one that reads http.idempotency_key()
LIBRARYS_OWN = ("HTTPValidationError", "ResponseValidationError", "ValidationError")
TEXT: Json = {"type": "string"}
HEADER_TEXTS: dict[str, Json] = {
    "If-Match": {**TEXT, "pattern": '^"?[0-9]{1,9}"?$', "description": "the version that was edited"},
    "Idempotency-Key": {**TEXT, "pattern": "^[A-Za-z0-9-]{8,64}$", "description": "one for each commit"},
}
PROBLEM: Json = {
    "title": "Problem",
    "description": "RFC 9457. The gateway's own refusals have no `status` and no `errors`.",
    "type": "object",
    "required": ["type", "title", "detail", "correlation_id"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "correlation_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "reason", "message"],
                "additionalProperties": False,
                "properties": {"field": {**TEXT, "description": "a JSON pointer"}, "reason": TEXT, "message": TEXT},
            },
        },
    },
}


class ReadOnce(OpenAPIRequestValidationMiddleware):
    """A route is spared the folding of queries, headers and cookies when it reads none of them."""

    def handler(self, app: Any, next_middleware: Any) -> Any:
        asked = app.context["_route"].dependant
        if asked.query_params or asked.header_params or asked.cookie_params:
            return super().handler(app, next_middleware)
        values, errors = _request_params_to_args(asked.path_params, app.context["_route_args"])
        if asked.body_params:
            of_body, more = _request_body_to_args(asked.body_params, self._get_body(app))
            values, errors = {**values, **of_body}, [*errors, *more]
        if errors:
            return super().handler(app, next_middleware)  # which raises them
        app.context["_route_args"] = values
        return next_middleware(app)


class WrittenOnce(OpenAPIResponseValidationMiddleware):
    """Our answer, checked as the library does, and made text at once: it would make plain values first, and then text."""

    def _handle_response(self, *, route: Any, response: Any) -> Any:
        field, body = route.dependant.return_param, response.body
        if field is None or body is None or isinstance(body, str) or not response.is_json():
            return super()._handle_response(route=route, response=response)
        value, errors = field.validate(body, loc=("response",))
        if errors:
            return super()._handle_response(route=route, response=response)  # which raises them
        response.body = field._type_adapter.dump_json(value, by_alias=True).decode()
        return response


class DocumentedResolver(APIGatewayRestResolver):
    """The document is made when somebody asks for it, never while answering."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(enable_validation=True, **settings)
        self._request_validation_middleware = ReadOnce()  # type: ignore[no-untyped-call]  # the library does not type its own
        self._response_validation_middleware = WrittenOnce()

    def get_openapi_schema(self, **wanted: Any) -> "OpenAPI":
        from aws_lambda_powertools.event_handler.openapi.models import OpenAPI  # heavy, and no door needs it

        document = super().get_openapi_schema(**wanted).model_dump(mode="json", by_alias=True, exclude_none=True)
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _list_answers(method, operation["responses"])
                _list_headers(operation)
        _name_problem(document.setdefault("components", {}))
        return OpenAPI.model_validate(document)


def answers(what: str, model: type) -> "OpenAPIResponse":
    """One answer of a route that has several, for its `responses`."""
    return {"description": what, "content": {"application/json": {"model": model}}}


def _list_answers(method: str, answers: Json) -> None:
    """The route's own answers stay as it declares them; the house's refusals are added where it says nothing."""
    if "HTTPValidationError" in str(answers.get("422", "")):
        del answers["422"]
    for status in BODYLESS:
        answers.get(status, {}).pop("content", None)
    for code in REFUSALS if method == "get" else REFUSALS | OF_WRITES:
        answers.setdefault(str(code), {"$ref": f"#/components/responses/Refused{code}"})


def _list_headers(operation: Json) -> None:
    wanted = [
        {"name": name, "in": "header", "required": True, "schema": HEADER_TEXTS[name]}
        for name in operation.pop(HEADERS, ())
    ]
    if wanted:
        operation["parameters"] = [*operation.get("parameters", []), *wanted]


def _name_problem(components: Json) -> None:
    """Ours is problem+json; a gateway can write its refusal as plain JSON alone."""
    schemas = components.setdefault("schemas", {})
    for name in LIBRARYS_OWN:
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    body = {"schema": {"$ref": "#/components/schemas/Problem"}}
    content = {"application/problem+json": body, "application/json": body}
    refusals = sorted((REFUSALS | OF_WRITES).items())
    components["responses"] = {f"Refused{code}": {"description": what, "content": content} for code, what in refusals}
