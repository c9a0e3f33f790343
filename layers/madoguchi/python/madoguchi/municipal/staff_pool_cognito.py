"""The staff pool: officers log in through our own door, core systems take tokens through our own /token."""

import base64
import json
from typing import Any

import urllib3
from botocore.exceptions import ClientError, ParamValidationError

from madoguchi.errors import Unauthenticated, Unavailable, Unprocessable
from madoguchi.kernel.canonical import unb64
from madoguchi.municipal.model.sessions import Challenge, Tokens

REFUSED = {
    "NotAuthorizedException",
    "UserNotFoundException",
    "UserNotConfirmedException",
    "PasswordResetRequiredException",
    "InvalidParameterException",
    "ResourceNotFoundException",
}
WRONG_CODE = {"CodeMismatchException", "EnableSoftwareTokenMFAException", "ExpiredCodeException"}
BUSY = {"TooManyRequestsException", "InternalErrorException"}
KINDS = {"SOFTWARE_TOKEN_MFA": "totp", "MFA_SETUP": "enrol", "NEW_PASSWORD_REQUIRED": "new-password"}


class LoginExpired(Unauthenticated):
    """The step came too late, or its session was used up: she begins again."""

    type = "login-expired"


class PasswordTooWeak(Unprocessable):
    type = "password-too-weak"


class StaffPool:
    """Officers' log-ins. `anybody`: a client without credentials, for the two calls that know no IAM."""

    def __init__(self, client: Any, anybody: Any, pool: str, app_client: str) -> None:
        self._client, self._anybody = client, anybody
        self._app = {"UserPoolId": pool, "ClientId": app_client}

    def begin(self, username: str, password: str) -> Challenge | Tokens | None:
        asked = {
            **self._app,
            "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": username, "PASSWORD": password},
        }
        answer = _called(self._client.admin_initiate_auth, asked)
        return self._next(answer) if answer else None

    def code(self, username: str, session: str, code: str) -> Challenge | Tokens | None:
        return self._respond("SOFTWARE_TOKEN_MFA", username, session, SOFTWARE_TOKEN_MFA_CODE=code)

    def enrol(self, username: str, session: str, code: str) -> Challenge | Tokens | None:
        """The first code of her authenticator proves that she holds its secret."""
        verified = _step(self._anybody.verify_software_token, {"Session": session, "UserCode": code})
        if verified is None or verified["Status"] != "SUCCESS":
            return None
        return self._respond("MFA_SETUP", username, verified["Session"])

    def new_password(self, username: str, session: str, password: str) -> Challenge | Tokens | None:
        return self._respond("NEW_PASSWORD_REQUIRED", username, session, NEW_PASSWORD=password)

    def _respond(self, challenge: str, username: str, session: str, **answers: str) -> Challenge | Tokens | None:
        asked = {
            **self._app,
            "ChallengeName": challenge,
            "Session": session,
            "ChallengeResponses": {"USERNAME": username, **answers},
        }
        answer = _step(self._client.admin_respond_to_auth_challenge, asked)
        return self._next(answer) if answer else None

    def _next(self, answer: dict[str, Any]) -> Challenge | Tokens | None:
        """A second factor that we do not know is a refusal: the pool asks for one kind alone."""
        if answer.get("AuthenticationResult"):
            return _tokens(answer["AuthenticationResult"])
        kind = KINDS.get(answer.get("ChallengeName", ""))
        if kind is None:
            return None
        if kind != "enrol":
            return Challenge.model_validate({"kind": kind, "session": answer["Session"]})
        made = _step(self._anybody.associate_software_token, {"Session": answer["Session"]})
        return Challenge(kind="enrol", session=made["Session"], secret=made["SecretCode"]) if made else None


class CognitoTokens:
    """Machine tokens on cloud stages: a pool domain is out of reach of a private network (docs/decisions/0015)."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def token(self, client_id: str, secret: str, scopes: tuple[str, ...]) -> dict[str, Any] | None:
        asked = {"ClientId": client_id, "Secret": secret, **({"Scopes": list(scopes)} if scopes else {})}
        answer = _called(self._client.get_client_token, asked)
        if answer is None:
            return None
        result = answer["ClientAuthenticationResult"]
        return {
            "access_token": result["AccessToken"],
            "expires_in": result["ExpiresIn"],
            "token_type": "Bearer",
        }


class TokenEndpoint:
    """Machine tokens where the pool has an OAuth endpoint that can be reached."""

    def __init__(self, url: str, *, timeout_seconds: float = 5) -> None:
        self._url = url
        self._http = urllib3.PoolManager(timeout=timeout_seconds, retries=False)

    def token(self, client_id: str, secret: str, scopes: tuple[str, ...]) -> dict[str, Any] | None:
        form = {"grant_type": "client_credentials", **({"scope": " ".join(scopes)} if scopes else {})}
        basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        try:
            answer = self._http.request(
                "POST",
                self._url,
                fields=form,
                encode_multipart=False,
                headers={"Authorization": f"Basic {basic}"},
            )
        except urllib3.exceptions.HTTPError as failed:
            raise Unavailable(f"the pool does not answer: {type(failed).__name__}") from None
        if answer.status >= 500 or answer.status == 429:
            raise Unavailable(f"the pool answered {answer.status}")
        if answer.status != 200:
            return None
        found = json.loads(answer.data)
        return {name: found[name] for name in ("access_token", "expires_in", "token_type")}


def _called(operation: Any, asked: dict[str, Any]) -> dict[str, Any] | None:
    try:
        answer: dict[str, Any] = operation(**asked)
    except ParamValidationError:
        return None  # no id or secret of the pool's has such a shape
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        if code in REFUSED:
            return None
        if code in BUSY:
            raise Unavailable("the pool is busy") from None
        raise
    return answer


def _step(operation: Any, asked: dict[str, Any]) -> dict[str, Any] | None:
    """A step of a log-in that began: a wrong code is None, whatever ends the log-in LoginExpired."""
    try:
        answer: dict[str, Any] = operation(**asked)
    except ParamValidationError:
        raise LoginExpired("no session of the pool has such a shape") from None
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        if code in WRONG_CODE:
            return None
        if code == "InvalidPasswordException":
            raise PasswordTooWeak("the pool's rules", field="/password") from None
        if code in REFUSED:
            raise LoginExpired("the pool knows no such step") from None
        if code in BUSY:
            raise Unavailable("the pool is busy") from None
        raise
    return answer


def _tokens(result: dict[str, Any]) -> Tokens:
    """The token with the officer's own claims; it came from the pool itself over TLS."""
    payload = result["IdToken"].split(".")[1]
    claims = json.loads(unb64(payload.replace("-", "+").replace("_", "/") + "=" * (-len(payload) % 4)))
    return Tokens(
        id_token=result["IdToken"],
        expires_in=int(result["ExpiresIn"]),
        username=claims["cognito:username"],
        municipality=claims.get("custom:municipality", ""),
    )
