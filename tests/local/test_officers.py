"""Officers on the deployed stage: nobody is in without a code, nobody sees another affair, a revocation counts at once."""

import pytest

from sandbox.demo.clients import Http, Officer, Refused, code_of

SECTION = "kosodate"


def refusal(act, *asked, **more):
    with pytest.raises(Refused) as refused:
        act(*asked, **more)
    return refused.value


def found(endpoints, username):
    return next(row for row in endpoints.data["officers"] if row["username"] == username)


def step(endpoints, path, **body):
    return Http(endpoints.data["municipal_api"]).call("POST", path, body)


def test_a_password_alone_lets_nobody_in(endpoints):
    her = found(endpoints, "sanjo-kosodate-1")

    asked = step(endpoints, "/staff/session", username=her["username"], password=her["password"])

    assert set(asked) == {"state", "session"}
    assert asked["state"] == "totp"


def test_a_step_belongs_to_its_officer_and_a_wrong_code_is_refused(endpoints):
    her, other = found(endpoints, "sanjo-kosodate-1"), found(endpoints, "sanjo-kosodate-2")
    asked = step(endpoints, "/staff/session", username=her["username"], password=her["password"])
    answer = {"session": asked["session"], "kind": "totp"}
    right = code_of(her["secret"])
    wrong = "000000" if right != "000000" else "000001"

    stolen = refusal(step, endpoints, "/staff/session/answer", username=other["username"], code=right, **answer)
    mistyped = refusal(step, endpoints, "/staff/session/answer", username=her["username"], code=wrong, **answer)

    assert (stolen.status, mistyped.status) == (401, 401)
    assert mistyped.slug == "login-refused"


def test_an_unknown_officer_and_a_wrong_password_are_one_answer(endpoints):
    answers = [
        refusal(step, endpoints, "/staff/session", username=name, password="Wrong-Password-1")
        for name in ("nobody-at-all", "sanjo-kosodate-1")
    ]

    assert {(each.status, each.slug, each.problem["detail"]) for each in answers} == {
        (401, "login-refused", answers[0].problem["detail"])
    }


@pytest.mark.parametrize("name", ["niigata-zeimu-1", "niigata-kosodate-2", "sanjo-zeimu-1", "sanjo-soumu-1"])
def test_another_towns_and_another_affairs_officer_find_no_case(endpoints, journey, name):
    """U12: 新潟市's tax officer opens 三条市's case, and 三条市's tax officer the data fetched for 児童手当."""
    officer, receipt = endpoints.officer(name), journey["receipt"]
    nothing = refusal(officer.case, "Z" * 16)

    for method, path in (("GET", f"/cases/{receipt}"), ("POST", f"/cases/{receipt}/package-link")):
        refused = refusal(officer.http.call, method, path, None if method == "GET" else {})
        assert (refused.status, refused.slug) == (404, "not-found")
        assert refused.problem["detail"] == nothing.problem["detail"]


def test_a_core_system_is_given_nothing_that_was_fetched(endpoints, journey):
    machine = endpoints.core_system("152048")

    told = str(machine.http.call("GET", f"/applications/{journey['receipt']}"))

    assert "2364000" not in told
    assert refusal(machine.http.call, "GET", f"/cases/{journey['receipt']}").status in (401, 403)


def test_what_was_proposed_another_approved(endpoints, journey):
    case = endpoints.officer("sanjo-kosodate-1").case(journey["receipt"])

    assert (case["decision"]["proposed_by"], case["decision"]["by"]) == ("sanjo-kosodate-1", "sanjo-kosodate-2")
    assert [line["code"] for line in case["history"]][-2:] == ["proposed", "decided"]


def test_a_grant_counts_at_once_and_so_does_its_end_and_her_sign_out(endpoints, journey):
    administrator, tax = endpoints.officer("sanjo-soumu-1"), endpoints.officer("sanjo-zeimu-1")
    receipt = journey["receipt"]
    wish = {"officer": "sanjo-zeimu-1", "section": SECTION, "affair": "child-allowance.claim", "role": "examiner"}

    given = administrator.commit("/staff/grants", {**wish, "from": "2020-04-01"})
    assert tax.case(receipt)["receipt"] == receipt
    administrator.http.call("DELETE", f"/staff/grants/{given['grant_id']}")

    assert refusal(tax.case, receipt).status == 404
    own = refusal(administrator.commit, "/staff/grants", {**wish, "officer": "sanjo-soumu-1", "from": "2020-04-01"})
    assert (own.status, own.slug) == (403, "own-grant")


def test_signing_out_ends_every_token_of_hers(endpoints):
    her = found(endpoints, "niigata-zeimu-1")
    one, two = (Officer(Http(endpoints.data["municipal_api"])) for _ in range(2))
    for desk in (one, two):
        desk.login(her["username"], her["password"], her["secret"])
        desk.http.renew = None

    one.http.call("DELETE", "/staff/session")

    ended = refusal(two.http.call, "GET", "/staff/me")
    assert (ended.status, ended.slug) == (401, "officer-session-ended")
