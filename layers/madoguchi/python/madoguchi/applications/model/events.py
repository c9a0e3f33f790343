"""What the applications capability announces: ids and counts only."""

from madoguchi.applications.model.application import Application
from madoguchi.applications.model.occasion import Occasion
from madoguchi.kernel.events import Event

SOURCE = "madoguchi.applications"
RECEIVED, DELIVERED, EXAMINED = "ApplicationReceived", "ApplicationDelivered", "ApplicationExamined"
RETURNED, DECIDED, WITHDRAWN = "ApplicationReturned", "ApplicationDecided", "ApplicationWithdrawn"


def received(application: Application, occasion: Occasion) -> Event:
    return _event(RECEIVED, application, occasion, **_submission(application))


def delivered(application: Application, occasion: Occasion) -> Event:
    return _event(DELIVERED, application, occasion, **_submission(application))


def examined(application: Application, occasion: Occasion) -> Event:
    return _event(EXAMINED, application, occasion, revision=application.revision)


def returned(application: Application, occasion: Occasion, return_id: str) -> Event:
    return _event(RETURNED, application, occasion, return_id=return_id)


def decided(application: Application, occasion: Occasion, decision_id: str) -> Event:
    return _event(DECIDED, application, occasion, decision_id=decision_id)


def withdrawn(application: Application, occasion: Occasion) -> Event:
    return _event(WITHDRAWN, application, occasion, revision=application.revision)


def _submission(application: Application) -> dict[str, str | int]:
    return {"revision": application.revision, "procedure_id": application.procedure.procedure_id}


def _event(kind: str, application: Application, occasion: Occasion, **more: str | int) -> Event:
    return Event(
        type=kind,
        source=SOURCE,
        event_id=occasion.new_id(),
        occurred_at=occasion.now,
        correlation_id=occasion.correlation_id,
        data={
            "application_id": application.application_id,
            "account_id": application.account_id,
            "receipt": application.receipt or "",
            "municipality": application.municipality.code,
            **more,
        },
    )
