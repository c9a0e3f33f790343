"""Declared beside registered or fetched, a verdict for each: the officer compares nothing by eye. Pure."""

from enum import StrEnum
from typing import Any

from madoguchi.kernel.value import Value
from madoguchi.municipal.model import folding
from madoguchi.municipal.model.answers import Child, Form
from madoguchi.municipal.model.inquiries import INCOME, RESIDENCE, Inquiry
from madoguchi.municipal.model.people import Applicant, Attributes, Member, sex

SPOUSE_INCOME = "/spouse/income_yen"


class Verdict(StrEnum):
    MATCH = "match"
    VARIANT = "variant"  # the same but for known variant characters or masked positions
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # nothing to compare with yet


class Effect(StrEnum):
    NONE = "none"
    EARNER_CHANGES = "earner-changes"  # the other parent earns more: the claimant would be another
    CHECK = "check"  # a person must look
    PENDING = "pending"
    NOT_FILED = "not-filed"  # 未申告: the person must file a return with the city of 1 January


class MatchRow(Value):
    pointer: str
    declared: str | int | None
    fetched: str | int | None
    source: str  # "register" | "four-attributes" | the provider's code | "pending"
    verdict: Verdict
    effect: Effect


def names(declared: str, registered: str, mask: str | None = None) -> Verdict:
    """Two written names. Variant characters (髙 and 高) and the card's masked positions are not differences."""
    if folding.plain(declared) == folding.plain(registered) and not (mask and "1" in mask):
        return Verdict.MATCH
    alike = folding.same(folding.masked(declared, mask), folding.folded(registered))
    return Verdict.VARIANT if alike else Verdict.DIFFERS


def addresses(declared: str, registered: str, mask: str | None = None) -> Verdict:
    if folding.plain(declared) == folding.plain(registered):
        return Verdict.MATCH
    if folding.address(declared) == folding.address(registered):
        return Verdict.VARIANT
    alike = folding.same(folding.masked(declared, mask), folding.folded(registered))
    return Verdict.VARIANT if alike and mask else Verdict.DIFFERS


def is_person(declared: Attributes, member: Member) -> bool:
    """Whether all four attributes agree, variants and masks allowed."""
    return (
        names(declared.name, member.name, declared.name_mask) is not Verdict.DIFFERS
        and declared.birth_date == member.birth_date
        and sex(declared.sex) == sex(member.sex)
        and addresses(declared.address, member.address, declared.address_mask) is not Verdict.DIFFERS
    )


def rows(
    form: Form, applicant: Applicant, people: tuple[Member, ...], inquiries: tuple[Inquiry, ...]
) -> tuple[MatchRow, ...]:
    """Everything comparable: her own attributes, each declared person, each income, each child living apart."""
    found = {member.addressee_number: member for member in people}
    claimant = found.get(applicant.addressee_number or "")
    return (
        *_claimant_rows(form, applicant, claimant),
        *_spouse_rows(form, people),
        *(row for child in form.everybody for row in _child_rows(child, people)),
        *income_rows(form, inquiries),
        *(row for child in form.children if child.apart for row in _apart_rows(child, inquiries)),
    )


def income_rows(form: Form, inquiries: tuple[Inquiry, ...]) -> tuple[MatchRow, ...]:
    """Declared incomes beside the fetched ones. What counts is only who earns more (生計維持程度)."""
    declared = {"/claimant": ("/income_yen", form.income_yen), "/spouse": (SPOUSE_INCOME, form.spouse_income_yen)}
    by_person = {i.need.about: i for i in inquiries if i.need.item == INCOME}
    effect = _earner_effect(form, by_person)
    return tuple(
        _income_row(pointer, yen, by_person[person], effect)
        for person, (pointer, yen) in declared.items()
        if person in by_person
    )


def _income_row(pointer: str, declared: int | None, inquiry: Inquiry, effect: Effect) -> MatchRow:
    if not inquiry.is_fetched or inquiry.result is None:
        return MatchRow(
            pointer=pointer,
            declared=declared,
            fetched=None,
            source=inquiry.provider or "pending",
            verdict=Verdict.UNKNOWN,
            effect=Effect.PENDING if inquiry.is_open else Effect.CHECK,
        )
    filed, yen = inquiry.result.value.get("filed", True), inquiry.result.value.get("total_income_yen")
    if not filed or yen is None:
        verdict, yen, effect = Verdict.UNKNOWN, None, Effect.NOT_FILED
    elif declared is None:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.MATCH if declared == yen else Verdict.DIFFERS
    return MatchRow(
        pointer=pointer,
        declared=declared,
        fetched=yen,
        source=inquiry.provider or "",
        verdict=verdict,
        effect=Effect.NONE if verdict is Verdict.MATCH else effect,
    )


def _earner_effect(form: Form, by_person: dict[str, Inquiry]) -> Effect:
    """NONE while the claimant still earns at least as much as her spouse by the best figures known."""
    if not form.has_spouse:
        return Effect.NONE
    own = _best(form.income_yen, by_person.get("/claimant"))
    other = _best(form.spouse_income_yen, by_person.get("/spouse"))
    if own is None or other is None:
        return Effect.CHECK
    return Effect.EARNER_CHANGES if other > own else Effect.NONE


def _best(declared: int | None, inquiry: Inquiry | None) -> int | None:
    fetched = inquiry.result.value.get("total_income_yen") if inquiry and inquiry.result else None
    return fetched if isinstance(fetched, int) else declared


def _claimant_rows(form: Form, applicant: Applicant, member: Member | None) -> tuple[MatchRow, ...]:
    card = applicant.attributes
    prefix = "/claimant"
    if member is None:
        return tuple(_unknown(f"{prefix}/{name}", value) for name, value in _four(card).items())
    return (
        _row(f"{prefix}/name", card.name, member.name, names(card.name, member.name, card.name_mask)),
        _exact(f"{prefix}/birth_date", card.birth_date.isoformat(), member.birth_date.isoformat()),
        _exact(f"{prefix}/sex", sex(card.sex), sex(member.sex)),
        _row(
            f"{prefix}/address",
            card.address,
            member.address,
            addresses(card.address, member.address, card.address_mask),
        ),
    )


def _spouse_rows(form: Form, people: tuple[Member, ...]) -> tuple[MatchRow, ...]:
    if not form.has_spouse or not form.spouse_name:
        return ()
    member = find(people, form.spouse_name, form.spouse_birth_date)
    if member is None:
        return (_unknown("/spouse/name", form.spouse_name),)
    return (_row("/spouse/name", form.spouse_name, member.name, names(form.spouse_name, member.name)),)


def _child_rows(child: Child, people: tuple[Member, ...]) -> tuple[MatchRow, ...]:
    member = find(people, child.name, child.birth_date)
    if member is None:
        return (_unknown(f"{child.pointer}/name", child.name),)
    # Somebody registered elsewhere is known only by the four attributes that were asked and found to agree.
    source = "register" if member.registered_here else "four-attributes"
    return (
        _row(f"{child.pointer}/name", child.name, member.name, names(child.name, member.name), source),
        _exact(f"{child.pointer}/birth_date", child.birth_date.isoformat(), member.birth_date.isoformat(), source),
    )


def _apart_rows(child: Child, inquiries: tuple[Inquiry, ...]) -> tuple[MatchRow, ...]:
    pointer, declared = f"{child.pointer}/address", child.address
    mine = [i for i in inquiries if i.need.item == RESIDENCE and i.need.about == child.pointer]
    if not mine:
        return ()
    result = mine[-1].result
    if not mine[-1].is_fetched or result is None:
        return (_unknown(pointer, declared, source=mine[-1].provider or "pending"),)
    fetched = str(result.value.get("address", ""))
    return (_row(pointer, declared, fetched, addresses(declared or "", fetched), source=mine[-1].provider or ""),)


def find(people: tuple[Member, ...], name: str, birth_date: Any) -> Member | None:
    """The one person of this name and birth date; none when nobody or two fit."""
    fits = [p for p in people if p.birth_date == birth_date and names(name, p.name) is not Verdict.DIFFERS]
    return fits[0] if len(fits) == 1 else None


def _four(attributes: Attributes) -> dict[str, str]:
    return {
        "name": attributes.name,
        "birth_date": attributes.birth_date.isoformat(),
        "sex": sex(attributes.sex),
        "address": attributes.address,
    }


def _exact(pointer: str, declared: str, fetched: str, source: str = "register") -> MatchRow:
    return _row(pointer, declared, fetched, Verdict.MATCH if declared == fetched else Verdict.DIFFERS, source)


def _row(pointer: str, declared: str | None, fetched: str, verdict: Verdict, source: str = "register") -> MatchRow:
    effect = Effect.CHECK if verdict is Verdict.DIFFERS else Effect.NONE
    return MatchRow(pointer=pointer, declared=declared, fetched=fetched, source=source, verdict=verdict, effect=effect)


def _unknown(pointer: str, declared: str | None, source: str = "pending") -> MatchRow:
    return MatchRow(
        pointer=pointer,
        declared=declared,
        fetched=None,
        source=source,
        verdict=Verdict.UNKNOWN,
        effect=Effect.PENDING,
    )
