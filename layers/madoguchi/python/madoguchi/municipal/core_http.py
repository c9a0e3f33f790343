"""The core's API, called in the town's name: inquiries, pairings, copies and reports of look-ups."""

from datetime import datetime
from typing import Any, Protocol

from madoguchi.errors import MadoguchiError, Unavailable
from madoguchi.kernel.clock import jst_date
from madoguchi.municipal.model.case import Case
from madoguchi.municipal.model.inquiries import Inquiry, InquiryStatus, Result
from madoguchi.signed import segment


class Http(Protocol):
    def get(self, path: str) -> dict[str, Any]: ...
    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]: ...
    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]: ...


class CoreHttp:
    def __init__(self, http: Http) -> None:
        self._http = http

    def ask(self, case: Case, inquiry: Inquiry) -> Inquiry:
        """The inquiry with its processing number, or refused, internal or left to an officer."""
        need = inquiry.need
        body = {
            "request_id": inquiry.request_id,
            "asker": case.municipality,
            "affair": inquiry.affair,
            "item": need.item,
            "addressee_number": need.addressee_number,
            "case": case.receipt,
            "purpose": need.purpose,
            "provider_hint": {
                "municipality_on": need.municipality_on,
                "registered_at": need.registered_at,
            },
            "applied_on": jst_date(case.arrived_at).isoformat(),
            "disclosure": case.disclosure,
        }
        try:
            return _read(inquiry, self._http.post("/municipal/inquiries", body))
        except MadoguchiError as refused:
            if refused.params.get("neighbour_type") == "not-paired":
                raise Unavailable("the person is not paired in the core yet") from None
            raise

    def result(self, municipality: str, inquiry: Inquiry) -> Inquiry:
        return _read(inquiry, self._http.get(_path(municipality, inquiry.processing_number or "")))

    def acknowledge(self, municipality: str, processing_number: str) -> None:
        self._http.post(_path(municipality, processing_number) + "/acknowledge", {})

    def report(self, entry: dict[str, Any]) -> None:
        self._http.post("/municipal/entries", entry)

    def pair(self, municipality: str, addressee_number: str, sealed: str) -> None:
        body = {"institution": municipality, "addressee_number": addressee_number, "sealed": sealed}
        self._http.put("/municipal/pairings", body)

    def sealing_key(self) -> str:
        """Base64 of the DER public key that only the sealed zone can open."""
        return str(self._http.get("/municipal/sealing-key")["public_key"])

    def copy(self, municipality: str, addressee_number: str, item: str, copy: dict[str, Any]) -> None:
        body = {"provider": municipality, "addressee_number": addressee_number, "item": item, **copy}
        self._http.put("/municipal/copies", body)

    def represent(self, municipality: str, representation: dict[str, Any]) -> None:
        self._http.put("/municipal/representations", {"institution": municipality, **representation})


def _path(municipality: str, processing_number: str) -> str:
    return f"/municipal/inquiries/{segment(municipality)}/{segment(processing_number)}"


def _read(inquiry: Inquiry, answer: dict[str, Any]) -> Inquiry:
    """The inquiry as the core's answer shows it; what the answer does not say stays as it was."""
    result = answer.get("result")
    update = {
        "status": InquiryStatus(answer["status"]),
        "processing_number": answer.get("processing_number") or inquiry.processing_number,
        "provider": answer.get("provider") or inquiry.provider,
        "provider_name": answer.get("provider_name") or inquiry.provider_name,
        "gate": answer.get("gate"),
        "asked_at": _moment(answer.get("asked_at")) or inquiry.asked_at,
        "answered_at": _moment(answer.get("answered_at")) or inquiry.answered_at,
        "result": _result(result) if result else inquiry.result,
    }
    return inquiry.model_copy(update=update)


def _result(result: dict[str, Any]) -> Result:
    return Result(**{name: result[name] for name in Result.model_fields})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
