"""Linkage: institutions' partitions, the key of their codes, doors per neighbour, and the process of an inquiry."""

from collections.abc import Sequence

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra import uses
from infra.capabilities.ledger import Ledger
from infra.constructs import IAM, Announcer, Api, Door, Function, Queue, Route, Table, Workflow
from infra.zone import ServicesZone, Zone

MUNICIPAL = (
    ("POST", "/municipal/inquiries"),
    ("GET", "/municipal/inquiries/{asker}/{processing_number}"),
    ("POST", "/municipal/inquiries/{asker}/{processing_number}/acknowledge"),
    ("GET", "/municipal/provisions/{provider}"),
    ("POST", "/municipal/provisions/{provider}/{processing_number}"),
    ("GET", "/municipal/sealing-key"),
    ("PUT", "/municipal/pairings"),
    ("PUT", "/municipal/copies"),
    ("PUT", "/municipal/representations"),
    ("PUT", "/municipal/disclosures"),
    ("POST", "/municipal/entries"),
)
PORTAL = (
    ("POST", "/portal/pairings"),
    ("POST", "/portal/same-person"),
    ("GET", "/portal/records/{account_id}"),
)
OPERATOR = (
    ("PUT", "/operator/providers/{code}"),
    ("PUT", "/operator/rules/{kind}"),
    ("POST", "/operator/inquiries/{processing_number}/redrive"),
)
PERSONS = ("PERSON#*",)  # of the ledger, which is a neighbour's
CODES = "institution-code"  # what the key of the codes is used for, as keys_kms.py says it to KMS
LAYERS = ("base", "pki")  # codes are AES-SIV of `cryptography`


class LinkageData(Construct):
    """`table` has the stream (announcer and ledger feed); `partitions` holds codes and values, and has none."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Inquiries", stream=True)
        self.partitions = Table(self, "Partitions")
        self.codes = kms.Key(
            self,
            "Codes",
            description="Wraps the data keys that make institution-specific codes",
            multi_region=True,  # a one-way door: a key cannot become multi-Region later
            enable_key_rotation=True,
            removal_policy=Zone.of(self).stage.removal,
        )


class Linkage(Construct):
    def __init__(self, scope: Construct, id: str, *, data: LinkageData, ledger: Ledger, sealed: Api, api: Api) -> None:
        super().__init__(scope, id)
        self._data, self._ledger, self._sealed = data, ledger, sealed
        self._doors(api)
        self._process()
        Announcer(self, "Announce", table=data.table, entry="linkage/announce", bus=ServicesZone.of(self).bus)

    def _inquiries(self, *verbs: str) -> list[uses.Use]:
        return [getattr(uses, verb)(self._data.table, "INQUIRIES_TABLE") for verb in verbs]

    def _partitions(self, *verbs: str) -> list[uses.Use]:
        return [getattr(uses, verb)(self._data.partitions, "PARTITIONS_TABLE") for verb in verbs]

    def _reads_codes(self) -> list[uses.Use]:
        """A step opens the data key once and makes none: the first pairing did."""
        return [*self._partitions("gets", "queries"), uses.decrypts(self._data.codes, "CODE_KEY", purpose=CODES)]

    def _makes_codes(self) -> list[uses.Use]:
        blind = uses.data_keys_blind(self._data.codes, "CODE_KEY", purpose=CODES)
        return [*self._reads_codes(), *self._partitions("puts"), blind]

    def _doors(self, api: Api) -> None:
        table = self._ledger.table
        municipal = [
            *self._inquiries("gets", "puts", "queries"),
            *self._makes_codes(),
            *self._partitions("deletes"),
            uses.calls(self._sealed, "SEALED_API", ["GET /sealing-key", "POST /persons"]),
            uses.puts(table, "LEDGER_TABLE", of=PERSONS),
            uses.updates(table, "LEDGER_TABLE", of=PERSONS),
        ]
        portal = [
            *self._makes_codes(),
            uses.calls(self._sealed, "SEALED_API", ["POST /persons/by-serial"]),
            uses.queries(table, "LEDGER_TABLE", of=PERSONS),
        ]
        self._door(api, "Municipal", municipal, MUNICIPAL, layers=LAYERS)
        self._door(api, "Portal", portal, PORTAL, layers=LAYERS)
        self._door(api, "Operator", self._inquiries("gets", "puts"), OPERATOR)

    def _door(
        self,
        api: Api,
        side: str,
        granted: Sequence[uses.Use],
        routes: Sequence[tuple[str, str]],
        layers: Sequence[str] = ("base",),
    ) -> None:
        entry = f"linkage/{side.lower()}_api"
        function = Function(self, f"{side}Api", entry=entry, door=True, layers=layers, uses=granted)
        signed = [Route(method, path, IAM) for method, path in routes]
        Door(self, f"{side}Door", api=api, function=function, routes=signed)

    def _process(self) -> None:
        state = self._inquiries("gets", "puts")
        steps = {
            "CheckGates": self._step("CheckGates", self._inquiries("gets", "queries")),
            "RecordRefusal": self._step("RecordRefusal", state),
            "FindCopy": self._step("FindCopy", [*state, *self._reads_codes()]),
            "LeaveToStaff": self._step("LeaveToStaff", [*state, *self._reads_codes(), *self._partitions("puts")]),
            "Release": self._step(
                "Release",
                [*state, *self._inquiries("queries"), *self._reads_codes(), *self._partitions("puts")],
            ),
            "CarryOn": self._step("CarryOn", state),
        }
        workflow = Workflow(
            self,
            "Inquiry",
            definition="linkage/inquiry",
            uses=[
                *(uses.invokes(step, name) for name, step in steps.items()),
                *self._durations(),
            ],
        )
        start = Function(self, "StartInquiry", entry="linkage/start_inquiry", uses=[uses.starts(workflow, "INQUIRY")])
        bus = ServicesZone.of(self).bus
        Queue(self, "Accepted", consumer=start, subscribes=(bus, "madoguchi.linkage", ["InquiryAccepted"]))

    def _step(self, name: str, granted: Sequence[uses.Use]) -> Function:
        """Each step is a function of its own: the one that reads values is not the one that names gates."""
        entry = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
        makes_codes = any(use.name == "CODE_KEY" for use in granted)
        layers = LAYERS if makes_codes else ("base",)
        return Function(self, name, entry=f"linkage/{entry}", layers=layers, uses=granted)

    def _durations(self) -> list[uses.Use]:
        """How patiently a provider is waited for: within minutes of its return the answer is asked for again."""
        local = Zone.of(self).stage.local
        return [
            uses.lasts(5 if local else 60, "ProviderRetrySeconds"),
            uses.lasts(5 if local else 600, "ProviderPatienceSeconds"),
            uses.setting("TriesPerAttempt", "1000"),
        ]
