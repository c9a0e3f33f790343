"""Filling an application in: opening a draft, saving answers, bringing files, correcting what was returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from madoguchi.applications.model import answers as answer_rules
from madoguchi.applications.model import attachments as attachment_rules
from madoguchi.applications.model import lifecycle
from madoguchi.applications.model.application import (
    Answers,
    Application,
    Attachment,
    NotNeeded,
    Procedure,
    Town,
    natural_key,
)
from madoguchi.applications.model.occasion import Occasion
from madoguchi.applications.model.prefill import prefill
from madoguchi.applications.model.problems import (
    AlreadyApplied,
    AnswersTooLarge,
    MalformedAnswers,
    NotOnline,
    UnknownFields,
    UnknownSlot,
)
from madoguchi.errors import NotFound, PreconditionFailed
from madoguchi.identity.model.account import Account
from madoguchi.kernel.value import Value
from madoguchi.procedures.model.forms import Finding
from madoguchi.procedures.model.procedure import Procedure as Published

INDIVIDUAL_NUMBER = "individual-number"
SHAPES = {"unknown-field": UnknownFields, "too-big": AnswersTooLarge}


class Upload(Value):
    """How the browser sends a file: `url` and `headers` are signed together and hold for a short time."""

    url: str
    method: str = "PUT"
    headers: dict[str, str]


class Catalogue(Protocol):
    def procedure(self, municipality: str, procedure_id: str, version: int | None = None) -> Published:
        """The newest published version, or the one asked for, however old. NotFound without."""


class Accounts(Protocol):
    def get(self, account_id: str) -> Account: ...


class Files(Protocol):
    def upload(self, application_id: str, attachment: Attachment) -> Upload: ...


class Store(Protocol):
    def get(self, application_id: str) -> Application:
        """NotFound when there is none."""

    def of_account(self, account_id: str) -> list[Application]: ...

    def open_receipt(self, key: str) -> str | None:
        """The receipt of the open application under a natural key."""

    def open(self, application: Application) -> None: ...

    def save(self, application: Application) -> None:
        """Conflict when another save came first."""


@dataclass(frozen=True)
class Drafts:
    store: Store
    catalogue: Catalogue
    towns: Mapping[str, str]
    accounts: Accounts
    files: Files

    def open(self, account_id: str, municipality: str, procedure_id: str, occasion: Occasion) -> Application:
        """A draft, prefilled. Errors: NotFound, NotOnline; AlreadyApplied, naming the open one's receipt."""
        published = self.catalogue.procedure(municipality, procedure_id)
        if not published.online or published.form is None:
            raise NotOnline(field="/procedure_id")
        receipt = self.store.open_receipt(natural_key(account_id, municipality, procedure_id))
        if receipt:
            raise AlreadyApplied(receipt=receipt)
        answers, prefilled = prefill(published.form.prefill, self.accounts.get(account_id))
        draft = lifecycle.open_draft(
            account_id=account_id,
            town=Town(code=municipality, name=self.towns[municipality]),
            procedure=pinned_as(published),
            answers=answers,
            prefilled=prefilled,
            not_needed=not_needed(published),
            occasion=occasion,
        )
        self.store.open(draft)
        return draft

    def get(self, account_id: str, application_id: str) -> Application:
        return own(self.store.get(application_id), account_id)

    def mine(self, account_id: str) -> list[Application]:
        return self.store.of_account(account_id)

    def answer(
        self, account_id: str, application_id: str, answers: Answers, *, version: int, occasion: Occasion
    ) -> tuple[Application, Published, list[Finding]]:
        """Saves whatever the form could hold, and says what is still wrong with it.

        Errors  PreconditionFailed, NotEditable; UnknownFields, MalformedAnswers, AnswersTooLarge name the field.
        """
        application = self.get(account_id, application_id)
        if application.version != version:
            raise PreconditionFailed("another version was edited")
        kept, starred = answer_rules.without_individual_numbers(answer_rules.checked(answers))
        published = pinned(self.catalogue, application)
        found = published.findings(kept)
        demand_shape(found)
        answered = lifecycle.answer(application, kept, occasion)
        self.store.save(answered)
        numbers = [Finding(field=pointer, reason=INDIVIDUAL_NUMBER) for pointer in starred]
        return answered, published, [*numbers, *found]

    def attach(
        self, account_id: str, application_id: str, attachment: Attachment, occasion: Occasion
    ) -> tuple[Attachment, Upload]:
        """A place for one file and the link that takes exactly that file. Errors: a problem naming what is wrong."""
        application = self.get(account_id, application_id)
        document = pinned(self.catalogue, application).slots().get(attachment.slot)
        if document is None:
            raise UnknownSlot(field="/slot")
        attachment_rules.check(attachment, application)
        self.store.save(lifecycle.attach(application, attachment, occasion, owed=not document.optional))
        return attachment, self.files.upload(application_id, attachment)

    def detach(self, account_id: str, application_id: str, attachment_id: str, occasion: Occasion) -> None:
        application = self.get(account_id, application_id)
        self.store.save(lifecycle.detach(application, attachment_id, occasion))


def own(application: Application, account_id: str) -> Application:
    """`application`, when it is this account's; else NotFound, exactly as if there were none."""
    if application.account_id != account_id:
        raise NotFound("no such application")
    return application


def pinned(catalogue: Catalogue, application: Application) -> Published:
    """The procedure in the version the application began with."""
    began_with = application.procedure
    return catalogue.procedure(application.municipality.code, began_with.procedure_id, began_with.version)


def demand_shape(found: Sequence[Finding]) -> None:
    """Errors  when a finding says that no form could have sent these answers; each field is named."""
    broken = [finding for finding in found if finding.of_shape]
    if broken:
        problem = SHAPES.get(broken[0].reason, MalformedAnswers)
        raise problem(errors=tuple((f"/answers{finding.field}", finding.reason) for finding in broken))


def pinned_as(published: Published) -> Procedure:
    return Procedure(
        procedure_id=published.procedure_id,
        standard_id=published.standard_id,
        version=published.version,
        name=published.name.ja,
        kind=published.kind,
    )


def not_needed(published: Published) -> tuple[NotNeeded, ...]:
    return tuple(
        NotNeeded(document_id=document.document_id, name=document.name.ja, why=document.why.ja)
        for document in published.not_needed()
    )
