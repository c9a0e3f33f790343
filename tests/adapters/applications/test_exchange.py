"""What the town's exchange says, in our words."""

from datetime import date

from madoguchi.applications.exchange_http import MunicipalExchange
from madoguchi.applications.model.application import Return, ReturnedItem


class Http:
    """A neighbour that answers what it was given, and remembers what it was asked."""

    def __init__(self, **answer):
        self.said, self.asked = answer, []

    def get(self, path):
        self.asked.append(path)
        return self.said

    def post(self, path, body):
        self.asked.append((path, body))
        return {}


def test_a_return_keeps_what_she_must_correct():
    items = [{"pointer": "/a", "label": "確認書", "reason": "ありません。", "more": 1}]
    http = Http(status="returned", returned={"return_id": "r", "items": items, "message": None}, decision=None)

    outcome = MunicipalExchange(http).outcome("152048", "R/1")

    assert http.asked == ["/outcomes/152048/R%2F1"]
    assert outcome.returned == Return(
        return_id="r", items=(ReturnedItem(pointer="/a", label="確認書", reason="ありません。"),)
    )


def test_a_decision_is_dated_in_japan_and_leaves_aside_what_we_do_not_keep():
    said = {"decision_id": "d", "outcome": "granted", "reason": "x", "monthly_yen": 1, "by": "officer"}
    http = Http(status="decided", returned=None, decision={**said, "decided_at": "2026-11-11T15:30:00Z"})

    decision = MunicipalExchange(http).outcome("152048", "R").decision

    assert decision is not None
    assert (decision.decided_on, decision.monthly_yen) == (date(2026, 11, 12), 1)


def test_a_withdrawal_is_posted_as_it_is():
    http = Http()

    MunicipalExchange(http).withdraw({"receipt": "R"})

    assert http.asked == [("/withdrawals", {"receipt": "R"})]


def test_a_delivery_is_posted_as_it_is():
    http = Http()

    MunicipalExchange(http).deliver({"receipt": "R"})

    assert http.asked == [("/deliveries", {"receipt": "R"})]
