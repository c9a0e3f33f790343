"""What proves that a request came through CloudFront: a header whose value only the distribution and the doors know."""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from madoguchi.errors import NotAllowed, Unavailable

HEADER = "X-Madoguchi-Origin"
CURRENT, PENDING = "AWSCURRENT", "AWSPENDING"
NEVER = datetime.min.replace(tzinfo=UTC)
KEPT, KEPT_AT_MOST = timedelta(minutes=3), timedelta(hours=1)
ASK_AGAIN_AFTER = timedelta(seconds=10)  # a stranger who guesses must not make us ask at every guess


class NotThroughTheEdge(NotAllowed):
    """It came to the API itself, past the firewall and the pages' policy."""

    type = "not-through-the-edge"


class Origin:
    """The values that count now, remembered for three minutes; needs GetSecretValue.

    A rotation is under way while a pending value stands beside the current one: some of CloudFront's places send
    the one, some the other, so both count. When it is finished they are one, and the previous value counts no more.
    A value that is not known is reason to read again, since a rotation may have begun a moment ago.
    """

    def __init__(self, client: Any, secret: str, wall: Callable[[], datetime]) -> None:
        self._client, self._secret, self._wall = client, secret, wall
        self._values: tuple[str, ...] = ()
        self._read_at = self._asked_at = NEVER

    def demand(self, shown: str) -> None:
        """Errors: NotThroughTheEdge; Unavailable while nobody can say what counts."""
        if self._counts(shown, KEPT) or self._counts(shown, ASK_AGAIN_AFTER):
            return
        if self._asked_at != self._read_at:
            raise Unavailable("the origin secret could not be read again")
        raise NotThroughTheEdge

    def _counts(self, shown: str, asked_within: timedelta) -> bool:
        wall = self._wall()
        if wall - self._asked_at >= asked_within:
            self._ask(wall)
        found = [hmac.compare_digest(value.encode(), shown.encode()) for value in self._values]
        return any(found)

    def _ask(self, wall: datetime) -> None:
        """While Secrets Manager is silent, what it said within the last hour still counts."""
        try:
            self._values, self._read_at = self._read(), wall
        except (BotoCoreError, ClientError) as error:
            if wall - self._read_at >= KEPT_AT_MOST:
                raise Unavailable(f"origin secret: {type(error).__name__}") from error
        self._asked_at = wall

    def _read(self) -> tuple[str, ...]:
        return tuple(filter(None, (self._value(CURRENT), self._value(PENDING))))

    def _value(self, stage: str) -> str:
        """Empty when no version has this label, as outside of a rotation."""
        try:
            return str(self._client.get_secret_value(SecretId=self._secret, VersionStage=stage)["SecretString"])
        except self._client.exceptions.ResourceNotFoundException:
            if stage == CURRENT:
                raise
            return ""
