"""The citizen's door: what she may do with an application, and what she is told when she may not."""

from urllib.request import Request, urlopen

from tests.functions.applications.surroundings import IZUMI, MIDORI, SANJO
from tests.support.sessions import sign_out
from tests.unit.procedures.claims import ANSWERS, changed


def test_a_draft_is_prefilled_from_her_card_and_says_from_where(portal):
    draft = portal.open()

    assert draft["answers"]["claimant"]["name"] == "髙野　みどり"
    assert draft["prefilled"]["/claimant/name"] == "card.name"
    assert draft["status"] == "draft"
    assert {paper["document_id"] for paper in draft["not_needed"]} == {"tax-certificate", "residence-record"}


def test_a_town_without_the_procedure_is_not_found(portal):
    status, problem = portal.call("POST", "/api/applications", {"municipality": SANJO, "procedure_id": "unknown"})

    assert status == 404
    assert problem["type"].endswith("/not-found")


def test_unfinished_answers_are_kept_and_told_what_is_missing(portal):
    draft = portal.open()

    status, saved = portal.answer(draft, changed("/children", None))

    assert status == 200
    assert portal.see(draft)["answers"]["account"] == ANSWERS["account"]
    assert {finding["field"] for finding in saved["findings"]} == {"/children"}
    assert all(finding["message"] for finding in saved["findings"])


def test_a_changed_answer_is_no_longer_shown_as_prefilled(portal):
    draft = portal.open()

    _, saved = portal.answer(draft, changed("/claimant/name", "髙野　翠"))

    assert "/claimant/name" not in saved["prefilled"]
    assert saved["prefilled"]["/claimant/birth_date"] == "card.birth_date"


def test_an_unknown_field_is_refused_by_name_and_nothing_is_lost(portal):
    draft = portal.open()
    portal.answer(draft, ANSWERS)

    status, problem = portal.answer(draft, {**ANSWERS, "is_admin": True})

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (422, "unknown-field")
    assert [error["field"] for error in problem["errors"]] in (["/answers/is_admin"], ["/answers"])
    assert portal.see(draft)["answers"] == ANSWERS


def test_an_older_version_is_refused(portal):
    draft = portal.open()
    portal.answer(draft, ANSWERS)

    status, problem = portal.answer(draft, ANSWERS, version=draft["version"])

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (412, "precondition-failed")


def test_an_individual_number_in_free_text_is_starred_and_told(portal):
    from madoguchi.kernel.identifiers import individual_number_check_digit

    number = f"12345678901{individual_number_check_digit('12345678901')}"
    draft = portal.open()

    _, saved = portal.answer(draft, {**ANSWERS, "remarks": f"番号は{number}です"})

    assert number not in str(portal.see(draft))
    assert ("/remarks", "individual-number") in {(f["field"], f["reason"]) for f in saved["findings"]}


def test_another_citizens_application_looks_like_none(portal):
    draft = portal.open()

    hers = portal.call("GET", f"/api/applications/{draft['application_id']}", who=IZUMI)
    none = portal.call("GET", f"/api/applications/{'z' * 26}", who=IZUMI)
    for found in (hers[1], none[1]):
        found.pop("correlation_id")

    assert hers == none
    assert hers[0] == 404


def test_another_citizen_can_neither_save_sign_submit_nor_withdraw(portal):
    path = f"/api/applications/{portal.open()['application_id']}"
    body = {"certificate": "AAAA", "signature": "AAAA"}
    asked = [
        ("PUT", f"{path}/answers", {"answers": ANSWERS}),
        ("POST", f"{path}/signing", {"certificate": "AAAA"}),
        ("POST", f"{path}/submit", body),
        ("POST", f"{path}/withdrawal", None),
    ]

    answered = [
        portal.call(method, to, sent, who=IZUMI, If_Match='"1"', Idempotency_Key="first-key")[0]
        for method, to, sent in asked
    ]

    assert answered == [404] * 4


def test_signing_out_closes_the_door_at_once(portal):
    sign_out(portal.dynamodb, MIDORI)

    assert portal.call("GET", "/api/applications")[0] == 401


def test_the_list_shows_what_waits_for_her(portal):
    portal.open()

    _, found = portal.call("GET", "/api/applications")

    assert [(item["status"], item["needs_action"]) for item in found["items"]] == [("draft", True)]
    assert found["items"][0]["municipality"] == {"code": SANJO, "name": "三条市"}
    assert portal.call("GET", "/api/applications", who=IZUMI)[1] == {"items": []}


def test_a_photo_from_a_telephone_is_refused_with_help(portal):
    status, problem = portal.attach(portal.open(), b"x", name="IMG_1.HEIC", content_type="image/heic")

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (422, "attachment-heic")
    assert "iPhone" in problem["detail"]


def test_an_upload_link_takes_exactly_the_file_that_was_announced(portal):
    _, place = portal.attach(portal.open(), b"%PDF-1.4")

    signed = place["upload"]["url"].split("X-Amz-SignedHeaders=")[1].split("&")[0]

    assert signed == "content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256"
    assert place["upload"]["headers"]["Content-Type"] == "application/pdf"
    assert Request and urlopen


def test_a_file_of_eleven_megabytes_is_refused(portal):
    status, problem = portal.attach(portal.open(), b"x", size=11_000_000)

    assert (status, problem["errors"][0]["field"]) == (422, "/size")


def test_nothing_is_given_out_to_sign_while_answers_are_wrong(portal):
    draft = portal.open()
    portal.answer(draft, changed("/account/holder_kana", "タカノ　マコト"))

    status, problem = portal.prepare(draft)

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (422, "invalid-answers")
    assert [error["field"] for error in problem["errors"]] == ["/answers/account/holder_kana"]


def test_a_paper_that_she_says_is_attached_must_be_there(portal):
    draft = portal.open()
    portal.answer(draft, changed("/adult_children/0/proof", "attached"))

    status, problem = portal.prepare(draft)

    assert (status, [error["field"] for error in problem["errors"]]) == (422, ["/attachments/support-confirmation"])


def test_a_link_given_out_is_not_yet_a_file(portal):
    draft = portal.open()
    portal.answer(draft, ANSWERS)
    portal.attach(draft, b"%PDF-1.4")

    status, problem = portal.prepare(draft)

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (422, "attachments-missing")


def test_an_attachment_can_be_taken_away(portal):
    draft = portal.open()
    _, place = portal.attach(draft, b"%PDF-1.4")

    status, answer = portal.call(
        "DELETE", f"/api/applications/{draft['application_id']}/attachments/{place['attachment_id']}"
    )

    assert (status, answer) == (204, None)
    assert portal.see(draft)["attachments"] == []


def test_another_persons_card_cannot_sign(portal):
    from tests.support import cards

    draft = portal.open()
    portal.answer(draft, ANSWERS)

    status, problem = portal.prepare(draft, cards.card("signing", cards.IZUMI))

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (422, "signing-certificate-not-shown")


def test_withdrawal_frees_the_way_for_a_new_application(portal):
    draft = portal.open()
    portal.answer(draft, ANSWERS)
    portal.arrived(draft)

    status, withdrawn = portal.call("POST", f"/api/applications/{draft['application_id']}/withdrawal")

    assert (status, withdrawn["status"]) == (200, "withdrawn")
    assert portal.open()["status"] == "draft"
    assert len(portal.events_of("ApplicationWithdrawn")) == 1


def test_a_draft_stays_on_the_version_it_began_with(portal):
    from tests.functions.applications.surroundings import publish, published

    draft = portal.open()
    publish(published(version=2))
    portal.answer(draft, ANSWERS)
    _, prepared = portal.prepare(draft)

    from madoguchi.kernel.canonical import unb64

    assert b'"version":1' in unb64(prepared["document"])
