"""The citizens' user pool. Its users have random names and passwords that nobody knows: only a card opens them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from madoguchi.errors import MadoguchiError, NotFound, Unavailable
from madoguchi.identity.model.login import Challenge, Login, Tokens
from madoguchi.identity.model.problems import LoginRefused, SessionEnded
from madoguchi.kernel import correlation
from madoguchi.kernel.canonical import unb64

REFUSED = {
    "NotAuthorizedException",
    "UserNotFoundException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "UnsupportedTokenTypeException",
    "InvalidParameterException",  # "Session does not exist", or an answer of an impossible shape
}
BUSY = {
    "TooManyRequestsException",
    "LimitExceededException",
    "InternalErrorException",
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
    "InvalidLambdaResponseException",
}


@contextmanager
def _translated(refusal: type[MadoguchiError]) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in REFUSED:
            raise refusal(code) from error
        if code in BUSY:
            raise Unavailable(f"user pool: {code}") from error
        raise


class CognitoUsers:
    """`ensure`: AdminCreateUser, AdminSetUserPassword; `challenge`, `refresh`: AdminInitiateAuth;
    `answer`: AdminRespondToAuthChallenge; `revoke_all`: AdminUserGlobalSignOut; `revoke` is a public call."""

    def __init__(self, client: Any, pool: str, app: str) -> None:
        self._client, self._pool, self._app = client, pool, app

    def ensure(self, account_id: str) -> None:
        """The user exists and is confirmed; repeating it is harmless."""
        with _translated(Unavailable):
            with suppress(self._client.exceptions.UsernameExistsException):
                self._client.admin_create_user(
                    UserPoolId=self._pool,
                    Username=account_id,
                    TemporaryPassword=_password(),  # else the pool draws one that its own policy may refuse
                    MessageAction="SUPPRESS",
                )
            self._client.admin_set_user_password(
                UserPoolId=self._pool, Username=account_id, Password=_password(), Permanent=True
            )

    def challenge(self, account_id: str) -> Challenge:
        """NotFound when the pool has no such user."""
        with _translated(NotFound):
            asked = self._client.admin_initiate_auth(
                UserPoolId=self._pool,
                ClientId=self._app,
                AuthFlow="CUSTOM_AUTH",
                AuthParameters={"USERNAME": account_id},
            )
        question = asked["ChallengeParameters"]
        return Challenge(
            login_id=question["login"],
            nonce=unb64(question["nonce"]),
            expires_at=datetime.fromisoformat(question["expires_at"]),
            pool_session=asked["Session"],
        )

    def answer(self, login: Login, answer: str) -> Tokens:
        with _translated(LoginRefused):
            done = self._client.admin_respond_to_auth_challenge(
                UserPoolId=self._pool,
                ClientId=self._app,
                ChallengeName="CUSTOM_CHALLENGE",
                Session=login.pool_session,
                ChallengeResponses={"USERNAME": login.account_id, "ANSWER": answer},
                ClientMetadata={"correlation_id": correlation.current()},  # reaches the triggers that judge it
            )
        if "AuthenticationResult" not in done:
            raise LoginRefused("the pool asks again")
        return _tokens(done["AuthenticationResult"], "")

    def refresh(self, refresh_token: str) -> Tokens:
        with _translated(SessionEnded):
            done = self._client.admin_initiate_auth(
                UserPoolId=self._pool,
                ClientId=self._app,
                AuthFlow="REFRESH_TOKEN_AUTH",
                AuthParameters={"REFRESH_TOKEN": refresh_token},
            )
        return _tokens(done["AuthenticationResult"], refresh_token)

    def revoke(self, refresh_token: str) -> None:
        """What the pool does not know as a token is none: that is no fault."""
        with suppress(SessionEnded), _translated(SessionEnded):
            self._client.revoke_token(Token=refresh_token, ClientId=self._app)

    def revoke_all(self, account_id: str) -> None:
        """A user whom the pool does not know has no tokens: that is no fault."""
        with _translated(Unavailable), suppress(self._client.exceptions.UserNotFoundException):
            self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=account_id)


def _tokens(result: dict[str, Any], refresh_token: str) -> Tokens:
    return Tokens(
        id_token=result["IdToken"],
        refresh_token=result.get("RefreshToken") or refresh_token,
        expires_in_seconds=result["ExpiresIn"],
    )


def _password() -> str:
    """Random, thrown away at once; the suffix satisfies any policy on kinds of characters."""
    return secrets.token_urlsafe(48) + "aA1!"
