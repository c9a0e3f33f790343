"""The municipal gateway: each town's cases, inbox and console, its officers and core systems, and the portal's door."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_events as events
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra import uses
from infra.constructs import (
    IAM,
    STAFF,
    Announcer,
    Api,
    Bucket,
    Door,
    Function,
    Index,
    Queue,
    Route,
    Table,
    dead_letters,
    opened,
    scope,
    tries_through_outage,
)
from infra.nag import excuse
from infra.zone import ServicesZone, Zone, export

if TYPE_CHECKING:
    from infra.stacks.core import CoreZone

Heard = tuple[events.IEventBus, str, Sequence[str]]
SERVER = "municipal"
SCOPES = {
    "applications.read": "list and fetch the town's applications",
    "copies.write": "register copies for provision",
    "residents.write": "pair residents and their statutory agents",
}
READ, COPIES, RESIDENTS = (scope(f"{SERVER}/{s}") for s in ("applications.read", "copies.write", "residents.write"))
OFFICERS = opened("an officer's name and password are the proof")
MACHINES = opened("a machine's client id and secret are the proof")
PAGES = opened("the console's pages, which hold nothing before an officer logs in")
CASES, STAFF_ROWS, ANSWERED = "TOWN#*", "STAFF#*", "ONCE#*"  # kinds of rows, by their partition key
PASSED_ON = ("pairings", "copies", "representations")
INQUIRY = "/municipal/inquiries/{asker}/{processing_number}"


class MunicipalData(Construct):
    """`inbox`: sealed packages as the portal copies them here; `console`: the officers' web build."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table", stream=True, indexes=[Index("by_month", "inbox", "arrived_at")])
        self.inbox = Bucket(self, "Inbox")
        self.console = Bucket(self, "Console", web=True)
        self.staff_pool = self._pool()
        self.staff_client = self.staff_pool.add_client(
            "Console",
            auth_flows=cognito.AuthFlow(admin_user_password=True),
            auth_session_validity=cdk.Duration.minutes(10),  # time to set up an authenticator
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            disable_o_auth=True,
            write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True),  # never her own town
            id_token_validity=cdk.Duration.minutes(60),
            access_token_validity=cdk.Duration.minutes(60),
        )

    def _pool(self) -> cognito.UserPool:
        """Officers and core systems. A town is an attribute that only an administrator can write; what an officer
        may do is no attribute at all, but grants in the table. A code of an authenticator is always asked for."""
        attribute = cognito.StringAttribute
        pool = cognito.UserPool(
            self,
            "StaffPool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(username=True),
            account_recovery=cognito.AccountRecovery.NONE,
            feature_plan=cognito.FeaturePlan.ESSENTIALS,
            custom_attributes={"municipality": attribute(min_len=6, max_len=6, mutable=True)},
            mfa=cognito.Mfa.REQUIRED,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False, email=False),
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                password_history_size=5,
                temp_password_validity=cdk.Duration.days(3),
            ),
            deletion_protection=not Zone.of(self).stage.local,
            removal_policy=Zone.of(self).stage.removal,
        )
        excuse(
            pool,
            "AwsSolutions-COG8",
            "Threat protection weighs internet addresses and devices; every officer comes from the same closed network.",
        )
        pool.add_resource_server(
            "Server",
            identifier=SERVER,
            scopes=[
                cognito.ResourceServerScope(scope_name=name, scope_description=what) for name, what in SCOPES.items()
            ],
        )
        return pool


class Municipal(Construct):
    def __init__(
        self, scope: Construct, id: str, *, data: MunicipalData, api: Api, exchange: Api, core: "CoreZone"
    ) -> None:
        super().__init__(scope, id)
        self._data, self._core = data, core
        self._portal(exchange)
        self._process()
        self._officers(api)
        self._administrators(api)
        self._core_systems(api)
        self._sessions(api)
        self._console(api)
        zone = ServicesZone.of(self)
        Announcer(self, "Announce", table=data.table, entry="municipal/announce", bus=zone.bus)
        export(zone, "StaffPool", data.staff_pool.user_pool_id)
        export(zone, "MunicipalTable", data.table.name)
        export(zone, "ConsoleBucket", data.console.name)

    def _table(self, *verbs: str, of: Sequence[str] = ()) -> list[uses.Use]:
        return [getattr(uses, verb)(self._data.table, "MUNICIPAL_TABLE", of=of) for verb in verbs]

    def _inbox_page(self) -> uses.Use:
        return uses.queries(self._data.table, "MUNICIPAL_TABLE", index="by_month")

    def _asks(self, *routes: str) -> uses.Use:
        return uses.calls(self._core.exchange, "CORE_API", routes)

    def _portal(self, exchange: Api) -> None:
        door = Function(
            self, "ExchangeApi", entry="municipal/exchange_api", door=True, uses=self._table("gets", "puts", "checks")
        )
        routes = [
            Route("POST", "/deliveries", IAM),
            Route("POST", "/withdrawals", IAM),
            Route("GET", "/outcomes/{municipality}/{receipt}", IAM),
        ]
        Door(self, "Exchange", api=exchange, function=door, routes=routes)

    def _process(self) -> None:
        """Register and core may be down for days: these queues wait, and their readers give up on poison alone."""
        bus = ServicesZone.of(self).bus
        register = Zone.of(self).stage.outside("/register", "register_url")
        dead = {id: dead_letters(self, f"{id}Dead") for id in ("Delivered", "Answered", "LookedUp")}
        gives_up = {id: uses.sends(queue, "DEAD_LETTERS") for id, queue in dead.items()}
        examine = Function(
            self,
            "Examine",
            entry="municipal/examine",
            timeout_seconds=60,
            uses=[
                *self._table("gets", "puts", "queries"),
                uses.setting("REGISTER_URL", register),
                self._asks("POST /municipal/inquiries"),
                gives_up["Delivered"],
            ],
        )
        self._patient("Delivered", examine, dead, (bus, "madoguchi.municipal", ["CaseDelivered"]))
        collect = Function(
            self,
            "Collect",
            entry="municipal/collect",
            uses=[
                *self._table("gets", "puts"),
                self._asks(f"GET {INQUIRY}", f"POST {INQUIRY}/acknowledge"),
                gives_up["Answered"],
            ],
        )
        self._patient("Answered", collect, dead, (self._core.bus, "madoguchi.linkage", ["InquiryAnswered"]))
        report = Function(
            self,
            "ReportLookups",
            entry="municipal/report_lookups",
            uses=[*self._table("gets"), self._asks("POST /municipal/entries"), gives_up["LookedUp"]],
        )
        self._patient("LookedUp", report, dead, (bus, "madoguchi.municipal", ["LookUpRecorded"]))

    def _patient(self, id: str, consumer: Function, dead: dict[str, sqs.Queue], heard: Heard) -> None:
        Queue(self, id, consumer=consumer, subscribes=heard, tries=tries_through_outage(consumer), dead=dead[id])

    def _officers(self, api: Api) -> None:
        door = Function(
            self,
            "StaffApi",
            entry="municipal/staff_api",
            door=True,
            uses=[
                *self._table("gets", "puts", of=[CASES, ANSWERED]),  # it writes no grant
                *self._table("queries", of=[CASES, STAFF_ROWS]),
                self._inbox_page(),
                uses.reads_objects(self._data.inbox, "INBOX_BUCKET"),
            ],
        )
        routes = [
            Route("GET", "/cases", STAFF),
            Route("GET", "/cases/{receipt}", STAFF),
            Route("POST", "/cases/{receipt}/package-link", STAFF),
            Route("POST", "/cases/{receipt}/return", STAFF),
            Route("POST", "/cases/{receipt}/decision", STAFF),
            Route("POST", "/cases/{receipt}/approval", STAFF),
            Route("POST", "/standing-rules", STAFF),
        ]
        Door(self, "Officers", api=api, function=door, routes=routes)

    def _administrators(self, api: Api) -> None:
        makes = ["AdminCreateUser", "AdminGetUser", "AdminSetUserPassword", "AdminDisableUser"]
        door = Function(
            self,
            "GrantsApi",
            entry="municipal/grants_api",
            door=True,
            uses=[
                *self._table("gets", of=[ANSWERED]),  # it sees no case
                *self._table("puts", of=[STAFF_ROWS, ANSWERED]),
                *self._table("queries", of=[STAFF_ROWS]),
                uses.administers(self._data.staff_pool, "STAFF_POOL", makes),
            ],
        )
        routes = [
            Route("GET", "/staff/me", STAFF),
            Route("DELETE", "/staff/session", STAFF),
            Route("GET", "/staff/grants", STAFF),
            Route("POST", "/staff/grants", STAFF),
            Route("DELETE", "/staff/grants/{grant_id}", STAFF),
            Route("GET", "/staff/officers", STAFF),
            Route("POST", "/staff/officers", STAFF),
            Route("DELETE", "/staff/officers/{officer}", STAFF),
        ]
        Door(self, "Administrators", api=api, function=door, routes=routes)

    def _core_systems(self, api: Api) -> None:
        passed_on = ("GET /municipal/sealing-key", *(f"PUT /municipal/{it}" for it in PASSED_ON))
        door = Function(
            self,
            "MachineApi",
            entry="municipal/machine_api",
            door=True,
            uses=[
                *self._table("gets", "puts"),
                self._inbox_page(),
                uses.reads_objects(self._data.inbox, "INBOX_BUCKET"),
                self._asks(*passed_on),
            ],
        )
        routes = [
            Route("GET", "/applications", READ),
            Route("GET", "/applications/{receipt}", READ),
            Route("POST", "/applications/{receipt}/package-link", READ),
            Route("GET", "/sealing-key", RESIDENTS),
            Route("PUT", "/residents/{addressee_number}", RESIDENTS),
            Route("PUT", "/copies/{addressee_number}/{item_id}", COPIES),
            Route("PUT", "/representations", RESIDENTS),
        ]
        Door(self, "CoreSystems", api=api, function=door, routes=routes)

    def _sessions(self, api: Api) -> None:
        """The pool's OAuth endpoint is out of a private network's reach: only `local` names one."""
        stage = Zone.of(self).stage
        token_url = f"http://localhost:{stage.port}/oauth2/token" if stage.local else ""
        door = Function(
            self,
            "SessionApi",
            entry="municipal/session_api",
            door=True,
            uses=[
                *self._table("puts", "queries", of=[STAFF_ROWS]),
                uses.administers(
                    self._data.staff_pool, "STAFF_POOL", ["AdminInitiateAuth", "AdminRespondToAuthChallenge"]
                ),
                uses.setting("STAFF_CLIENT", self._data.staff_client.user_pool_client_id),
                uses.setting("TOKEN_URL", token_url),
            ],
        )
        routes = [
            Route("POST", "/staff/session", OFFICERS),
            Route("POST", "/staff/session/answer", OFFICERS),
            Route("POST", "/token", MACHINES),
        ]
        Door(self, "Sessions", api=api, function=door, routes=routes)

    def _console(self, api: Api) -> None:
        """Static files only: whoever reaches the closed network may load the page, and sees nothing without a token."""
        files = uses.reads_objects(self._data.console, "CONSOLE_BUCKET")
        door = Function(self, "ConsoleFiles", entry="municipal/console", door=True, uses=[files])
        routes = [Route("GET", "/console", PAGES), Route("GET", "/console/{proxy+}", PAGES)]
        Door(self, "ConsolePages", api=api, function=door, routes=routes)
