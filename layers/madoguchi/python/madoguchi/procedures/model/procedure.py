"""A procedure (手続) as the catalogue knows it, from the nation's preset (標準様式) to a town's published one."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.forms import Finding, findings, holds
from madoguchi.procedures.model.questions import Form, Rules, Section
from madoguchi.procedures.model.text import Text

Kind = Literal["application", "notification", "request", "sign-up", "inquiry", "recruitment"]
Category = Literal["child-care", "nursing-care", "disaster", "residence", "pension", "town"]
LifeEvent = Literal["pregnancy-birth", "child-care", "school", "moving", "marriage-divorce", "care", "disaster", "work"]
Assurance = Literal["none", "login", "signature"]
Phase = Literal["planned", "searchable", "printable", "online"]
Id = Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)

# What may come of each kind (申請, 届出, 申出, 利用申込, 問合せ, 募集): fixed by what the law makes of it.
OUTCOMES: dict[Kind, tuple[str, ...]] = {
    "application": ("granted", "partly", "dismissed"),
    "notification": ("accepted",),
    "request": ("received",),
    "sign-up": ("agreed", "held", "not-agreed"),
    "inquiry": ("answered",),
    "recruitment": ("selected", "not-selected"),
}


class Source(Value):
    """Where the town gets what a document would show.

    linkage   from another institution: the item asked for. Under trial operation (試行) paper is still needed,
              under full operation (本格運用) it is not.
    register  from the town's own register; nobody is asked.
    attach    from the citizen, in an attachment slot.
    """

    kind: Literal["linkage", "register", "attach"]
    item: str | None = None
    phase: Literal["trial", "full"] | None = None
    slot: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,40}$")

    @property
    def spares_paper(self) -> bool:
        return self.kind == "register" or (self.kind == "linkage" and self.phase == "full")


class Document(Value):
    """A paper of the procedure. `required_when`: a condition over the answers; None: always."""

    document_id: str = Id
    name: Text
    why: Text
    sources: tuple[Source, ...]
    required_when: Rules | None = None
    optional: bool = False

    @property
    def not_needed(self) -> bool:
        """Whether every source spares the citizen the paper."""
        return bool(self.sources) and all(source.spares_paper for source in self.sources)

    @property
    def slot(self) -> str | None:
        """Where to attach it, when it must be attached."""
        return next((source.slot for source in self.sources if source.kind == "attach"), None)

    @property
    def source(self) -> str:
        """The one source people are told: what she must do first, else where the town gets it from."""
        kinds = [source.kind for source in self.sources]
        return "attach" if not self.not_needed else "linkage" if "linkage" in kinds else "register"


class Advice(Value):
    """What people are told when their answers meet a condition. It never stops them: only a decision refuses."""

    id: str = Id
    when: Rules
    text: Text


class Clocks(Value):
    """Three clocks: hers (申請期限), the town's own (標準処理期間, stops during correction), the law's (never stops)."""

    deadline: Text | None = None
    standard_days: int | None = Field(default=None, ge=1, le=366)
    statutory_days: int | None = Field(default=None, ge=1, le=366)


class Office(Value):
    """Who answers questions, in the town's words."""

    name: Text
    hours: Text
    phone: str = Field(pattern=r"^0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}$")


class Definition(Value):
    """What presets and town procedures share."""

    name: Text
    summary: Text
    guidance: Text | None = None
    kind: Kind
    law: str | None = None
    category: Category
    life_events: tuple[LifeEvent, ...] = ()
    keywords: tuple[str, ...] = ()
    assurance: Assurance
    phase: Phase
    clocks: Clocks = Clocks()
    fee_yen: int = Field(default=0, ge=0)
    documents: tuple[Document, ...] = ()
    advice: tuple[Advice, ...] = ()
    form: Form | None = None
    benefit: Literal["child-allowance"] | None = None

    @property
    def online(self) -> bool:
        return self.phase == "online" and self.form is not None

    @property
    def outcomes(self) -> tuple[str, ...]:
        return OUTCOMES[self.kind]

    def findings(self, answers: Any) -> list[Finding]:
        """What is wrong with `answers`; a procedure without a form takes none."""
        return findings(self.form, answers) if self.form else [Finding(field="", reason="not-allowed")]

    def to_attach(self, answers: Any) -> list[Document]:
        """The documents that these answers oblige the citizen to attach."""
        return [
            document
            for document in self.documents
            if document.slot and not document.not_needed and not document.optional
            and holds(document.required_when, answers)
        ]  # fmt: skip

    def not_needed(self) -> list[Document]:
        """The documents that the town gets by itself."""
        return [document for document in self.documents if document.not_needed]

    def slots(self) -> dict[str, Document]:
        """The attachment slots, each with its document."""
        return {document.slot: document for document in self.documents if document.slot}


class Preset(Definition):
    """A national procedure that a town adopts by its id and may only add to. `note` tells where it comes from."""

    standard_id: str = Id
    revision: int = Field(ge=1)
    effective_from: date
    effective_until: date | None = None
    note: Text


class Additions(Value):
    """All that a town may put onto a preset."""

    guidance: Text | None = None
    standard_days: int | None = Field(default=None, ge=1, le=366)
    keywords: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    sections: tuple[Section, ...] = ()
    rules: Rules | None = Field(default=None, description="JSON Schema of the answers under /town")


class Procedure(Definition):
    """A town's procedure in one version; an application stays on the version with which it began."""

    procedure_id: str = Id
    standard_id: str | None = None
    municipality: str
    version: int = Field(ge=1)
    effective_from: date
    effective_until: date | None = None
    office: Office


class Snapshot(Value):
    """All that a town publishes, at one moment; the next publication carries the next number."""

    municipality: str
    number: int = Field(ge=1)
    published_at: datetime
    procedures: tuple[Procedure, ...]

    def procedure(self, procedure_id: str) -> Procedure | None:
        return next((procedure for procedure in self.procedures if procedure.procedure_id == procedure_id), None)
