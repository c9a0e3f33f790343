"""What becomes of an application in the town: learnt from its exchange, recorded, announced."""

from dataclasses import dataclass
from typing import Any, Protocol

from madoguchi.applications.model import lifecycle
from madoguchi.applications.model.application import Application, Decision, Return, Status
from madoguchi.applications.model.lifecycle import Step
from madoguchi.applications.model.occasion import Occasion
from madoguchi.errors import Unavailable, Unprocessable
from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value

EXAMINED, RETURNED, DECIDED = "CaseExamined", "CaseReturned", "CaseDecided"


class Outcome(Value):
    """What the town's exchange says of a case now; events only say that it is worth asking."""

    returned: Return | None = None
    decision: Decision | None = None


class Exchange(Protocol):
    def outcome(self, municipality: str, receipt: str) -> Outcome: ...


class Store(Protocol):
    def of_receipt(self, receipt: str) -> Application:
        """NotFound when no application has it."""

    def save(self, application: Application, event: Event) -> None: ...

    def close(self, application: Application, event: Event) -> None: ...


@dataclass(frozen=True)
class Cases:
    store: Store
    exchange: Exchange

    def follow(self, message: dict[str, Any], occasion: Occasion) -> None:
        """Brings an application to where the town has it. Twice, late or out of order is harmless.

        Errors  Unavailable, when the town does not yet say what its event promised.
        """
        data = message["data"]
        application = self.store.of_receipt(data["receipt"])
        if application.municipality.code != data["municipality"]:
            raise Unprocessable("another town's receipt")
        step = self._step(message["type"], data, application, occasion)
        if step is None:
            return
        if step[0].decision and application.status is not Status.WITHDRAWN:  # a withdrawn one's natural key is free
            self.store.close(*step)
        else:
            self.store.save(*step)

    def _step(self, kind: str, data: dict[str, Any], application: Application, occasion: Occasion) -> Step | None:
        if kind == EXAMINED:
            return lifecycle.examine(application, data["revision"], occasion)
        if kind == RETURNED and data["return_id"] in application.returns_seen:
            return None
        outcome = self.exchange.outcome(data["municipality"], data["receipt"])
        if outcome.decision:
            return lifecycle.decide(application, outcome.decision, occasion)
        if kind == DECIDED:
            raise Unavailable("the decision is not to be read yet")
        if kind != RETURNED:
            raise Unprocessable(f"nobody has said how to follow {kind}")
        returned = outcome.returned
        return lifecycle.give_back(application, returned, occasion) if returned else None
