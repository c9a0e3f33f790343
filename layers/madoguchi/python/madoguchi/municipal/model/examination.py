"""Formal examination (形式審査): what can be said from form, card and register. Findings, never refusals."""

from madoguchi.kernel.identifiers import holds_individual_number
from madoguchi.municipal.model.answers import Child, Form
from madoguchi.municipal.model.case import Finding
from madoguchi.municipal.model.delivery import Attachment
from madoguchi.municipal.model.match import Verdict, find, is_person, names
from madoguchi.municipal.model.people import Applicant, FourAttributes, Household, Member, sex
from madoguchi.procedures.model.folding import bank_kana

SUPPORT_SLOT = "support-confirmation"  # 監護相当・生計費確認書


def findings(
    form: Form,
    attachments: tuple[Attachment, ...],
    applicant: Applicant,
    household: Household | None,
    apart: tuple[Member, ...],
) -> tuple[Finding, ...]:
    """All findings in the order of the form."""
    return (
        *_applicant(form, applicant, household),
        *_work(form),
        *_spouse(form, household),
        *_children(form, household, apart),
        *_proofs(form, attachments),
        *_account(form),
        *_numbers(form),
    )


def four_attributes(child: Child) -> FourAttributes | None:
    """What the register is asked about a child registered elsewhere; None when one of the four is missing."""
    if not (child.name and child.sex and child.address):
        return None
    return FourAttributes(name=child.name, birth_date=child.birth_date, sex=sex(child.sex), address=child.address)


def is_proved(child: Child, attachments: tuple[Attachment, ...]) -> bool:
    """Whether an adult child's support is shown by the confirmation sheet itself, not by a promise."""
    return child.supported and any(a.slot == SUPPORT_SLOT for a in attachments)


def _applicant(form: Form, applicant: Applicant, household: Household | None) -> list[Finding]:
    if applicant.addressee_number is None or household is None:
        return [Finding(code="applicant-not-identified", pointer="/claimant/name", people=2)]
    found = []
    card = applicant.attributes
    if form.name and names(form.name, card.name, None) is Verdict.DIFFERS:
        found.append(Finding(code="claimant-not-signer", pointer="/claimant/name"))
    member = next((m for m in household.members if m.addressee_number == applicant.addressee_number), None)
    if member and not is_person(card, member):
        found.append(Finding(code="card-differs-from-register", pointer="/claimant/name"))
    return found


def _work(form: Form) -> list[Finding]:
    """A civil servant claims from her office (所属庁), not from the town (児童手当法 第17条)."""
    if form.occupation == "civil-servant":
        return [Finding(code="claimant-civil-servant", pointer="/claimant/occupation")]
    return []


def _spouse(form: Form, household: Household | None) -> list[Finding]:
    if not form.has_spouse or household is None:
        return []
    found = []
    if form.spouse_living == "together" and not find(household.members, form.spouse_name, form.spouse_birth_date):
        found.append(Finding(code="spouse-not-in-household", pointer="/spouse/name", people=2))
    if (form.spouse_income_yen or 0) > (form.income_yen or 0):
        found.append(Finding(code="spouse-earns-more", pointer="/spouse/income_yen"))
    return found


def _children(form: Form, household: Household | None, apart: tuple[Member, ...]) -> list[Finding]:
    members = household.members if household else ()
    found = []
    for child in form.everybody:
        if child.apart and not find(apart, child.name, child.birth_date):
            found.append(Finding(code="child-not-identified", pointer=f"{child.pointer}/name", people=2))
        if not child.apart and household and not find(members, child.name, child.birth_date):
            found.append(Finding(code="child-not-in-household", pointer=f"{child.pointer}/name", people=2))
    return found


def _proofs(form: Form, attachments: tuple[Attachment, ...]) -> list[Finding]:
    missing = [c for c in form.adult_children if c.supported and not is_proved(c, attachments)]
    code = {"later": "support-confirmation-missing"}
    return [
        Finding(code=code.get(c.proof or "", "support-confirmation-not-attached"), pointer=f"{c.pointer}/proof")
        for c in missing
    ]


def _account(form: Form) -> list[Finding]:
    """The account must be the claimant's own (児童手当は請求者本人の口座)."""
    if form.holder_kana and form.kana and bank_kana(form.holder_kana) != bank_kana(form.kana):
        return [Finding(code="account-holder-not-claimant", pointer="/account/holder_kana")]
    return []


def _numbers(form: Form) -> list[Finding]:
    return [
        Finding(code="individual-number-in-text", pointer=p) for p, text in form.texts if holds_individual_number(text)
    ]
