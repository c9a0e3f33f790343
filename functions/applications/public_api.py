"""The citizen's door to her applications: fill in, sign, submit, correct, follow, withdraw."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AfterValidator, Field

from madoguchi import http, telemetry
from madoguchi.applications.messages import MESSAGES
from madoguchi.applications.model.application import Application, Attachment
from madoguchi.applications.model.submission import Receipt
from madoguchi.applications.model.views import ApplicationView, FindingView, SummariesView, summary, view
from madoguchi.applications.service.drafts import INDIVIDUAL_NUMBER, Upload
from madoguchi.documented import REPEATABLE, VERSIONED
from madoguchi.kernel import ids
from madoguchi.kernel.canonical import b64, sha256_hex, unb64
from madoguchi.kernel.identifiers import municipality_code
from madoguchi.kernel.value import Value
from madoguchi.procedures.model.messages import finding_message
from madoguchi.wiring import applications as wiring

http.register(MESSAGES)
app = http.door("applications: citizen")
drafts, submissions, confirmed = wiring.drafts(), wiring.submissions(), wiring.confirmed()
origin = wiring.origin()
gate = http.portal_gate(origin.demand, wiring.living())

CREATED = 201
SHA256 = r"^[A-Za-z0-9+/]{43}=$"


def _is_base64(text: str) -> str:
    unb64(text)
    return text


Base64 = Annotated[str, Field(max_length=12_000), AfterValidator(_is_base64)]


class OpenDraft(Value):
    municipality: str = Field(pattern=r"^[0-9]{6}$")
    procedure_id: str = Field(max_length=100)


class SaveAnswers(Value):
    answers: dict[str, Any]


class AddAttachment(Value):
    slot: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=200)
    size: int
    sha256: str = Field(pattern=SHA256)
    content_type: str = Field(max_length=100)


class AttachmentPlace(Value):
    attachment_id: str
    upload: Upload


class Sign(Value):
    certificate: Base64


class ToSign(Value):
    document: str
    document_sha256: str
    to_be_signed: str


class Submit(Value):
    certificate: Base64
    signature: Base64


@app.post("/api/applications", status_code=CREATED)
def open_draft(body: Annotated[OpenDraft, Body()]) -> Response[ApplicationView]:
    town = municipality_code(body.municipality)
    opened = drafts.open(http.citizen(), town, body.procedure_id, wiring.occasion())
    return _with_etag(opened, view(opened), CREATED)


@app.get("/api/applications")
def mine() -> SummariesView:
    return SummariesView(items=tuple(summary(found) for found in drafts.mine(http.citizen())))


@app.get("/api/applications/<application_id>")
def one(application_id: str) -> Response[ApplicationView]:
    found = drafts.get(http.citizen(), application_id)
    return _with_etag(found, view(found))


@app.put("/api/applications/<application_id>/answers", openapi_extensions=VERSIONED)
def save_answers(application_id: str, body: Annotated[SaveAnswers, Body()]) -> Response[ApplicationView]:
    saved, published, found = drafts.answer(
        http.citizen(), application_id, body.answers, version=http.if_match(), occasion=wiring.occasion()
    )
    own = f"reason:{INDIVIDUAL_NUMBER}"
    findings = tuple(
        FindingView(
            field=finding.field,
            reason=finding.reason,
            message=http.text(own)
            if finding.reason == INDIVIDUAL_NUMBER
            else finding_message(published.form, finding, http.language()),
        )
        for finding in found
    )
    return _with_etag(saved, view(saved, findings))


@app.post("/api/applications/<application_id>/attachments", status_code=CREATED)
def add_attachment(application_id: str, body: Annotated[AddAttachment, Body()]) -> Response[AttachmentPlace]:
    attachment = Attachment(attachment_id=ids.new_id(), **body.model_dump())
    attachment, upload = drafts.attach(http.citizen(), application_id, attachment, wiring.occasion())
    place = AttachmentPlace(attachment_id=attachment.attachment_id, upload=upload)
    return Response(status_code=CREATED, content_type="application/json", body=place)


@app.delete("/api/applications/<application_id>/attachments/<attachment_id>", status_code=204)
def remove_attachment(application_id: str, attachment_id: str) -> Response[None]:
    drafts.detach(http.citizen(), application_id, attachment_id, wiring.occasion())
    return Response(status_code=204)


@app.post("/api/applications/<application_id>/signing")
def prepare_signing(application_id: str, body: Annotated[Sign, Body()]) -> ToSign:
    prepared = submissions.prepare(http.citizen(), application_id, unb64(body.certificate), wiring.occasion())
    return ToSign(
        document=b64(prepared.document),
        document_sha256=sha256_hex(prepared.document),
        to_be_signed=b64(prepared.to_be_signed),
    )


@app.post("/api/applications/<application_id>/submit", status_code=CREATED, openapi_extensions=REPEATABLE)
def submit(application_id: str, body: Annotated[Submit, Body()]) -> Response[Receipt]:
    receipt = submissions.submit(
        http.citizen(),
        application_id,
        certificate=unb64(body.certificate),
        signature=unb64(body.signature),
        idempotency_key=http.idempotency_key(),
        receipt=ids.receipt_number(),
        occasion=wiring.occasion(),
    )
    telemetry.say(receipt=receipt.receipt)
    return Response(status_code=CREATED, content_type="application/json", body=receipt)


@app.post("/api/applications/<application_id>/withdrawal")
def withdraw(application_id: str) -> Response[ApplicationView]:
    withdrawn = submissions.withdraw(http.living_citizen(confirmed), application_id, wiring.occasion())
    return _with_etag(withdrawn, view(withdrawn))


def _with_etag(application: Application, body: ApplicationView, status: int = 200) -> Response[ApplicationView]:
    headers = {"ETag": f'"{application.version}"'}
    return Response(status_code=status, content_type="application/json", body=body, headers=headers)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)
