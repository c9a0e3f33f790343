"""What intake concludes: as of the moment that counts, and silence is never an answer."""

from datetime import timedelta

import pytest

from madoguchi.applications.model.intake import Scan, Withheld, judge
from madoguchi.applications.model.prefill import prefill
from madoguchi.applications.model.submission import Applicant, Submission
from madoguchi.identity.model.account import Account, Attributes
from madoguchi.identity.model.revocation import RevocationAnswer
from tests.unit.applications.samples import ARRIVAL

ATTRIBUTES = Attributes(
    name="髙野　みどり",
    birth_date="1984-04-12",
    sex="female",
    address="新潟県三条市緑町九丁目99番9号",
    name_mask="000000",
    address_mask="0" * 17,
)
SUBMISSION = Submission(
    application_id="a",
    account_id="m",
    revision=1,
    document=b"{}",
    to_be_signed=b"\x31\x80",
    certificate=b"\xff",
    signature=b"\x00",
    applicant=Applicant(authentication_serial="a1", signing_serial="b2", attributes=ATTRIBUTES),
    prepared_at=ARRIVAL,
    submitted_at=ARRIVAL,
    arrived_at=ARRIVAL,
    receipt="R",
    correlation_id="c",
)
LATER = ARRIVAL + timedelta(hours=3)


def verdict(status, revoked_at=None):
    answer = RevocationAnswer(status=status, as_of=LATER, revoked_at=revoked_at, evidence=b"ocsp")
    return judge(answer, SUBMISSION, LATER, b"issuer")


def test_good_is_good_and_keeps_its_evidence():
    found = verdict("good")

    assert found is not None
    assert (found.outcome, found.evidence, found.findings()) == ("good", b"ocsp", [])


def test_unknown_is_no_verdict():
    assert verdict("unknown") is None


@pytest.mark.parametrize(
    ("revoked_at", "outcome"),
    [
        (ARRIVAL - timedelta(seconds=1), "invalid"),
        (ARRIVAL, "invalid"),
        (ARRIVAL + timedelta(seconds=1), "good"),
        (None, "invalid"),
    ],
)
def test_a_revocation_counts_from_its_own_moment(revoked_at, outcome):
    found = verdict("revoked", revoked_at)

    assert found is not None
    assert found.outcome == outcome


def test_what_is_withheld_becomes_findings():
    scan = Scan(withheld=(Withheld(attachment_id="f", slot="identity", reason="attachment-infected"),))

    assert (scan.outcome, scan.ids()) == ("withheld", {"f"})
    assert [(finding.code, finding.pointer) for finding in scan.findings()] == [
        ("attachment-infected", "/attachments/identity")
    ]


def test_a_submission_survives_its_row_byte_for_byte():
    assert Submission.model_validate_json(SUBMISSION.model_dump_json()) == SUBMISSION


def test_a_form_is_filled_from_her_card_and_only_with_what_is_known():
    account = Account(
        account_id="m" * 26, version=1, authentication_serial="a1", created_at=ARRIVAL, attributes=ATTRIBUTES
    )
    wanted = {"/claimant/name": "card.name", "/claimant/email": "account.email", "/spouse/name": "register.spouse"}

    answers, filled = prefill(wanted, account)

    assert answers == {"claimant": {"name": "髙野　みどり"}}
    assert filled == {"/claimant/name": "card.name"}
