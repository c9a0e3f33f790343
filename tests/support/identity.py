"""Identity's surroundings for tests: its table on moto, and a user pool that runs our own triggers in process."""

import base64
import importlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse

TABLE = os.environ["IDENTITY_TABLE"]
CALLS = "before-call.cognito-idp.*"
Json = dict[str, Any]


def make_table(name: str = TABLE) -> Any:
    """The table on moto; its client."""
    client = boto3.client("dynamodb")
    keys = [("pk", "HASH"), ("sk", "RANGE")]
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in keys],
        BillingMode="PAY_PER_REQUEST",
    )
    return client


class Pool:
    """A citizens' pool with a custom challenge. It answers a client's calls instead of the network."""

    def __init__(self) -> None:
        self.users: dict[str, str] = {}
        self.sessions: dict[str, Json] = {}
        self.revoked: set[str] = set()
        self.revoked_users: set[str] = set()
        self.calls: list[str] = []

    @contextmanager
    def answering(self, *clients: Any) -> Iterator[None]:
        for client in clients:
            client.meta.events.register_first(CALLS, self)
        yield
        for client in clients:
            client.meta.events.unregister(CALLS, self)

    def __call__(self, params: Json, event_name: str, **_more: Any) -> tuple[AWSResponse, Json]:
        operation = event_name.rsplit(".", 1)[-1]
        self.calls.append(operation)
        try:
            parsed, status = getattr(self, snake(operation))(json.loads(params["body"])), 200
        except Refused as refused:
            parsed, status = {"Error": {"Code": refused.args[0], "Message": ""}}, 400
        return AWSResponse(params["url"], status, {}, None), parsed

    def admin_create_user(self, asked: Json) -> Json:
        if asked["Username"] in self.users:
            raise Refused("UsernameExistsException")
        self.users[asked["Username"]] = "FORCE_CHANGE_PASSWORD"
        return {"User": {"Username": asked["Username"]}}

    def admin_set_user_password(self, asked: Json) -> Json:
        self.users[asked["Username"]] = "CONFIRMED"
        return {}

    def admin_initiate_auth(self, asked: Json) -> Json:
        if asked["AuthFlow"] == "REFRESH_TOKEN_AUTH":
            return self._refreshed(asked["AuthParameters"]["REFRESH_TOKEN"])
        user = asked["AuthParameters"]["USERNAME"]
        step = _trigger("define_challenge", {"session": [], "userNotFound": user not in self.users})
        if step["failAuthentication"]:
            raise Refused("NotAuthorizedException")
        made = _trigger("create_challenge", {"challengeName": "CUSTOM_CHALLENGE", "session": []})
        session = f"pool-session-{len(self.sessions):010d}"
        self.sessions[session] = {"user": user, "private": made["privateChallengeParameters"]}
        return {
            "ChallengeName": "CUSTOM_CHALLENGE",
            "Session": session,
            "ChallengeParameters": made["publicChallengeParameters"],
        }

    def admin_respond_to_auth_challenge(self, asked: Json) -> Json:
        session = self.sessions.get(asked["Session"])
        if session is None:
            raise Refused("NotAuthorizedException")
        given = {
            "privateChallengeParameters": session["private"],
            "challengeAnswer": asked["ChallengeResponses"]["ANSWER"],
        }
        right = _trigger("verify_challenge", given)["answerCorrect"]
        rounds = [{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": right}]
        if not _trigger("define_challenge", {"session": rounds})["issueTokens"]:
            raise Refused("NotAuthorizedException")
        return {"AuthenticationResult": _tokens(session["user"], f"family-{asked['Session']}")}

    def admin_user_global_sign_out(self, asked: Json) -> Json:
        if asked["Username"] not in self.users:
            raise Refused("UserNotFoundException")
        self.revoked_users.add(asked["Username"])
        return {}

    def revoke_token(self, asked: Json) -> Json:
        if not asked["Token"].startswith("refresh."):
            raise Refused("UnsupportedTokenTypeException")
        self.revoked.add(asked["Token"])
        return {}

    def _refreshed(self, token: str) -> Json:
        if token in self.revoked or not token.startswith("refresh."):
            raise Refused("NotAuthorizedException")
        _, user, family = token.split(".")
        if user in self.revoked_users:
            raise Refused("NotAuthorizedException")
        tokens = _tokens(user, family)
        del tokens["RefreshToken"]
        return {"AuthenticationResult": tokens}


class Refused(Exception):
    """An error of the pool, by its AWS name."""


def snake(operation: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", operation).lower()


def _trigger(name: str, request: Json) -> Json:
    handler = importlib.import_module(f"identity.{name}").handler
    answered: Json = handler({"request": request, "response": {}}, None)
    return answered["response"]


def _tokens(user: str, family: str) -> Json:
    claims = {
        "sub": user,
        "cognito:username": user,
        "token_use": "id",
        "origin_jti": family,
        **_trigger("claims", {})["claimsAndScopeOverrideDetails"]["idTokenGeneration"]["claimsToAddOrOverride"],
    }
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return {
        "IdToken": f"header.{body}.mark",
        "RefreshToken": f"refresh.{user}.{family}",
        "ExpiresIn": 300,
        "TokenType": "Bearer",
    }
