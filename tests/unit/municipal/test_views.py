from datetime import datetime

from madoguchi.municipal.model.inquiries import InquiryStatus
from madoguchi.municipal.model.labels import label
from madoguchi.municipal.model.messages import FINDINGS, MESSAGES
from madoguchi.municipal.model.views import case_page, inbox
from tests.unit.municipal.samples import PROOF, Town, corrected


def test_the_officers_page_holds_what_the_contract_names():
    town = Town().journey()

    view = case_page(town.case, town.current, "ja").model_dump(mode="json")

    assert view["applicant"]["matched_by"] == "certificate-serial"
    assert [m["registered_here"] for m in view["household"]] == [True, True, True, True, False]
    assert {m["verdict"] for m in view["match"]} == {"match", "variant", "differs"}
    assert all(m["label"] and m["label"] != m["pointer"] for m in view["match"])
    assert view["inquiries"][0]["item"] == {"id": "local-tax.income", "name": "地方税関係情報（所得）"}
    assert view["findings"][0]["message"].startswith("監護相当")
    assert "value" not in str(view["inquiries"])


def test_the_page_is_spoken_in_the_officers_language():
    town = Town().journey()

    view = case_page(town.case, town.current, "en").model_dump(mode="json")

    assert view["findings"][0]["message"].startswith("The confirmation")
    assert view["match"][0]["label"] == "Claimant's name"


def test_a_line_of_the_inbox_says_whose_turn_it_is_and_until_when():
    at = datetime.fromisoformat("2026-11-30T15:00:00+00:00")
    listed = inbox((Town().journey().case,), None, month="2026-11", at=at).model_dump(mode="json")
    line = listed["items"][0]

    assert line["waiting_for"] == "officer"
    assert line["clock"] == {"standard_due_on": "2026-12-04"}
    assert (listed["month"], listed["today"]) == ("2026-11", "2026-12-01")


def test_an_unfiled_return_is_told_beside_the_findings():
    town = Town()
    town.linkage.answers["local-tax.income", "3040002"] = {"filed": False}
    town.journey()

    codes = [f["code"] for f in case_page(town.case, town.current, "ja").model_dump(mode="json")["findings"]]

    assert "income-not-filed" in codes


def test_what_intake_noticed_stands_first():
    town = Town()
    town.deliver(findings=[{"code": "attachment-infected", "pointer": "/attachments/identity"}])
    town.examine()
    town.collect()

    found = case_page(town.case, town.current, "ja").model_dump(mode="json")["findings"]

    assert (found[0]["code"], found[0]["pointer"]) == ("attachment-infected", "/attachments/identity")


def test_every_text_is_there_in_both_languages():
    for texts in (*MESSAGES.values(), *FINDINGS.values()):
        assert set(texts) == {"ja", "en"}
        assert all(texts.values())


def test_a_numbered_item_is_named_by_its_number():
    assert label("/children/1/name", "ja") == "児童2の氏名"
    assert label("/unknown/thing", "ja") == "/unknown/thing"


def test_a_confirmation_that_intake_withheld_was_seen_by_nobody_and_pays_nothing():
    town = Town()
    withheld = [{"code": "attachment-infected", "pointer": "/attachments/support-confirmation"}]
    town.deliver(content=corrected(), attachments=(PROOF,), findings=withheld)
    town.examine()
    town.collect()

    page = case_page(town.case, town.current, "ja")

    assert page.proposal is not None
    assert (page.proposal.monthly_yen, page.proposal.provisional) == (25_000, True)
    assert "support-confirmation-not-attached" in [found.code for found in page.findings]


def test_an_inquiry_that_brought_no_value_leaves_the_proposal_provisional():
    whole, lacking = Town(), Town()
    whole.deliver(content=corrected(), attachments=(PROOF,))
    lacking.deliver(content=corrected(), attachments=(PROOF,))
    answered = lacking.linkage.result
    nothing = {"status": InquiryStatus.ANSWERED}
    lacking.linkage.result = lambda town, asked: (
        asked.model_copy(update=nothing) if asked.need.about == "/spouse" else answered(town, asked)
    )
    for town in (whole, lacking):
        town.examine()
        town.collect()

    proposals = [case_page(town.case, town.current, "ja").proposal for town in (whole, lacking)]

    assert [found.provisional for found in proposals if found] == [False, True]
