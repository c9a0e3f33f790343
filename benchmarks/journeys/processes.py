"""The processes as they are deployed, straight through: how many states each enters."""

import tests.statemachines.linkage.test_inquiry as inquiry
from tests.statemachines.applications.conftest import intake, serving
from tests.statemachines.conftest import process, stage

inquiries = inquiry.inquiries
__all__ = ["inquiries", "intake", "process", "serving", "stage"]


def test_intake_straight_through(intake, meter):
    draft = intake.draft()
    intake.portal.upload(draft, b"%PDF-1.4 a paper")
    receipt = intake.portal.arrived(draft)
    run = meter.of("intake", "execution", lambda: intake.run(receipt))
    assert run.succeeded
    meter.steps[-1].transitions = len(run.states)


def test_an_inquiry_straight_through(inquiries, meter):
    number = inquiries.asked()
    run = meter.of("inquiry", "execution", lambda: inquiries.run(number))
    assert run.succeeded
    meter.steps[-1].transitions = len(run.states)
