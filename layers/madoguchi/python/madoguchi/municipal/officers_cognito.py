"""Officers in the staff pool, as an administrator makes and disables them. The town is an attribute only this writes."""

import secrets
import string
from typing import Any

from botocore.exceptions import ClientError

from madoguchi.errors import Unavailable

SIGNS = string.ascii_letters + string.digits
LENGTH = 20
BUSY = {"TooManyRequestsException", "InternalErrorException"}
NOT_YET_IN = "FORCE_CHANGE_PASSWORD"  # she has not used her first password


class OfficersPool:
    def __init__(self, client: Any, pool: str) -> None:
        self._client, self._pool = client, pool

    def invite(self, officer: str, municipality: str) -> str | None:
        """A password for one log-in; a fresh one when she has not used hers. None: another's name, or in use."""
        password = first_password()
        try:
            self._call(
                "admin_create_user",
                officer,
                TemporaryPassword=password,
                MessageAction="SUPPRESS",
                UserAttributes=[{"Name": "custom:municipality", "Value": municipality}],
            )
        except self._client.exceptions.UsernameExistsException:
            if not self._waits(officer, municipality):
                return None
            self._call("admin_set_user_password", officer, Password=password, Permanent=False)
        return password

    def disable(self, officer: str) -> None:
        self._call("admin_disable_user", officer)

    def _waits(self, officer: str, municipality: str) -> bool:
        found = self._call("admin_get_user", officer)
        town = next((a["Value"] for a in found["UserAttributes"] if a["Name"] == "custom:municipality"), "")
        return bool(town == municipality and found["UserStatus"] == NOT_YET_IN)

    def _call(self, operation: str, officer: str, **asked: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(UserPoolId=self._pool, Username=officer, **asked)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in BUSY:
                raise Unavailable("the pool is busy") from None
            raise
        return answer


def first_password() -> str:
    """Chance enough that nobody guesses it, with a sign of each kind that the pool demands."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"Aa1-{drawn}"
