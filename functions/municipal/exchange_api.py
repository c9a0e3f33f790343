"""The portal's door into a town: deliver an application, withdraw it, ask how it stands. Signed calls only."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Body, Path

from madoguchi import http, telemetry
from madoguchi.kernel.identifiers import municipality_code
from madoguchi.municipal.model.delivery import RECEIPT, Delivery, Received
from madoguchi.municipal.model.messages import MESSAGES
from madoguchi.municipal.model.outcome import Outcome
from madoguchi.municipal.model.withdrawal import Heard, Withdrawal
from madoguchi.wiring import municipal as wiring

http.register(MESSAGES)
app = http.door("municipal: exchange with the portal")
deliveries, withdrawing = wiring.deliveries(), wiring.withdrawing()


@app.post("/deliveries")
def deliver(delivery: Annotated[Delivery, Body()]) -> Received:
    telemetry.say(receipt=delivery.receipt, revision=delivery.revision)
    return deliveries.receive(delivery, wiring.occasion()).answer()


@app.post("/withdrawals")
def withdraw(withdrawal: Annotated[Withdrawal, Body()]) -> Heard:
    telemetry.say(receipt=withdrawal.receipt)
    return withdrawing.withdraw(withdrawal, wiring.occasion())


@app.get("/outcomes/<municipality>/<receipt>")
def outcome(municipality: str, receipt: Annotated[str, Path(pattern=RECEIPT)]) -> Outcome:
    return deliveries.outcome(municipality_code(municipality), receipt)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
