"""What identity's doors and triggers run on."""

import os
from functools import cache

from madoguchi import aws
from madoguchi.identity.edge_cloudfront import Distribution, PortalAddress
from madoguchi.identity.logins_table import LoginsTable
from madoguchi.identity.model.trust import POLICY_SETS, Policies
from madoguchi.identity.origin_secretsmanager import OriginVersions
from madoguchi.identity.persons_http import CorePersons
from madoguchi.identity.revocation_ocsp import OcspRevocation
from madoguchi.identity.service.confirmation import Confirmation
from madoguchi.identity.service.login import Answers, CardLogin
from madoguchi.identity.service.me import MyAccount
from madoguchi.identity.service.rotation import Rotation
from madoguchi.identity.service.sessions import Browser, MySessions
from madoguchi.identity.sessions_table import Living, SessionsTable
from madoguchi.identity.sessions_table import living as living_sessions
from madoguchi.identity.store import AccountsTable, TrustTable
from madoguchi.identity.users_cognito import CognitoUsers
from madoguchi.kernel import clock
from madoguchi.origin import Origin
from madoguchi.signed import SignedHttp


@cache
def login() -> CardLogin:
    table, client = os.environ["IDENTITY_TABLE"], aws.client("dynamodb")
    return CardLogin(
        accounts=AccountsTable(client, table),
        logins=LoginsTable(client, table),
        sessions=SessionsTable(client, table),
        users=_users(),
        trust=TrustTable(client, table),
        revocation=_revocation(),
        persons=_persons(),
        policies=_policies(),
    )


@cache
def browser() -> Browser:
    sessions = SessionsTable(aws.client("dynamodb"), os.environ["IDENTITY_TABLE"])
    return Browser(sessions, _users())


@cache
def me() -> MyAccount:
    table, client = os.environ["IDENTITY_TABLE"], aws.client("dynamodb")
    return MyAccount(
        accounts=AccountsTable(client, table),
        sessions=SessionsTable(client, table),
        trust=TrustTable(client, table),
        revocation=_revocation(),
        persons=_persons(),
        policies=_policies(),
    )


@cache
def sessions() -> MySessions:
    return MySessions(SessionsTable(aws.client("dynamodb"), os.environ["IDENTITY_TABLE"]), _users())


@cache
def confirmation() -> Confirmation:
    table, client = os.environ["IDENTITY_TABLE"], aws.client("dynamodb")
    return Confirmation(
        accounts=AccountsTable(client, table),
        logins=LoginsTable(client, table),
        sessions=SessionsTable(client, table),
        trust=TrustTable(client, table),
        revocation=_revocation(),
        policies=_policies(),
    )


@cache
def living() -> Living:
    return living_sessions(aws.client("dynamodb"), os.environ["IDENTITY_TABLE"])


@cache
def rotation() -> Rotation:
    return Rotation(
        OriginVersions(aws.client("secretsmanager"), os.environ["ORIGIN_SECRET"]),
        Distribution(aws.client("cloudfront"), os.environ["DISTRIBUTION"]),
        PortalAddress(os.environ["PORTAL_URL"], os.environ["PORTAL_HOST"]),
    )


@cache
def answers() -> Answers:
    return Answers(LoginsTable(aws.client("dynamodb"), os.environ["IDENTITY_TABLE"]))


def _users() -> CognitoUsers:
    return CognitoUsers(aws.client("cognito-idp"), os.environ["CITIZEN_POOL"], os.environ["PORTAL_CLIENT"])


def _revocation() -> OcspRevocation:
    return OcspRevocation(os.environ["OCSP_URL"], clock.now)


def _persons() -> CorePersons:
    return CorePersons(SignedHttp(os.environ["CORE_API"], region=os.environ["AWS_REGION"], timeout_seconds=6))


def _policies() -> Policies:
    return POLICY_SETS[os.environ["CARD_POLICIES"]]


def origin() -> Origin:
    """One for each function that asks, which remembers it."""
    return Origin(aws.client("secretsmanager"), os.environ["ORIGIN_SECRET"], clock.wall)
