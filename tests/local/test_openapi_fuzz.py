"""Whatever a caller makes of a door's own document, the door answers as the document says, and never breaks."""

import os

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.doors import DOCUMENTS, Doors, loopback

WHOLE = os.environ.get("MADOGUCHI_MATRIX") == "whole"
EXAMPLES = 100 if WHOLE else 8
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
FUZZED = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=not WHOLE,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.generate, hypothesis.Phase.shrink] if WHOLE else [hypothesis.Phase.generate],
)


@pytest.fixture(scope="module")
def doors(stage, endpoints):
    return Doors(stage, endpoints)


@pytest.fixture(scope="module")
def real(endpoints, doors):
    """Ids that exist and are the caller's own, so that some cases come further than to a 404."""
    izumi = endpoints.citizen(doors.citizen).login()
    procedures = izumi.http.call("GET", "/api/procedures?municipality=152021&q=児童手当")["items"]
    procedure = procedures[0]["procedure_id"]
    draft = izumi.http.call("POST", "/api/applications", {"municipality": "152021", "procedure_id": procedure})
    return {
        "application_id": draft["application_id"],
        "municipality": "152021",
        "procedure_id": procedure,
        "account_id": izumi.account_id,
        "kind": "flows",
    }


def sent(doors, route, case):
    key = doors.key_of(route)
    url, host = loopback(doors.base(route))
    more = {"auth": key["auth"]} if "auth" in key else {}
    return case.call(base_url=url, headers={**host, **key["headers"]}, timeout=60, **more)


def broken_line(case):
    return any("\n" in str(value) for value in (case.path_parameters or {}).values())


# The emulator's distribution matches /api/* line by line, so that a line break in an id leads to the pages' bucket:
# such ids are left out below for the doors behind it; other doors see them.
def attack(doors, route, operation, mode, own):
    """How many calls were made, and what the first wrong answer was."""
    made, cases = [], operation.as_strategy(mode)

    @FUZZED
    @hypothesis.given(case=cases, known=st.booleans())
    def answers(case, known):
        if known and own:
            case.path_parameters = {**(case.path_parameters or {}), **own}
        hypothesis.assume(route.kind not in ("open", "citizen") or not broken_line(case))
        made.append(1)
        case.validate_response(sent(doors, route, case), checks=CHECKS)

    try:
        answers()
    except hypothesis.errors.Unsatisfiable:
        return len(
            made
        ), "" if mode is GenerationMode.NEGATIVE else "the document describes no call"  # nothing to negate
    except (Exception, BaseExceptionGroup) as wrong:
        return len(made), "\n".join([str(wrong), *getattr(wrong, "__notes__", ())])[-3000:]
    return len(made), ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_door_answers_what_its_document_says(document, doors, real):
    calls, broken = 0, {}
    routes = {(route.method, route.path): route for route in doors.routes(document)}
    for offered in schemathesis.openapi.from_path(document).get_all_operations():
        operation = offered.ok()
        route = routes[(operation.method.upper(), operation.path)]
        own = {name: real[name] for name in route.parameters if name in real}
        for mode in MODES:
            made, wrong = attack(doors, route, operation, mode, own)
            calls += made
            if wrong:
                broken[f"{route.name}, {mode.value}"] = wrong
    print(f"{document.stem}: {calls} calls")
    assert broken == {}
    assert calls >= len(routes)
