"""Identity: login by card through a Cognito custom challenge, sessions, and the certificates citizens show.

The pool stands with the services: its triggers are functions, and functions know the pool. An account can be
made again from a card (the table keeps which serial is whose), so the pool holds nothing that must be kept.
"""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra import uses
from infra.constructs import CITIZEN, Api, Door, Function, Route, Table, opened
from infra.nag import excuse
from infra.stacks.core import CoreZone
from infra.uses import Use
from infra.zone import Zone

PKI = ("base", "pki")
CARD = opened("she has no token yet: the card's signature over the challenge is the proof")
COOKIE = opened("the refresh cookie is the proof")


class IdentityData(Construct):
    """`ACCOUNTS`, `TRUST`: the kinds of rows that neighbours read; logins under way and serials are not among them."""

    ACCOUNTS, TRUST = ("ACCOUNT#*",), ("TRUST",)

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table")


class Identity(Construct):
    def __init__(self, scope: Construct, id: str, *, data: IdentityData, api: Api, core: CoreZone) -> None:
        super().__init__(scope, id)
        self._table, self._core = data.table, core
        self.pool = self._pool()
        self.client = self.pool.add_client(
            "Portal",
            auth_flows=cognito.AuthFlow(custom=True),
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            disable_o_auth=True,
            auth_session_validity=cdk.Duration.minutes(3),
            id_token_validity=cdk.Duration.minutes(5),
            access_token_validity=cdk.Duration.minutes(5),
            refresh_token_validity=cdk.Duration.days(1),
        )
        self._triggers()
        api.authorize(self.pool)
        self._login(api)
        self._citizen(api)

    def _pool(self) -> cognito.UserPool:
        pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            feature_plan=cognito.FeaturePlan.ESSENTIALS,  # the claims trigger needs it
            sign_in_aliases=cognito.SignInAliases(username=True),
            account_recovery=cognito.AccountRecovery.NONE,
            password_policy=cognito.PasswordPolicy(
                min_length=32, require_digits=True, require_lowercase=True, require_uppercase=True, require_symbols=True
            ),
            deletion_protection=Zone.of(self).stage.production,
            removal_policy=Zone.of(self).stage.removal,
        )
        excuse(
            pool, "AwsSolutions-COG2", "The card is what she has and its PIN what she knows: two factors in one act."
        )
        excuse(pool, "AwsSolutions-COG8", "Threat protection watches passwords; nobody logs in here with one.")
        return pool

    def _triggers(self) -> None:
        on = cognito.UserPoolOperation
        answer = [uses.updates(self._table, "IDENTITY_TABLE")]
        for operation, file, layers, used in (
            (on.DEFINE_AUTH_CHALLENGE, "define_challenge", ("base",), []),
            (on.CREATE_AUTH_CHALLENGE, "create_challenge", ("base",), []),
            (on.VERIFY_AUTH_CHALLENGE_RESPONSE, "verify_challenge", PKI, answer),
        ):
            self.pool.add_trigger(operation, self._trigger(file, layers, used).live)
        claims = self._trigger("claims", ("base",), [])
        self.pool.add_trigger(on.PRE_TOKEN_GENERATION_CONFIG, claims.live, cognito.LambdaVersion.V2_0)

    def _trigger(self, file: str, layers: tuple[str, ...], used: list[Use]) -> Function:
        """The pool itself waits five seconds and calls up to three times."""
        name = file.title().replace("_", "")
        return Function(
            self, name, entry=f"identity/{file}", layers=layers, uses=used, timeout_seconds=10, memory_mb=1024
        )

    def _login(self, api: Api) -> None:
        name = "IDENTITY_TABLE"
        verbs = (uses.gets, uses.puts, uses.updates, uses.deletes, uses.queries)
        actions = (
            "AdminCreateUser",
            "AdminSetUserPassword",
            "AdminInitiateAuth",
            "AdminRespondToAuthChallenge",
        )
        function = Function(
            self,
            "LoginApi",
            entry="identity/login_api",
            layers=PKI,
            uses=[
                *(verb(self._table, name) for verb in verbs),
                uses.administers(self.pool, "CITIZEN_POOL", actions),
                uses.setting("PORTAL_CLIENT", self.client.user_pool_client_id),
                uses.calls(self._core.exchange, "CORE_API", ["POST /portal/pairings"]),
                *self._outside(),
            ],
            door=True,
        )
        routes = [
            Route("POST", "/api/login", CARD),
            Route("POST", "/api/login/answer", CARD),
            Route("POST", "/api/session", COOKIE),
            Route("DELETE", "/api/session", COOKIE),
        ]
        Door(self, "Login", api=api, function=function, routes=routes)

    def _citizen(self, api: Api) -> None:
        name = "IDENTITY_TABLE"
        verbs = (uses.gets, uses.puts, uses.updates, uses.deletes, uses.queries)
        function = Function(
            self,
            "CitizenApi",
            entry="identity/citizen_api",
            layers=PKI,
            uses=[
                *(verb(self._table, name) for verb in verbs),
                uses.administers(self.pool, "CITIZEN_POOL", ["AdminUserGlobalSignOut"]),
                uses.setting("PORTAL_CLIENT", self.client.user_pool_client_id),
                uses.calls(self._core.exchange, "CORE_API", ["POST /portal/same-person"]),
                *self._outside(),
            ],
            door=True,
        )
        routes = [
            Route("GET", "/api/me", CITIZEN),
            Route("PATCH", "/api/me", CITIZEN),
            Route("POST", "/api/me/signing-certificate", CITIZEN),
            Route("GET", "/api/sessions", CITIZEN),
            Route("DELETE", "/api/sessions", CITIZEN),
            Route("DELETE", "/api/sessions/{session_id}", CITIZEN),
            Route("POST", "/api/session/confirmation", CITIZEN),
            Route("POST", "/api/session/confirmation/answer", CITIZEN),
        ]
        Door(self, "Citizen", api=api, function=function, routes=routes)

    def _outside(self) -> list[Use]:
        return card_settings(self)


def card_settings(scope: Construct) -> list[Use]:
    """What every function that checks cards must be told: the responder, and which policies count.

    Test cards count on every stage but production, which trusts JPKI's own policies alone.
    """
    stage = Zone.of(scope).stage
    return [
        uses.setting("OCSP_URL", stage.outside("/ocsp", "ocsp_url")),
        uses.setting("CARD_POLICIES", "jpki" if stage.production else "jpki-test"),
    ]
