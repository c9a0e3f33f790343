"""An officer's acts as one-liners: each with the version she saw and a key of its own, unless a test gives them."""

from itertools import count

from madoguchi.municipal.model.approval import ApprovalRequest, ProposalRequest
from madoguchi.municipal.model.decisions import ReturnRequest
from madoguchi.municipal.service.deciding import Deciding
from tests.unit.municipal.samples import APPROVER, ARRIVED, OFFICER, RECEIPT, unique

POINTER = "/adult_children/0/proof"
BACK = ReturnRequest.model_validate({"items": [{"pointer": POINTER, "reason": "確認書を添付してください"}]})
GRANT = ProposalRequest(outcome="granted", monthly_yen=40_000, from_month="2026-11", reason="要件を満たすため")
DISMISSAL = ProposalRequest(outcome="dismissed", reason="公務員のため", remedies="審査請求ができます")
LATER = ARRIVED.replace(day=12, hour=5)
KEYS = count(1)


def fresh():
    return f"key-{next(KEYS):08d}"


def send_back(town, asked=BACK, *, reader=OFFICER, version=None, key=None):
    was = town.case.version if version is None else version
    return Deciding(town.store).send_back(reader, RECEIPT, asked, version=was, key=key or fresh(), at=unique())


def propose(town, asked=GRANT, *, reader=OFFICER, version=None, key=None):
    was = town.case.version if version is None else version
    return Deciding(town.store).propose(reader, RECEIPT, asked, version=was, key=key or fresh(), at=unique(LATER))


def judge(town, *, approve=True, reader=APPROVER, version=None, key=None, **more):
    was = town.case.version if version is None else version
    proposal_id = more.pop("proposal_id", None) or town.case.proposals[-1].proposal_id
    asked = ApprovalRequest(proposal_id=proposal_id, approve=approve, **more)
    return Deciding(town.store).judge(reader, RECEIPT, asked, version=was, key=key or fresh(), at=unique(LATER))


def decide(town, asked=GRANT, *, reader=OFFICER, version=None):
    """Both acts; the case."""
    propose(town, asked, reader=reader, version=version)
    judge(town)
    return town.case


def publish(town, asked, *, reader=OFFICER, key=None):
    return Deciding(town.store).publish(reader, asked, key=key or fresh(), at=unique())
