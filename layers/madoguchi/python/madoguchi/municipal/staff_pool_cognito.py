"""The staff pool: officers log in through our own door, core systems take tokens through our own /token."""

import base64
import json
from typing import Any

import urllib3
from botocore.exceptions import ClientError, ParamValidationError

from madoguchi.errors import Unavailable
from madoguchi.kernel.canonical import unb64
from madoguchi.municipal.model.sessions import Session

REFUSED = {
    "NotAuthorizedException",
    "UserNotFoundException",
    "UserNotConfirmedException",
    "PasswordResetRequiredException",
    "InvalidParameterException",
    "ResourceNotFoundException",
}
BUSY = {"TooManyRequestsException", "InternalErrorException"}


class StaffPool:
    def __init__(self, client: Any, pool: str, app_client: str) -> None:
        self._client, self._pool, self._app_client = client, pool, app_client

    def log_in(self, username: str, password: str) -> Session | None:
        """A session, or None when the pool refuses or asks for more than a password."""
        asked = {
            "UserPoolId": self._pool,
            "ClientId": self._app_client,
            "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": username, "PASSWORD": password},
        }
        answer = _called(self._client.admin_initiate_auth, asked)
        result = (answer or {}).get("AuthenticationResult")
        return _session(result) if result else None


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


def _session(result: dict[str, Any]) -> Session:
    """The session with the officer's own claims; the token came from the pool itself over TLS."""
    payload = result["IdToken"].split(".")[1]
    claims = json.loads(unb64(payload.replace("-", "+").replace("_", "/") + "=" * (-len(payload) % 4)))
    return Session(
        id_token=result["IdToken"],
        expires_in=int(result["ExpiresIn"]),
        name=claims.get("name") or claims.get("custom:officer") or claims["cognito:username"],
        municipality=claims.get("custom:municipality", ""),
        sections=tuple(filter(None, claims.get("custom:sections", "").split(","))),
    )
