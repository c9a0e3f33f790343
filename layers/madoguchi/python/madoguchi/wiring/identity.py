"""What identity's doors and triggers run on."""

import os
from functools import cache

import boto3

from madoguchi.identity.logins_table import LoginsTable, SessionsTable
from madoguchi.identity.model.trust import POLICY_SETS, Policies
from madoguchi.identity.persons_http import CorePersons
from madoguchi.identity.revocation_ocsp import OcspRevocation
from madoguchi.identity.service.login import Answers, CardLogin
from madoguchi.identity.service.me import MyAccount
from madoguchi.identity.service.sessions import Browser
from madoguchi.identity.store import AccountsTable, TrustTable
from madoguchi.identity.users_cognito import CognitoUsers
from madoguchi.kernel import clock
from madoguchi.signed import SignedHttp


@cache
def login() -> CardLogin:
    table, client = os.environ["IDENTITY_TABLE"], boto3.client("dynamodb")
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
    sessions = SessionsTable(boto3.client("dynamodb"), os.environ["IDENTITY_TABLE"])
    return Browser(sessions, _users())


@cache
def me() -> MyAccount:
    table, client = os.environ["IDENTITY_TABLE"], boto3.client("dynamodb")
    return MyAccount(
        accounts=AccountsTable(client, table),
        sessions=SessionsTable(client, table),
        trust=TrustTable(client, table),
        revocation=_revocation(),
        persons=_persons(),
        policies=_policies(),
    )


@cache
def answers() -> Answers:
    return Answers(LoginsTable(boto3.client("dynamodb"), os.environ["IDENTITY_TABLE"]))


def _users() -> CognitoUsers:
    return CognitoUsers(boto3.client("cognito-idp"), os.environ["CITIZEN_POOL"], os.environ["PORTAL_CLIENT"])


def _revocation() -> OcspRevocation:
    return OcspRevocation(os.environ["OCSP_URL"], clock.now)


def _persons() -> CorePersons:
    return CorePersons(SignedHttp(os.environ["CORE_API"], region=os.environ["AWS_REGION"], timeout_seconds=6))


def _policies() -> Policies:
    return POLICY_SETS[os.environ["CARD_POLICIES"]]
