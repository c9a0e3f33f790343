"""Another citizen's application, another town's case: on every route that takes an id they look like nothing at all."""

import hypothesis
import pytest
import schemathesis
from schemathesis.generation import GenerationMode

from madoguchi.kernel import ids
from tests.support.doors import DOCUMENTS, Doors, few_calls

STRANGER, STRANGERS_TOWN = "izumi", "151009"  # the journey is みどり's, and 三条市's
# Whose an id in a path is. A new name must be put here, or the first test says so.
HERS = {"application_id", "attachment_id", "notice_id", "session_id"}
THE_TOWNS = {"receipt", "grant_id", "officer"}
# Her card is asked first, whosever the session is (403): which comes before anybody learns whose it is.
ASKS_FIRST = {"DELETE /api/sessions/{session_id}": {403}}
ANYBODYS = {
    "municipality": "towns are public",
    "procedure_id": "the catalogue is public",
    "addressee_number": "a number is the town's own: the core looks it up in the caller's partition alone",
    "item_id": "a name of the data standard",
}
CALLS = few_calls(6)
ONE_BY_ONE = ("x-correlation-id", "date", "x-amz", "via")  # headers that differ from one answer to the next


@pytest.fixture(scope="module")
def doors(stage, endpoints):
    return Doors(stage, endpoints, citizen=STRANGER, town=STRANGERS_TOWN)


@pytest.fixture(scope="module")
def owners(endpoints, journey):
    """Ids that exist and are not the stranger's."""
    midori = endpoints.citizen("midori").login()
    application = midori.application(journey["application_id"])
    return {
        "application_id": journey["application_id"],
        "attachment_id": application["attachments"][0]["attachment_id"],
        "notice_id": midori.notices()[0]["notice_id"],
        "session_id": midori.http.call("GET", "/api/sessions")["items"][0]["session_id"],
        "receipt": journey["receipt"],
        "grant_id": endpoints.officer("sanjo-soumu-1").http.call("GET", "/staff/grants")["items"][0]["grant_id"],
        "officer": "sanjo-kosodate-1",
    }


@pytest.fixture(scope="module")
def nobodys():
    return {name: ids.new_id() for name in HERS | THE_TOWNS} | {
        "receipt": ids.receipt_number(),
        "officer": "nobody-at-all",
    }


def closed(doors, *documents):
    """Routes with an id in their path that a citizen, an officer or a core system may call."""
    found = [each for document in documents or DOCUMENTS for each in doors.routes(document)]
    return [each for each in found if each.kind in ("citizen", "staff", "machine") and each.parameters]


def test_of_every_id_in_a_path_it_is_known_whose_it_is(doors):
    named = {name for route in closed(doors) for name in route.parameters}

    assert sorted(named - HERS - THE_TOWNS - set(ANYBODYS)) == []
    assert named >= HERS | THE_TOWNS


def shown(answer):
    """What the asker can tell one answer from another by."""
    body = answer.json() if answer.content else {}
    headers = {name.lower(): value for name, value in answer.headers.items() if not name.lower().startswith(ONE_BY_ONE)}
    return answer.status_code, {name: body[name] for name in sorted(body) if name != "correlation_id"}, headers


def compare(doors, route, operation, owners, nobodys):
    """Every status seen for somebody else's ids, after checking that ids of nobody get the very same answer."""
    statuses = set()

    @CALLS
    @hypothesis.given(case=operation.as_strategy(GenerationMode.POSITIVE))
    def alike(case):
        sent = {"json": case.body} if "requestBody" in route.operation else {}
        headers = {name: "1" if name == "If-Match" else ids.new_id() for name in route.headers}
        told = [
            shown(
                doors.call(route, route.path.format(**{**case.path_parameters, **those}), key, headers=headers, **sent)
            )
            for those in (owners, nobodys)
        ]
        assert told[0] == told[1], route.name
        statuses.add(told[0][0])

    key = doors.key_of(route)
    alike()
    return statuses


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_somebody_elses_id_looks_like_nobodys(document, doors, owners, nobodys):
    routes = {(each.method, each.path): each for each in closed(doors, document)}
    seen = {}
    for offered in schemathesis.openapi.from_path(document).get_all_operations():
        route = routes.get((offered.ok().method.upper(), offered.ok().path))
        if route and set(route.parameters) & (HERS | THE_TOWNS):
            seen[route.name] = compare(doors, route, offered.ok(), owners, nobodys)

    wrong = {name: statuses for name, statuses in seen.items() if 404 not in statuses or min(statuses) < 400}
    assert {name: found for name, found in wrong.items() if found != ASKS_FIRST.get(name)} == {}


def test_nothing_of_hers_was_changed_by_a_stranger(endpoints, journey, doors, owners):
    """Runs after the attacks above: what she sees is what the journey left."""
    left = endpoints.citizen("midori").login().application(journey["application_id"])

    assert left["status"] == "decided"
    assert owners["attachment_id"] in {each["attachment_id"] for each in left["attachments"]}
