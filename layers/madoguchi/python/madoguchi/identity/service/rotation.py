"""A new value for the header that the edge sends, without a moment at which an honest request is refused.

The doors count the pending value from the moment it exists. So the edge may send it as soon as it is told, and the
value before is given up only when every place of the edge has heard of the new one.
"""

from dataclasses import dataclass
from typing import Protocol

from madoguchi.errors import Invalid


class Secret(Protocol):
    def prepare(self, token: str, value: str) -> None:
        """The version `token` is pending with this value; the value it already has stays."""
        ...

    def pending(self, token: str) -> str:
        """NotFound when this version is not prepared."""
        ...

    def promote(self, token: str) -> None:
        """The version `token` is the current one; no other is pending."""
        ...


class Edge(Protocol):
    def send(self, value: str) -> None:
        """Tell the distribution; again is the same. Conflict when somebody else changes it just now."""
        ...

    def wait_until_sent(self, value: str) -> None:
        """Until every place sends it. Unavailable when that takes too long, or another value was set meanwhile."""
        ...


class Portal(Protocol):
    def is_reached(self) -> bool:
        """Whether a request through the edge comes to a door."""
        ...


@dataclass(frozen=True)
class Rotation:
    """The steps by the names that Secrets Manager gives them. It repeats all of them until the last one succeeds."""

    secret: Secret
    edge: Edge
    portal: Portal

    def take(self, step: str, token: str, *, new_value: str) -> None:
        if step == "createSecret":
            self.secret.prepare(token, new_value)
        elif step == "setSecret":
            self.edge.send(self.secret.pending(token))
        elif step == "testSecret":
            self._test(token)
        elif step == "finishSecret":
            self.secret.promote(token)
        else:
            raise Invalid(f"no such step: {step}")

    def _test(self, token: str) -> None:
        self.edge.wait_until_sent(self.secret.pending(token))
        if not self.portal.is_reached():
            raise Invalid("the doors do not take the new value: the one before stays current")
